/** The largest mantissa that a number holds exactly with all below it. */
export const MAX_SAFE: number = Number.MAX_SAFE_INTEGER;

/** Three mantissas are all exact in a number. */
export function areSafe(a: number, b: number, c: number): boolean {
  return a <= MAX_SAFE && a >= -MAX_SAFE && b <= MAX_SAFE && b >= -MAX_SAFE && c <= MAX_SAFE && c >= -MAX_SAFE;
}
