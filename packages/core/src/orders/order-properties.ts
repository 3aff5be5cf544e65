import { TimeInForce } from './time-in-force.ts';

/** What a strategy may say about an order beside type, quantity and prices. */
export interface OrderProperties {
  readonly timeInForce?: TimeInForce;
  /** Takes part in trading outside regular hours, where the broker allows it. */
  readonly outsideRegularTradingHours?: boolean;
}

/** Good-till-cancelled, regular hours. */
export const DEFAULT_ORDER_PROPERTIES: Required<OrderProperties> = {
  timeInForce: TimeInForce.GoodTilCanceled,
  outsideRegularTradingHours: false,
};
