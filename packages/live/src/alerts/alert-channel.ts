import type { Severity } from '../store/journal-record.ts';
import type { OutgoingAlert } from './alert.ts';

/** A way to reach a person. */
export interface AlertChannel {
  readonly name: string;
  /** The least severity that it is told of. */
  readonly threshold: Severity;
  /** Delivers an alert, or rejects; gives up when the signal says so. */
  send(alert: OutgoingAlert, signal: AbortSignal): Promise<void>;
}

/** A delivery that the other side refused; it may say when to come back. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly retryAfterMs: number | null;

  constructor(message: string, retryAfterMs: number | null = null) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/** Posts JSON. @throws DeliveryError for an answer other than 2xx, with the server's `Retry-After` */
export async function postJson(url: string, body: unknown, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  });
  const answer = await response.text();
  if (response.ok) return;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  throw new DeliveryError(`HTTP ${response.status}: ${answer.slice(0, 200)}`, seconds >= 0 ? seconds * 1_000 : null);
}
