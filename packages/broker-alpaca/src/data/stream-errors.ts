/** What an error of a market data stream means; the client passes on a text only. */
export type StreamTrouble =
  /** The keys are wrong. */
  | 'unauthorized'
  /** The plan does not have this feed. */
  | 'forbidden'
  /** One connection too many. */
  | 'full'
  /** One symbol too many: what was subscribed before stays. */
  | 'symbolLimit'
  /** Asked too often. */
  | 'throttled'
  /** A message could not be read; the stream goes on. */
  | 'unreadable'
  /** The server is in trouble. */
  | 'broken'
  /** The end of the connection follows, or nothing does. */
  | 'passing';

const TROUBLES: readonly (readonly [RegExp, StreamTrouble])[] = [
  [/^(?:auth failed|not authenticated|auth timeout)$/i, 'unauthorized'],
  [/^(?:insufficient subscription|v2 not enabled|insufficient scope)$/i, 'forbidden'],
  [/connection limit exceeded/i, 'full'],
  [/symbol limit exceeded/i, 'symbolLimit'],
  [/unexpected server response: 429/i, 'throttled'],
  [/^failed to (?:decode|process) message/i, 'unreadable'],
  [/^internal error$/i, 'broken'],
];

export function streamTrouble(text: string): StreamTrouble {
  return TROUBLES.find(([pattern]) => pattern.test(text))?.[1] ?? 'passing';
}
