import type { SubscriptionDataConfig } from '../subscription-data-config.ts';
import { FillForward } from './fill-forward.ts';

/** Live, where no later item is known: the fill that follows an item unless data comes first; looked for once per item. */
export class NextFill {
  /** Epoch ms UTC; the end is infinity when there is none. */
  timeMs = Number.NaN;
  endTimeMs = Number.NaN;
  readonly #fills: FillForward;
  #afterUtc = Number.NaN;
  #gridMs = Number.NaN;

  constructor(config: SubscriptionDataConfig) {
    this.#fills = new FillForward(config);
  }

  /** Looks for it. @param gridMs the shared fill-forward resolution */
  findAfter(time: number, endTime: number, isFill: boolean, gridMs: number): this {
    if (endTime === this.#afterUtc && gridMs === this.#gridMs) return this;
    this.#fills.startAfter(time, endTime, isFill);
    const isFound = this.#fills.findNext(gridMs);
    this.#afterUtc = endTime;
    this.#gridMs = gridMs;
    this.timeMs = this.#fills.timeMs;
    this.endTimeMs = isFound ? this.#fills.endTimeMs : Number.POSITIVE_INFINITY;
    return this;
  }
}
