import {
  type BarBatch,
  DataKind,
  DataNormalizationMode,
  type HistoryProvider,
  Resolution,
  type Security,
  SubscriptionDataConfig,
  TickType,
} from '@lockstep/core';
import type { InstrumentReference } from '../contracts/instruments.ts';
import { type BarSize, barStart } from './bar-size.ts';
import { barOf, joinBars, type MarketBar, type PriceSide, regularPart } from './market-bar.ts';

/** What of the past is asked for; instants are epoch ms UTC. */
export interface BarRequest {
  readonly security: Security;
  readonly side: PriceSide;
  readonly size: BarSize;
  readonly startUtc: number;
  readonly endUtc: number;
  readonly regularHours: boolean;
  /** Prices before splits and dividends are adjusted. */
  readonly isAdjusted: boolean;
}

const INTRADAY: readonly Resolution[] = [Resolution.Second, Resolution.Minute, Resolution.Hour];
const DAILY: readonly Resolution[] = [Resolution.Daily, Resolution.Hour, Resolution.Minute];
const MS: readonly number[] = [0, 1_000, 60_000, 3_600_000, 86_400_000];

/** Past bars of securities, in any length, from whatever length there is. */
export class PriceHistory {
  readonly #provider: HistoryProvider | null;
  readonly #reference: InstrumentReference;

  constructor(provider: HistoryProvider | null, reference: InstrumentReference) {
    this.#provider = provider;
    this.#reference = reference;
  }

  /** Bars that end within the request, oldest first; at once where the source answers at once. */
  async bars(request: BarRequest): Promise<readonly MarketBar[]> {
    const { size } = request;
    const isIntraday = size.unit === 'intraday';
    const resolutions = isIntraday ? INTRADAY.filter((each) => (MS[each] ?? 0) <= size.ms).toReversed() : DAILY;
    for (const resolution of resolutions) {
      const found = await this.#read(request, resolution);
      if (found.length > 0) return joined(found, request);
    }
    return [];
  }

  async #read(request: BarRequest, resolution: Resolution): Promise<readonly MarketBar[]> {
    const { security, side, startUtc, endUtc, regularHours } = request;
    if (this.#provider === null || endUtc < startUtc) return [];
    const config = this.#config(request, resolution);
    const batches = await this.#provider.getHistory({ config, startUtc, endUtc, auxiliaryEvents: false });
    const { hours } = security.exchange;
    return batches
      .filter((batch): batch is BarBatch => batch.kind === DataKind.TradeBar || batch.kind === DataKind.QuoteBar)
      .flatMap((batch) => Array.from({ length: batch.length }, (_, row) => barOf(batch, row, side)))
      .filter((bar): bar is MarketBar => bar !== null)
      .map((bar) => (resolution === Resolution.Daily || !regularHours ? bar : regularPart(bar, hours)))
      .filter((bar): bar is MarketBar => bar !== null)
      .filter(({ startMs }) => startMs >= startUtc);
  }

  #config({ security, side, isAdjusted }: BarRequest, resolution: Resolution): SubscriptionDataConfig {
    const { symbol } = security;
    const entry = this.#reference.marketHours.entry(symbol.market, symbol.value, symbol.securityType);
    return new SubscriptionDataConfig({
      symbol,
      resolution,
      tickType: side === 'TRADES' ? TickType.Trade : TickType.Quote,
      dataTimeZone: entry.dataTimeZone,
      exchangeHours: entry.exchangeHours,
      fillForward: false,
      extendedMarketHours: true,
      isInternal: false,
      normalization: isAdjusted ? DataNormalizationMode.Adjusted : DataNormalizationMode.Raw,
      strictDailyEndTimes: false,
    });
  }
}

/** Longer bars of shorter ones. */
function joined(bars: readonly MarketBar[], { size, security }: BarRequest): readonly MarketBar[] {
  const { timeZone } = security.exchange.hours;
  const groups = new Map<number, MarketBar[]>();
  for (const bar of bars) {
    const start = barStart(size, timeZone.toLocal(bar.startMs));
    const group = groups.get(start);
    if (group === undefined) groups.set(start, [bar]);
    else group.push(bar);
  }
  return [...groups].map(([startLocal, group]) => {
    const start = timeZone.toUtc(startLocal);
    const end = size.unit === 'intraday' ? start + size.ms : (group.at(-1)?.endMs ?? start);
    return joinBars(group, start, end) as MarketBar;
  });
}
