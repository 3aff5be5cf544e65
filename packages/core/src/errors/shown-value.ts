/** A received value as error messages show it: texts are quoted and called texts, so that '10' is not read as 10. */
export function shownValue(value: unknown): string {
  return typeof value === 'string' ? `'${value}' (a text)` : String(value);
}
