import StopMarketOrder from './stop-market-order.ts';

/** The same with asynchronous orders, which change nothing in a backtest. */
export default class StopMarketOrderAsync extends StopMarketOrder {
  protected override readonly asynchronous = true;
}
