import type { DataBatch } from '../../market/data-batch.ts';
import type { Clock, Timer } from '../../time/clock.ts';
import type { HistoryProvider } from '../data-feed.ts';
import type { SubscriptionDataConfig } from '../subscription-data-config.ts';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

/** A span that the stream did not show as a whole, and what is known of when its history may be had. */
export interface MissedSpanOptions {
  readonly clock: Clock;
  readonly history: HistoryProvider;
  /** Bars that are asked for. */
  readonly config: SubscriptionDataConfig;
  /** Epoch ms UTC, on the grid of these bars. */
  readonly fromUtc: number;
  readonly untilUtc: number;
  /** When history has it, and when what was seen has to do, epoch ms UTC. */
  readonly askUtc: number;
  readonly giveUpUtc: number;
  /** Called once: with the bars of the span, without any if history knows none, or with why it has not answered. */
  readonly onDone: (span: MissedSpan, answer: readonly DataBatch[] | string) => void;
}

/** Asks history for a span that was missed, again and again until it answers or the time is up. */
export class MissedSpan {
  readonly fromUtc: number;
  readonly untilUtc: number;
  readonly #options: MissedSpanOptions;
  #isDone = false;
  #retryMs = FIRST_RETRY_MS;
  #answer: readonly DataBatch[] | string = 'history has not answered in time';
  #asking: Timer;
  readonly #givingUp: Timer;

  constructor(options: MissedSpanOptions) {
    this.#options = options;
    this.fromUtc = options.fromUtc;
    this.untilUtc = options.untilUtc;
    this.#asking = options.clock.at(options.askUtc, () => void this.#ask());
    this.#givingUp = options.clock.at(options.giveUpUtc, () => this.#end());
  }

  /** Nobody wants it any more. */
  cancel(): void {
    this.#isDone = true;
    this.#asking.cancel();
    this.#givingUp.cancel();
  }

  async #ask(): Promise<void> {
    const { history, config, fromUtc, untilUtc, clock } = this.#options;
    try {
      const request = { config, startUtc: fromUtc, endUtc: untilUtc, auxiliaryEvents: false };
      this.#answer = await history.getHistory(request);
    } catch (error: unknown) {
      this.#answer = error instanceof Error ? error.message : String(error);
    }
    // An empty answer may come of a history that is behind.
    if (typeof this.#answer !== 'string' && this.#answer.length > 0) this.#end();
    if (this.#isDone) return;
    this.#asking = clock.at(clock.utcNow() + this.#retryMs, () => void this.#ask());
    this.#retryMs = Math.min(2 * this.#retryMs, LONGEST_RETRY_MS);
  }

  #end(): void {
    if (this.#isDone) return;
    this.cancel();
    this.#options.onDone(this, this.#answer);
  }
}
