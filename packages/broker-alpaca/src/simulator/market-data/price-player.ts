import {
  type BarBatch,
  type Clock,
  type DataBatch,
  DataKind,
  MS_PER_DAY,
  Resolution,
  type SubscriptionDataConfig,
  TickType,
  type Timer,
} from '@lockstep/core';
import type { StreamMessage } from './data-messages.ts';
import { lastQuote, lastTrade, type MarketPrices, tickQuote, tickTrade, wireBar } from './market-prices.ts';

/** What is played of a security. */
export type PlayedChannel = 'bars' | 'trades' | 'quotes';

export interface PricePlayerOptions {
  readonly prices: MarketPrices;
  readonly clock: Clock;
  readonly ticker: string;
  readonly channel: PlayedChannel;
  /** How long after its end a bar is told, ms. */
  readonly barDelayMs: number;
  readonly onMessage: (message: StreamMessage) => void;
}

/** What is read at once, ms. */
const CHUNK_MS = MS_PER_DAY;

/** Tells the prices of one security as the clock comes to them, from the instant on at which it is made. */
export class PricePlayer {
  readonly #options: PricePlayerOptions;
  #timer: Timer | null = null;
  #isStopped = false;
  #isReading = false;

  constructor(options: PricePlayerOptions) {
    this.#options = options;
    void this.#read(options.clock.utcNow());
  }

  /** What comes next is known. */
  get isReady(): boolean {
    return !this.#isReading;
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
  }

  /** Reads what comes after an instant, epoch ms UTC. */
  async #read(afterUtc: number): Promise<void> {
    this.#isReading = true;
    const untilUtc = afterUtc + CHUNK_MS;
    const told: { readonly utcMs: number; readonly message: StreamMessage }[] = [];
    for (const batch of await this.#batches(afterUtc + 1, untilUtc)) {
      for (let row = 0; row < batch.length; row += 1) {
        const message = this.#messageOf(batch, row);
        if (message !== null) told.push({ utcMs: this.#tellAt(batch, row), message });
      }
    }
    this.#isReading = false;
    this.#play(told, 0, untilUtc);
  }

  /** Ticks, or else what bars of a minute show of them. */
  async #batches(startUtc: number, endUtc: number): Promise<readonly DataBatch[]> {
    const { prices, channel, ticker } = this.#options;
    const tickType = channel === 'quotes' ? TickType.Quote : TickType.Trade;
    const read = (resolution: Resolution): Promise<readonly DataBatch[]> =>
      prices.history(this.#config(ticker, resolution, tickType), { startUtc, endUtc });
    if (channel === 'bars') return read(Resolution.Minute);
    const ticks = await read(Resolution.Tick);
    return ticks.length > 0 ? ticks : read(Resolution.Minute);
  }

  #config(ticker: string, resolution: Resolution, tickType: TickType): SubscriptionDataConfig {
    return this.#options.prices.config(ticker, resolution, tickType);
  }

  #tellAt(batch: DataBatch, row: number): number {
    const endMs = (batch as BarBatch).endTime[row]!;
    return this.#options.channel === 'bars' ? endMs + this.#options.barDelayMs : endMs;
  }

  #messageOf(batch: DataBatch, row: number): StreamMessage | null {
    const { channel, ticker } = this.#options;
    const message = (T: StreamMessage['T'], { t, ...fields }: { readonly t: string }): StreamMessage => ({
      T,
      S: ticker,
      ...fields,
      t: new Date(t),
    });
    if (batch.kind === DataKind.Tick)
      return channel === 'quotes' ? message('q', tickQuote(batch, row)) : message('t', tickTrade(batch, row));
    if (batch.kind === DataKind.QuoteBar) return message('q', lastQuote(batch, row));
    if (batch.kind !== DataKind.TradeBar) return null;
    return channel === 'bars' ? message('b', wireBar(batch, row)) : message('t', lastTrade(batch, row));
  }

  #play(told: readonly { utcMs: number; message: StreamMessage }[], from: number, untilUtc: number): void {
    if (this.#isStopped) return;
    const { clock, onMessage } = this.#options;
    const next = told[from];
    if (next === undefined) {
      this.#timer = clock.at(untilUtc, () => void this.#read(untilUtc));
      return;
    }
    this.#timer = clock.at(next.utcMs, () => {
      onMessage(next.message);
      this.#play(told, from + 1, untilUtc);
    });
  }
}
