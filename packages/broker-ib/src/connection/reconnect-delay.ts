/** Why there is no connection, as far as it matters for how soon the next is tried. */
export type ConnectionEnd =
  /** It broke, was refused, or nothing was said in time. */
  | 'lost'
  /** The client id is still taken, as a rule by a connection of our own that has died. */
  | 'taken';

const LOST_MS: readonly number[] = [1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000];
const TAKEN_MS: readonly number[] = [5_000, 10_000, 15_000, 30_000, 60_000];

/** Time before the next attempt, ms. @param failures attempts that ended like this one after another, this one included */
export function reconnectDelayMs(end: ConnectionEnd, failures: number): number {
  const waits = end === 'taken' ? TAKEN_MS : LOST_MS;
  return waits[Math.min(failures, waits.length) - 1] ?? 1_000;
}
