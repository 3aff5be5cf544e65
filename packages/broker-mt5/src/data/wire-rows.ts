import type { BarRow, QuoteBarRow, QuoteRow, TradeRow } from '@lockstep/core';
import type { Instrument } from '../symbols/instrument.ts';
import { TickFlag } from '../wire/enums.ts';
import type { ServerTime } from '../wire/server-time.ts';
import type { WireRates, WireTicks } from '../wire/structures.ts';

/** Bars of the traded price, or of the bid. */
export function barRows(rates: WireRates, server: ServerTime): BarRow[] {
  const { time = [], open = [], high = [], low = [], close = [], tick_volume = [], real_volume = [] } = rates;
  return time.map((seconds, row) => ({
    timeMs: server.toUtc(seconds * 1000),
    open: open[row]!,
    high: high[row]!,
    low: low[row]!,
    close: close[row]!,
    // Where nothing real is counted, how often the price has changed is what there is.
    volume: real_volume[row] || tick_volume[row]!,
  }));
}

/** Bars of bid and ask: MetaTrader has bars of the bid, and of each the spread. */
export function quoteBarRows(rates: WireRates, { wire }: Instrument, server: ServerTime): QuoteBarRow[] {
  const { spread = [] } = rates;
  return barRows(rates, server).map((bar, row) => {
    const bid = { ...bar, volume: 0 };
    const up = (price: number): number => Number((price + spread[row]! * wire.point).toFixed(wire.digits));
    const ask = { ...bid, open: up(bid.open), high: up(bid.high), low: up(bid.low), close: up(bid.close) };
    return { timeMs: bar.timeMs, bid, ask };
  });
}

/** Quotes of ticks, from one of them on. */
export function quoteRows(ticks: WireTicks, server: ServerTime, from = 0): QuoteRow[] {
  const { time_msc = [], bid = [], ask = [] } = ticks;
  const rows: QuoteRow[] = [];
  for (let row = from; row < time_msc.length; row += 1) {
    if (bid[row] === 0 && ask[row] === 0) continue;
    const timeMs = server.toUtc(time_msc[row]!);
    rows.push({ timeMs, bidPrice: bid[row]!, bidSize: 0, askPrice: ask[row]!, askSize: 0, exchange: '' });
  }
  return rows;
}

/** Trades of ticks, from one of them on. */
export function tradeRows(ticks: WireTicks, server: ServerTime, from = 0): TradeRow[] {
  const { time_msc = [], last = [], volume = [], volume_real = [], flags = [] } = ticks;
  const rows: TradeRow[] = [];
  for (let row = from; row < time_msc.length; row += 1) {
    if ((flags[row]! & TickFlag.Last) === 0 || last[row] === 0) continue;
    rows.push({
      timeMs: server.toUtc(time_msc[row]!),
      price: last[row]!,
      size: volume_real[row] || volume[row]!,
      exchange: '',
    });
  }
  return rows;
}
