import type { TickColumns } from './tick-columns.ts';

/** Rows `[from, to)` of ticks without a copy. */
export function tickRows(ticks: TickColumns, from: number, to: number): TickColumns {
  return {
    length: to - from,
    time: ticks.time.subarray(from, to),
    prices: ticks.prices.map((column) => column.subarray(from, to)),
    scales: ticks.scales?.map((column) => column.subarray(from, to)) ?? null,
    sizes: ticks.sizes.map((column) => column.subarray(from, to)),
    exchange: ticks.exchange.subarray(from, to),
    exchanges: ticks.exchanges,
    saleCondition: ticks.saleCondition.subarray(from, to),
    suspicious: ticks.suspicious.subarray(from, to),
  };
}
