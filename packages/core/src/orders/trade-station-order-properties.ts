import type { ListedField, OrderProperties } from './order-properties.ts';
import { TimeInForce } from './time-in-force.ts';

/** Properties of orders at TradeStation. */
export class TradeStationOrderProperties implements OrderProperties {
  timeInForce: TimeInForce = TimeInForce.GoodTilCanceled;
  /** Fills completely or not at all. */
  allOrNone = false;
  outsideRegularTradingHours = false;
  /** Only adds liquidity. */
  postOnly = false;

  get listedFields(): readonly ListedField[] {
    return [
      ['AllOrNone', this.allOrNone],
      ['OutsideRegularTradingHours', this.outsideRegularTradingHours],
      ['PostOnly', this.postOnly],
    ];
  }
}
