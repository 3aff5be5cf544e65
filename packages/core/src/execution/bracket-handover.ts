import type { OrderHandover } from '../brokerage/brokerage.ts';
import { Order } from '../orders/order.ts';
import type { Security } from '../securities/security.ts';
import type { BracketLeg, OpenBracket } from './open-bracket.ts';
import { roundOrderPrices } from './order-rounding.ts';

/** What the children of an entry are made of. */
export interface ChildSource {
  readonly open: OpenBracket;
  readonly security: Security;
  readonly clientOrderId: (orderId: number) => string;
}

/** The entry of a bracket with what must protect it. The children are made when somebody asks: not in a backtest. */
export class BracketHandover implements OrderHandover {
  readonly order: Order;
  readonly clientOrderId: string;
  readonly #source: ChildSource;
  #children: readonly OrderHandover[] | null = null;

  constructor(entry: Order, source: ChildSource) {
    this.order = entry;
    this.clientOrderId = source.clientOrderId(entry.id);
    this.#source = source;
  }

  get children(): readonly OrderHandover[] {
    this.#children ??= this.#makeChildren();
    return this.#children;
  }

  #makeChildren(): OrderHandover[] {
    const { open, security, clientOrderId } = this.#source;
    const legs = [open.stop, open.target].filter((leg) => leg !== null);
    return legs.map((leg) => ({
      order: childOrder(open, leg, this.order, security),
      clientOrderId: clientOrderId(leg.id),
      children: [],
    }));
  }
}

/** A child for all of its entry, as it goes to the broker with it. */
function childOrder(open: OpenBracket, leg: BracketLeg, entry: Order, security: Security): Order {
  const order = new Order({
    ...leg.terms,
    id: leg.id,
    type: leg.terms.orderType,
    symbol: entry.symbol,
    quantity: entry.quantity.negated(),
    timeMs: entry.timeMs,
    tag: open.tag,
    properties: open.properties,
    bracketId: open.entryId,
  });
  order.priceCurrency = entry.priceCurrency;
  order.priceAdjustmentMode = entry.priceAdjustmentMode;
  order.submissionData = entry.submissionData;
  roundOrderPrices(order, security, null);
  return order;
}
