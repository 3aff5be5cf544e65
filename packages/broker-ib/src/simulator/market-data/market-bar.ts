import { type BarBatch, DataKind, Decimal, type ExchangeHours } from '@lockstep/core';

/** What of prices a client wants. */
export type PriceSide = 'TRADES' | 'MIDPOINT' | 'BID' | 'ASK' | 'BID_ASK';

/** Prices over a time; instants are epoch ms UTC. */
export interface MarketBar {
  readonly startMs: number;
  readonly endMs: number;
  readonly open: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
  readonly close: Decimal;
  /** Units traded; -1 for prices that nobody traded at. */
  readonly volume: number;
}

const TWO = Decimal.fromInteger(2);
/** Where the ask's columns begin. */
const ASK = 4;

/** A row of bars as one side of the market; null where that has none. */
export function barOf(batch: BarBatch, row: number, side: PriceSide): MarketBar | null {
  const startMs = batch.time[row];
  const endMs = batch.endTime[row];
  if (startMs === undefined || endMs === undefined) return null;
  const times = { startMs, endMs };
  if (batch.kind === DataKind.TradeBar) {
    if (side !== 'TRADES') return null;
    return { ...times, ...prices((column) => batch.exact.at(column, row)), volume: batch.volume[row] ?? 0 };
  }
  if (side === 'TRADES') return null;
  const bid = (column: number): Decimal => batch.exact.at(column, row);
  const ask = (column: number): Decimal => batch.exact.at(ASK + column, row);
  if (side === 'BID_ASK') {
    // Average bid, highest ask, lowest bid, average ask.
    return { ...times, open: bid(0), high: ask(1), low: bid(2), close: ask(3), volume: -1 };
  }
  const middle = (column: number): Decimal => bid(column).plus(ask(column)).dividedBy(TWO);
  const price = side === 'BID' ? bid : side === 'ASK' ? ask : middle;
  return { ...times, ...prices(price), volume: -1 };
}

function prices(price: (column: number) => Decimal): Pick<MarketBar, 'open' | 'high' | 'low' | 'close'> {
  return { open: price(0), high: price(1), low: price(2), close: price(3) };
}

/** What of a bar lies in regular hours: a bar of an hour begins before the market opens. Null when nothing does. */
export function regularPart(bar: MarketBar, hours: ExchangeHours): MarketBar | null {
  const { timeZone } = hours;
  const localMs = timeZone.toLocal(bar.startMs);
  if (hours.isOpen(localMs, false)) return bar;
  const openMs = timeZone.toUtc(hours.nextMarketOpen(localMs, false));
  return openMs < bar.endMs ? { ...bar, startMs: openMs } : null;
}

/** One bar of several that follow each other. */
export function joinBars(bars: readonly MarketBar[], startMs: number, endMs: number): MarketBar | null {
  const [first] = bars;
  const last = bars.at(-1);
  if (first === undefined || last === undefined) return null;
  return {
    startMs,
    endMs,
    open: first.open,
    high: bars.reduce((most, { high }) => Decimal.max(most, high), first.high),
    low: bars.reduce((least, { low }) => Decimal.min(least, low), first.low),
    close: last.close,
    volume: first.volume < 0 ? first.volume : bars.reduce((sum, { volume }) => sum + volume, 0),
  };
}
