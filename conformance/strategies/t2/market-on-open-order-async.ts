import MarketOnOpenOrder from './market-on-open-order.ts';

/** The same with asynchronous orders, which change nothing in a backtest. */
export default class MarketOnOpenOrderAsync extends MarketOnOpenOrder {
  protected override readonly asynchronous = true;
}
