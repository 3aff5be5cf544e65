import { QuoteBar, type Slice, Tick, TickType, type TradeBar } from '@lockstep/core';
import type { Entry } from './entry.ts';
import { localText } from './time-text.ts';

const SUMS = 10;
const MS_PER_SECOND = 1_000;

/** What a slice holds of a security. */
type Item = TradeBar | QuoteBar | Tick;

/** What a strategy saw of one kind of data of one security. */
class Digest {
  count = 0;
  filledForward = 0;
  readonly sums = new Float64Array(SUMS);
  #first: Item;
  #last: Item;

  constructor(first: Item) {
    this.#first = first;
    this.#last = first;
  }

  add(bar: Item): void {
    this.count += 1;
    if (!(bar instanceof Tick) && bar.isFillForward) this.filledForward += 1;
    this.#last = bar;
    const values = valuesOf(bar);
    for (const [index, value] of values.entries()) this.sums[index] = (this.sums[index] as number) + value;
  }

  row(key: string): unknown[] {
    // The record has whole seconds, also of ticks.
    const times = [this.#first, this.#last].map(({ endTimeMs, timeZone }) =>
      localText(Math.floor(endTimeMs / MS_PER_SECOND) * MS_PER_SECOND, timeZone),
    );
    return [key, this.count, this.filledForward, ...times, Array.from(this.sums, String)];
  }
}

function valuesOf(item: Item): number[] {
  if (item instanceof Tick) return [item.value, item.quantity, item.bidPrice, item.askPrice];
  if (item instanceof QuoteBar) return quoteValues(item);
  return [item.open, item.high, item.low, item.close, item.volume];
}

function quoteValues({ bid, ask, lastBidSize, lastAskSize }: QuoteBar): number[] {
  const prices = [bid, ask].flatMap((side) => [side?.open ?? 0, side?.high ?? 0, side?.low ?? 0, side?.close ?? 0]);
  return [...prices, lastBidSize, lastAskSize];
}

/** Sums up all bars and ticks that `onData` saw, by security and kind. */
export class FeedDigest {
  readonly #digests = new Map<string, Digest>();

  add(slice: Slice, entries: readonly Entry[]): void {
    for (const { security, index } of entries) {
      this.#addItem(`${index}T`, slice.bars.get(security.symbol));
      this.#addItem(`${index}Q`, slice.quoteBars.get(security.symbol));
      for (const tick of slice.ticks.get(security.symbol) ?? []) {
        this.#addItem(`${index}${tick.tickType === TickType.Quote ? 'q' : 't'}`, tick);
      }
    }
  }

  #addItem(key: string, bar: Item | undefined): void {
    if (bar === undefined) return;
    const known = this.#digests.get(key) ?? new Digest(bar);
    this.#digests.set(key, known);
    known.add(bar);
  }

  rows(): unknown[][] {
    return [...this.#digests].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, digest]) => digest.row(key));
  }
}
