import MarketOnCloseOrder from './market-on-close-order.ts';

/** The same with asynchronous orders, which change nothing in a backtest. */
export default class MarketOnCloseOrderAsync extends MarketOnCloseOrder {
  protected override readonly asynchronous = true;
}
