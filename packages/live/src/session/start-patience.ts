import { createHash } from 'node:crypto';
import { type Clock, LockstepError, SeededRandom, type Timer } from '@lockstep/core';
import type { Notices } from './notices.ts';

/** Wait before the first new attempt, ms; it doubles up to the longest. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** Errors of ours that pass by themselves; others, such as keys that are not taken, do not. */
const PASSING = new Set(['BROKER_SILENT', 'DATA_SOURCE_FAILED']);
const MS_PER_MINUTE = 60_000;

/** What the patience of a start depends on. */
export interface StartPatienceOptions {
  readonly clock: Clock;
  readonly notices: Notices;
  /** Processes that start together do not all ask at the same instants: each deployment waits its own times. */
  readonly deployment: string;
  /** How long the broker may stay away, minutes; infinity where positions wait for us. */
  readonly waitMinutes: number;
}

/** Begins with a broker that is away: tries again, at growing intervals, until it is there or the time is up. */
export class StartPatience {
  readonly #options: StartPatienceOptions;
  readonly #random: SeededRandom;
  readonly #giveUpUtc: number;
  #isClosed = false;
  #isAway = false;
  #wake: (() => void) | null = null;

  constructor(options: StartPatienceOptions) {
    this.#options = options;
    const { clock, deployment, waitMinutes } = options;
    this.#random = new SeededRandom(createHash('sha256').update(deployment).digest().readUInt32LE());
    this.#giveUpUtc = clock.utcNow() + waitMinutes * MS_PER_MINUTE;
  }

  /**
   * Tries until it goes through.
   *
   * @throws what the attempt threw, when that does not pass by itself or the session was ended meanwhile; LockstepError
   * `BROKER_SILENT` when the time is up
   */
  async until<T>(what: string, attempt: () => T | Promise<T>): Promise<T> {
    const { notices } = this.#options;
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
      try {
        const answer = await attempt();
        if (this.#isAway) {
          notices.settle('BROKER_DISCONNECTED');
          notices.tell({ severity: 'info', code: 'BROKER_RECONNECTED', title: 'The broker has come.' });
        }
        this.#isAway = false;
        return answer;
      } catch (error) {
        if (this.#isClosed || !isPassing(error)) throw error;
        await this.#wait(what, error, waitMs);
      }
    }
  }

  /** The session is ended: nobody waits any more. */
  close(): void {
    this.#isClosed = true;
    this.#wake?.();
  }

  async #wait(what: string, error: unknown, waitMs: number): Promise<void> {
    const { clock, notices, waitMinutes } = this.#options;
    const reason = error instanceof Error ? error.message : String(error);
    const now = clock.utcNow();
    if (now >= this.#giveUpUtc) {
      const text =
        `The broker stayed away for ${waitMinutes} minutes (${what}): ${reason} Expected it within live.brokerWaitMinutes. ` +
        'See whether its gateway or service runs, and start again.';
      throw new LockstepError('BROKER_SILENT', text, { details: { what, waitMinutes }, cause: error });
    }
    if (!this.#isAway) {
      this.#isAway = true;
      notices.tell({
        severity: 'error',
        code: 'BROKER_DISCONNECTED',
        title: `The session cannot begin, since the broker is away (${what}): ${reason}`,
        text: 'It begins when the broker comes. See whether its gateway or service runs.',
      });
    }
    // Half of the time is left to chance.
    const untilUtc = Math.min(now + waitMs * (0.5 + this.#random.nextDouble() / 2), this.#giveUpUtc);
    let timer: Timer | null = null;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = clock.at(untilUtc, resolve);
    });
    (timer as Timer | null)?.cancel();
    this.#wake = null;
  }
}

function isPassing(error: unknown): boolean {
  return !(error instanceof LockstepError) || PASSING.has(error.code);
}
