import {
  type Algorithm,
  BarField,
  Decimal,
  Duration,
  QuoteBar,
  Resolution,
  type Security,
  type SecuritySymbol,
  SecurityType,
  type Slice,
  TradeBar,
} from '@lockstep/core';
import type { GauntletIndicators } from './gauntlet-indicators.ts';
import { localText, utcText } from './time-text.ts';

/** What a security and the account look like now. */
export function securityState(
  { portfolio }: Algorithm,
  security: Security,
  indicators: GauntletIndicators | null,
): unknown[] {
  const { cache, holdings } = security;
  const exact = [
    security.exactPrice,
    security.exactBidPrice,
    security.exactAskPrice,
    cache.exact(BarField.Open),
    cache.exact(BarField.High),
    cache.exact(BarField.Low),
    cache.exact(BarField.Close),
    Decimal.fromDouble(security.volume),
    holdings.exactAveragePrice,
    holdings.exactUnrealizedProfit,
    holdings.exactNetProfit,
    portfolio.exactCash,
    portfolio.unsettledCashBook.total(),
    portfolio.exactMarginRemaining,
    portfolio.exactTotalMarginUsed,
  ];
  const cells: unknown[] = [...exact.map(String), security.exchange.exchangeOpen ? 1 : 0];
  return indicators === null ? cells : [...cells, indicators.state()];
}

/** Asks for past data in one of five ways and tells what came: how many bars, from when to when, at which prices. */
export async function historyRecord(
  algorithm: Algorithm,
  security: Security,
  all: readonly SecuritySymbol[],
  variant: number,
  n: number,
): Promise<unknown[]> {
  const own = security.subscriptions[0]?.resolution ?? Resolution.Minute;
  if (variant === 4) return [variant, n, ...describeSlices(await algorithm.history(all, n, own))];
  const bars = await historyOf(algorithm, security, own, variant, n);
  const [first, last] = [bars[0], bars.at(-1)];
  if (first === undefined || last === undefined) return [variant, n, 0];
  const zone = security.exchange.hours.timeZone;
  const times = [first, last].map((bar) => localText(bar.endTimeMs, zone));
  const prices = [first.exact(BarField.Open), last.exact(BarField.Close)].map(String);
  return [variant, n, bars.length, ...times, ...prices, sumOfCloses(bars)];
}

function historyOf(
  algorithm: Algorithm,
  { symbol, type }: Security,
  own: Resolution,
  variant: number,
  n: number,
): Promise<(TradeBar | QuoteBar)[]> {
  const kind = type === SecurityType.Forex || type === SecurityType.Cfd ? QuoteBar : TradeBar;
  switch (variant) {
    case 0:
      return algorithm.history<TradeBar | QuoteBar>(kind, symbol, n, own);
    case 1:
      return algorithm.history<TradeBar | QuoteBar>(kind, symbol, n, Resolution.Daily);
    case 2:
      return algorithm.history<TradeBar | QuoteBar>(kind, symbol, Duration.fromObject({ hours: n }), own);
    default: {
      const { time } = algorithm;
      const midnight = time.startOf('day').minus({ days: n });
      return algorithm.history<TradeBar | QuoteBar>(kind, symbol, midnight, time, Resolution.Daily);
    }
  }
}

function describeSlices(slices: readonly Slice[]): unknown[] {
  const trades = slices.flatMap((slice) => slice.bars.values);
  const quotes = slices.flatMap((slice) => slice.quoteBars.values);
  const [first, last] = [slices[0], slices.at(-1)];
  const times = first === undefined || last === undefined ? [] : [utcText(first.utcMs), utcText(last.utcMs)];
  return [slices.length, trades.length, quotes.length, ...times, sumOfCloses([...trades, ...quotes])];
}

function sumOfCloses(bars: readonly (TradeBar | QuoteBar)[]): string {
  const sum = bars.reduce((total, bar) => total.plus(bar.exact(BarField.Close)), Decimal.ZERO);
  return sum.normalize().toString();
}
