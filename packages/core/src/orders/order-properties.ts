import type { Exchange } from './exchange.ts';
import { TimeInForce } from './time-in-force.ts';

/** What a strategy may say about an order beside type, quantity and prices. */
export interface OrderProperties {
  readonly timeInForce?: TimeInForce;
  /** Takes part in trading outside regular hours, where the broker allows it. */
  readonly outsideRegularTradingHours?: boolean;
  /** Where the order is to be executed. */
  readonly exchange?: Exchange;
  /** What LEAN's class of a broker's properties writes into the order list, by its names and in its order. */
  readonly listedFields?: readonly ListedField[];
}

/** Name and value of a property in LEAN's order list. */
export type ListedField = readonly [name: string, value: string | boolean | null];

/** Good-till-cancelled, regular hours. */
export const DEFAULT_ORDER_PROPERTIES: OrderProperties & Required<Pick<OrderProperties, 'timeInForce'>> = {
  timeInForce: TimeInForce.GoodTilCanceled,
  outsideRegularTradingHours: false,
};
