import type { Exchange } from './exchange.ts';
import type { ListedField, OrderProperties } from './order-properties.ts';
import { TimeInForce } from './time-in-force.ts';

/** Product types of India's brokers: margin intraday, delivery, overnight. */
export type IndiaProductType = 'MIS' | 'CNC' | 'NRML';

/** Properties of orders at India's exchanges. */
export class IndiaOrderProperties implements OrderProperties {
  timeInForce: TimeInForce = TimeInForce.GoodTilCanceled;
  readonly exchange: Exchange;
  readonly productType: IndiaProductType | null;

  constructor(exchange: Exchange, productType: IndiaProductType | null = null) {
    this.exchange = exchange;
    this.productType = productType;
  }

  get listedFields(): readonly ListedField[] {
    return [['ProductType', this.productType]];
  }
}
