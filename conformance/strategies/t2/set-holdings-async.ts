import SetHoldings from '../t1/set-holdings.ts';

/** The same with asynchronous orders, which change nothing in a backtest. */
export default class SetHoldingsAsync extends SetHoldings {
  protected override readonly asynchronous = true;
}
