import { type Clock, LockstepError, sleepUntil } from '@lockstep/core';

/** Requests a minute of the free plan. */
const REQUESTS_PER_MINUTE = 200;
const MS_PER_MINUTE = 60_000;
/** Waits before a request is repeated double up to here, ms. */
const LONGEST_WAIT_MS = 30_000;
const MOST_TRIES_WHEN_BUSY = 8;
const MOST_TRIES_WHEN_BROKEN = 5;
const PASSING_STATUSES: ReadonlySet<number> = new Set([408, 425, 500, 502, 503, 504]);
/** No answer, one that is not JSON, and one that is cut off or empty: the client reads on in nothing. */
const BROKEN_ANSWERS: ReadonlySet<string> = new Set(['FetchError', 'SyntaxError', 'TypeError']);

/** What `DataRequests` goes by. */
export interface DataRequestsOptions {
  readonly clock: Clock;
  /** @defaultValue 200, the limit of the free plan */
  readonly perMinute?: number | undefined;
}

/**
 * Questions to a service, no more a minute than it allows. They may be repeated: what is refused for being too many, or
 * gets no proper answer, is asked again after a while.
 */
export class DataRequests {
  readonly #clock: Clock;
  readonly #perMinute: number;
  /** When the requests of the last minute were let go, epoch ms UTC. */
  readonly #recent: number[] = [];
  #pending = 0;

  constructor({ clock, perMinute = REQUESTS_PER_MINUTE }: DataRequestsOptions) {
    this.#clock = clock;
    this.#perMinute = perMinute;
  }

  /** Whether no question is under way. */
  get isIdle(): boolean {
    return this.#pending === 0;
  }

  /**
   * @param what the question in words, for errors
   * @throws LockstepError `DATA_NOT_PERMITTED` for wrong keys or a plan that does not have it, `DATA_SOURCE_FAILED`
   */
  async ask<T>(what: string, call: () => Promise<T>): Promise<T> {
    this.#pending += 1;
    try {
      for (let attempt = 1; ; attempt += 1) {
        await this.#turn();
        try {
          return await call();
        } catch (error: unknown) {
          const waitMs = waitBeforeRepeat(error, attempt);
          if (waitMs === null) throw failureOf(what, error);
          await sleepUntil(this.#clock, this.#clock.utcNow() + waitMs);
        }
      }
    } finally {
      this.#pending -= 1;
    }
  }

  async #turn(): Promise<void> {
    for (;;) {
      const now = this.#clock.utcNow();
      while (this.#recent.length > 0 && this.#recent[0]! <= now - MS_PER_MINUTE) this.#recent.shift();
      if (this.#recent.length < this.#perMinute) {
        this.#recent.push(now);
        return;
      }
      await sleepUntil(this.#clock, this.#recent[0]! + MS_PER_MINUTE);
    }
  }
}

/** What the client library throws, as far as it is known: it has two copies, so classes do not tell. */
interface ClientFailure {
  readonly name?: string;
  readonly status?: number;
  readonly message?: string;
  readonly retryAfterMs?: number;
  readonly requestId?: string;
}

/** HTTP status of a failure; null where there was no answer. */
export function statusOf(error: unknown): number | null {
  return (error as ClientFailure | null)?.status ?? null;
}

/** Time until a question may be repeated, ms; null when it is of no use. */
function waitBeforeRepeat(error: unknown, attempt: number): number | null {
  const { name, retryAfterMs } = error as ClientFailure;
  const status = statusOf(error);
  const doubled = Math.min(LONGEST_WAIT_MS, 500 * 2 ** attempt);
  if (status === 429) return attempt < MOST_TRIES_WHEN_BUSY ? Math.max(retryAfterMs ?? 0, doubled) : null;
  const isPassing = status === null ? BROKEN_ANSWERS.has(name ?? '') : PASSING_STATUSES.has(status);
  return isPassing && attempt < MOST_TRIES_WHEN_BROKEN ? doubled : null;
}

function failureOf(what: string, cause: unknown): LockstepError {
  if (cause instanceof LockstepError) return cause;
  const status = statusOf(cause);
  const { message = String(cause), requestId } = cause as ClientFailure;
  const details = { what, status, requestId: requestId ?? null };
  if (status === 401) {
    const text = `Alpaca does not accept the keys (asked for ${what}: ${briefly(message)}). Keys of paper accounts and of real money differ; check both parts.`;
    return new LockstepError('DATA_NOT_PERMITTED', text, { details, cause });
  }
  if (status === 403) {
    const text = `Alpaca does not let this account have ${what}: ${briefly(message)}. Choose a feed of your plan, such as iex.`;
    return new LockstepError('DATA_NOT_PERMITTED', text, { details, cause });
  }
  const answer = status === null ? briefly(message) : `${status} ${briefly(message)}`;
  return new LockstepError('DATA_SOURCE_FAILED', `Alpaca did not give ${what}: ${answer}.`, { details, cause });
}

/** The first line of a text: some errors are whole web pages. */
function briefly(text: string): string {
  const line = text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}
