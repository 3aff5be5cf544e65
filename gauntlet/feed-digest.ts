import { QuoteBar, type Slice, type TradeBar } from '@lockstep/core';
import type { Entry } from './entry.ts';
import { localText } from './time-text.ts';

const SUMS = 10;

/** What a strategy saw of one kind of data of one security. */
class Digest {
  count = 0;
  filledForward = 0;
  readonly sums = new Float64Array(SUMS);
  #first: TradeBar | QuoteBar;
  #last: TradeBar | QuoteBar;

  constructor(first: TradeBar | QuoteBar) {
    this.#first = first;
    this.#last = first;
  }

  add(bar: TradeBar | QuoteBar): void {
    this.count += 1;
    if (bar.isFillForward) this.filledForward += 1;
    this.#last = bar;
    const values = bar instanceof QuoteBar ? quoteValues(bar) : [bar.open, bar.high, bar.low, bar.close, bar.volume];
    for (const [index, value] of values.entries()) this.sums[index] = (this.sums[index] as number) + value;
  }

  row(key: string): unknown[] {
    const times = [this.#first, this.#last].map((bar) => localText(bar.endTimeMs, bar.timeZone));
    return [key, this.count, this.filledForward, ...times, Array.from(this.sums, String)];
  }
}

function quoteValues({ bid, ask, lastBidSize, lastAskSize }: QuoteBar): number[] {
  const prices = [bid, ask].flatMap((side) => [side?.open ?? 0, side?.high ?? 0, side?.low ?? 0, side?.close ?? 0]);
  return [...prices, lastBidSize, lastAskSize];
}

/** Sums up all bars that `onData` saw, by security and kind. */
export class FeedDigest {
  readonly #digests = new Map<string, Digest>();

  add(slice: Slice, entries: readonly Entry[]): void {
    for (const { security, index } of entries) {
      this.#addBar(`${index}T`, slice.bars.get(security.symbol));
      this.#addBar(`${index}Q`, slice.quoteBars.get(security.symbol));
    }
  }

  #addBar(key: string, bar: TradeBar | QuoteBar | undefined): void {
    if (bar === undefined) return;
    const known = this.#digests.get(key) ?? new Digest(bar);
    this.#digests.set(key, known);
    known.add(bar);
  }

  rows(): unknown[][] {
    return [...this.#digests].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, digest]) => digest.row(key));
  }
}
