import TrailingStopOrder from './trailing-stop-order.ts';

/** The same with asynchronous orders, which change nothing in a backtest. */
export default class TrailingStopOrderAsync extends TrailingStopOrder {
  protected override readonly asynchronous = true;
}
