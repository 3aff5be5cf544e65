import type { SubscriptionSource } from './data-feed.ts';
import { Subscription } from './subscription.ts';
import type { SubscriptionDataConfig } from './subscription-data-config.ts';
import type { DataFilter, SubscriptionOptions } from './subscription-options.ts';

/** A subscription that leaves out what a filter does not want: bars and repeated bars, but no events. */
export class FilteredSubscription extends Subscription {
  readonly #isWanted: DataFilter;

  constructor(
    config: SubscriptionDataConfig,
    source: SubscriptionSource,
    options: SubscriptionOptions & { readonly isWanted: DataFilter },
  ) {
    super(config, source, options);
    this.#isWanted = options.isWanted;
  }

  override advance(): Promise<void> | null {
    for (;;) {
      const waiting = super.advance();
      if (waiting !== null) return waiting.then(() => this.#leaveOut());
      // Every bar is asked about, so there are no runs.
      this.runEnd = -1;
      if (this.#isShown()) return null;
    }
  }

  override poll(settledUtc: number): Promise<void> | null {
    const waiting = super.poll(settledUtc);
    if (waiting !== null) return waiting.then(() => this.#leaveOut());
    return this.#isShown() ? null : this.advance();
  }

  async #leaveOut(): Promise<void> {
    this.runEnd = -1;
    if (!this.#isShown()) await this.advance();
  }

  #isShown(): boolean {
    const { batch } = this;
    if (batch === null || this.emitUtc === Number.POSITIVE_INFINITY) return true;
    return this.#isWanted(batch, this.row, this.timeMs, this.endTimeMs);
  }
}
