/** Why a connection ended, as far as it matters for how soon the next may be tried. */
export type ConnectionEnd = 'lost' | 'full' | 'throttled';

/**
 * Time before the next attempt, ms. A server that counts too many connections keeps dead ones for up to a minute and a
 * half; one that was asked too often wants to be left alone.
 *
 * @param failures attempts that ended like this one after another, this one included
 */
export function reconnectDelayMs(end: ConnectionEnd, failures: number): number {
  if (end === 'full') return Math.min(90_000, 5_000 * 2 ** (failures - 1));
  if (end === 'throttled') return Math.min(90_000, 5_000 * failures);
  return Math.min(64_000, 1_000 * 2 ** (failures - 1));
}
