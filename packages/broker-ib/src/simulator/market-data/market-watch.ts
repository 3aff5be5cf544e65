import type { BarBatch, Decimal, Security } from '@lockstep/core';
import type { Instrument } from '../contracts/instruments.ts';

/** Prices of an instrument as they are; null where there are none. */
export interface Quote {
  readonly bid: Decimal | null;
  readonly ask: Decimal | null;
  /** Units. */
  readonly bidSize: number;
  readonly askSize: number;
  readonly last: Decimal | null;
  readonly lastSize: number;
  readonly open: Decimal | null;
  readonly high: Decimal | null;
  readonly low: Decimal | null;
}

/** Somebody who watches the prices of an instrument. */
export interface Watcher {
  readonly instrument: Instrument;
  /** Prices are others than before. */
  onQuote?(quote: Quote): void;
  /** A bar has ended. */
  onBar?(batch: BarBatch, row: number): void;
}

/** What of a security's data was seen last. */
interface Seen {
  trade: BarBatch | null;
  tradeRow: number;
  quote: BarBatch | null;
  quoteRow: number;
  prices: string;
}

/** Looks at the venue's securities when the market has moved, and tells whoever watches them. */
export class MarketWatch {
  readonly #watchers = new Set<Watcher>();
  readonly #seen = new Map<Security, Seen>();

  add(watcher: Watcher): void {
    this.#watchers.add(watcher);
    const { security } = watcher.instrument;
    if (security !== null && !this.#seen.has(security)) this.#seen.set(security, seenOf(security));
  }

  remove(watcher: Watcher): void {
    this.#watchers.delete(watcher);
  }

  /** The market has moved. */
  look(): void {
    for (const [security, seen] of this.#seen) {
      const now = seenOf(security);
      this.#seen.set(security, now);
      const watchers = [...this.#watchers].filter(({ instrument }) => instrument.security === security);
      if (watchers.length === 0) {
        this.#seen.delete(security);
        continue;
      }
      if (now.prices !== seen.prices) for (const each of watchers) each.onQuote?.(quoteOf(security));
      const { trade, tradeRow, quote, quoteRow } = now;
      if (trade !== null && (trade !== seen.trade || tradeRow !== seen.tradeRow)) {
        for (const each of watchers) each.onBar?.(trade, tradeRow);
      }
      if (quote !== null && (quote !== seen.quote || quoteRow !== seen.quoteRow)) {
        for (const each of watchers) each.onBar?.(quote, quoteRow);
      }
    }
  }
}

function seenOf({ cache, bidPrice, askPrice, price, volume, bidSize, askSize }: Security): Seen {
  const { trade, tradeRow, quote, quoteRow } = cache;
  return { trade, tradeRow, quote, quoteRow, prices: [bidPrice, askPrice, price, volume, bidSize, askSize].join(' ') };
}

/** Prices as they are now. */
export function quoteOf(security: Security): Quote {
  const { cache, hasData, exactPrice, exactBidPrice, exactAskPrice } = security;
  const { trade, tradeRow } = cache;
  const at = (column: number): Decimal | null => trade?.exact.at(column, tradeRow) ?? null;
  return {
    bid: hasData ? exactBidPrice : null,
    ask: hasData ? exactAskPrice : null,
    bidSize: security.bidSize,
    askSize: security.askSize,
    last: trade === null ? null : exactPrice,
    lastSize: security.volume,
    open: at(0),
    high: at(1),
    low: at(2),
  };
}
