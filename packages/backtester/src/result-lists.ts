import type { BacktestResult, OrderEventJson, OrderJson, TradeJson } from '@lockstep/core';
import type { RowText } from './json/row-text.ts';

/** The long lists of a result as text, by the fields they stand in. */
export interface ResultLists {
  readonly orders: RowText<OrderJson>;
  readonly orderEvents: RowText<OrderEventJson>;
  readonly trades: RowText<TradeJson>;
}

const LISTS = new WeakMap<BacktestResult, ResultLists>();

/** Keeps the text of a result's long lists, so that what writes or shows them need not make their rows. */
export function keepLists(result: BacktestResult, lists: ResultLists): void {
  LISTS.set(result, lists);
}

/** The text of the long lists of a result that a run has just made; undefined for any other. */
export function listsOf(result: BacktestResult): ResultLists | undefined {
  return LISTS.get(result);
}
