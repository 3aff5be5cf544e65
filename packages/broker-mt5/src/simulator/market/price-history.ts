import {
  BarBuilder,
  type Clock,
  DataKind,
  DataNormalizationMode,
  type HistoryProvider,
  type QuoteBarBatch,
  type ReferenceData,
  Resolution,
  type Security,
  SecurityType,
  SubscriptionDataConfig,
  TickType,
  type TradeBarBatch,
} from '@lockstep/core';
import { Timeframe } from '../../wire/enums.ts';
import type { ServerTime } from '../../wire/server-time.ts';
import type { SimulatedInstrument } from './instruments.ts';

/** Where a simulated terminal has its past prices from. */
export interface SimulatedMarket {
  readonly history: HistoryProvider;
  readonly reference: Pick<ReferenceData, 'marketHours'>;
}

/** time, open, high, low, close, tick_volume, spread, real_volume. */
export type RateRow = readonly number[];
/** time, bid, ask, last, volume, time_msc, flags, volume_real. */
export type TickRow = readonly number[];

const QUOTED = 6;

/** Past bars of a market as a terminal has them: of the bid, by the server's clock. */
export class PriceHistory {
  readonly #market: SimulatedMarket;
  readonly #clock: Clock;
  readonly #server: ServerTime;

  constructor(market: SimulatedMarket, clock: Clock, server: ServerTime) {
    this.#market = market;
    this.#clock = clock;
    this.#server = server;
  }

  /** Bars that start in a span of the server's seconds, both ends included; the one under way is left out. */
  async rates(instrument: SimulatedInstrument, timeframe: number, from: number, to: number): Promise<RateRow[]> {
    const isMinute = timeframe === Timeframe.M1;
    const config = this.#config(instrument.security, isMinute ? Resolution.Minute : Resolution.Hour);
    const span = {
      startUtc: this.#server.toUtc(from * 1000),
      endUtc: this.#server.toUtc(to * 1000) + config.incrementMs,
    };
    const minutes = await this.#minutes(instrument, span);
    const bars = isMinute ? minutes : hoursOf(config, minutes, span.endUtc);
    return bars.flatMap((batch) => this.#rows(batch, instrument)).filter(([time]) => time! >= from && time! <= to);
  }

  /** Four ticks of each minute that lie in a span of the server's seconds, both ends included. */
  async ticks(instrument: SimulatedInstrument, from: number, to: number): Promise<TickRow[]> {
    const span = { startUtc: this.#server.toUtc(from * 1000), endUtc: this.#server.toUtc(to * 1000) + 60_000 };
    const minutes = await this.#minutes(instrument, span);
    return minutes.flatMap((batch) => this.#ticksOf(batch)).filter(([time]) => time! >= from && time! <= to);
  }

  async #minutes({ security }: SimulatedInstrument, span: { readonly startUtc: number; readonly endUtc: number }) {
    const endUtc = Math.min(span.endUtc, this.#clock.utcNow());
    const config = this.#config(security, Resolution.Minute);
    const batches = await this.#market.history.getHistory({ config, ...span, endUtc, auxiliaryEvents: false });
    return batches.filter((batch) => batch.kind === DataKind.QuoteBar || batch.kind === DataKind.TradeBar);
  }

  #config({ symbol }: Security, resolution: Resolution): SubscriptionDataConfig {
    return new SubscriptionDataConfig({
      symbol,
      resolution,
      tickType: symbol.securityType === SecurityType.Equity ? TickType.Trade : TickType.Quote,
      ...this.#market.reference.marketHours.entry(symbol.market, symbol.value, symbol.securityType),
      fillForward: false,
      extendedMarketHours: false,
      isInternal: false,
      normalization: DataNormalizationMode.Raw,
      strictDailyEndTimes: false,
    });
  }

  #rows(batch: QuoteBarBatch | TradeBarBatch, { wire }: SimulatedInstrument): RateRow[] {
    const isQuote = batch.kind === DataKind.QuoteBar;
    return Array.from({ length: batch.length }, (_, row) => {
      const [open, high, low, close] = isQuote
        ? [batch.bidOpen, batch.bidHigh, batch.bidLow, batch.bidClose]
        : [batch.open, batch.high, batch.low, batch.close];
      const spread = isQuote ? Math.round((batch.askClose[row]! - batch.bidClose[row]!) / wire.point) : 0;
      const time = this.#server.toServer(batch.time[row]!) / 1000;
      const volume = isQuote ? 0 : batch.volume[row]!;
      return [time, open[row]!, high[row]!, low[row]!, close[row]!, 4, spread, volume];
    });
  }

  #ticksOf(batch: QuoteBarBatch | TradeBarBatch): TickRow[] {
    const rows: TickRow[] = [];
    for (let row = 0; row < batch.length; row += 1) {
      const sides =
        batch.kind === DataKind.QuoteBar
          ? ([
              [batch.bidOpen, batch.askOpen],
              [batch.bidHigh, batch.askHigh],
              [batch.bidLow, batch.askLow],
              [batch.bidClose, batch.askClose],
            ] as const)
          : ([batch.open, batch.high, batch.low, batch.close].map((side) => [side, side]) as [
              Float64Array,
              Float64Array,
            ][]);
      for (const [place, [bid, ask]] of sides.entries()) {
        const time = this.#server.toServer(batch.time[row]! + place * 15_000);
        rows.push([Math.floor(time / 1000), bid[row]!, ask[row]!, 0, 0, time, QUOTED, 0]);
      }
    }
    return rows;
  }
}

function hoursOf(config: SubscriptionDataConfig, minutes: readonly (QuoteBarBatch | TradeBarBatch)[], byUtc: number) {
  const builder = new BarBuilder(config);
  const hours: (QuoteBarBatch | TradeBarBatch)[] = [];
  const finish = (untilUtc: number): void => {
    while (!builder.isEmpty && builder.firstEndUtc <= untilUtc) {
      const bar = builder.finishFirst();
      if (bar !== null) hours.push(bar);
    }
  };
  for (const batch of minutes) {
    for (let row = 0; row < batch.length; row += 1) {
      finish(batch.time[row]!);
      builder.add(batch, row);
    }
  }
  finish(byUtc);
  return hours;
}
