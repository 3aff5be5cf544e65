import StopLimitOrder from './stop-limit-order.ts';

/** The same with asynchronous orders. */
export default class StopLimitOrderAsync extends StopLimitOrder {
  protected override readonly asynchronous = true;
}
