import LimitIfTouched from './limit-if-touched.ts';

/** The same with asynchronous orders, which change nothing in a backtest. */
export default class LimitIfTouchedAsync extends LimitIfTouched {
  protected override readonly asynchronous = true;
}
