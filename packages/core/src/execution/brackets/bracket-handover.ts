import type { OrderHandover } from '../../brokerage/brokerage.ts';
import { Order } from '../../orders/order.ts';
import type { Securities } from '../../securities/securities.ts';
import { roundOrderPrices } from '../order-rounding.ts';
import type { BracketLeg, OpenBracket } from './open-bracket.ts';

/** The entry of a bracket with what must protect it. The children are made when somebody asks: not in a backtest. */
export class BracketHandover implements OrderHandover {
  readonly order: Order;
  readonly clientOrderId: string;
  readonly #open: OpenBracket;
  readonly #securities: Securities;
  readonly #clientOrderId: (orderId: number) => string;
  #children: readonly OrderHandover[] | null = null;

  constructor(entry: Order, open: OpenBracket, securities: Securities, clientOrderId: (orderId: number) => string) {
    this.order = entry;
    this.clientOrderId = clientOrderId(entry.id);
    this.#open = open;
    this.#securities = securities;
    this.#clientOrderId = clientOrderId;
  }

  get children(): readonly OrderHandover[] {
    this.#children ??= this.#makeChildren();
    return this.#children;
  }

  #makeChildren(): OrderHandover[] {
    const { stop, target } = this.#open;
    return [stop, target]
      .filter((leg) => leg !== null)
      .map((leg) => ({ order: this.#childOrder(leg), clientOrderId: this.#clientOrderId(leg.id), children: [] }));
  }

  /** A child for all of its entry, as it goes to the broker with it. */
  #childOrder(leg: BracketLeg): Order {
    const entry = this.order;
    const { limitPrice, stopPrice, tag, properties, bracketId } = this.#open.request(
      leg,
      entry.symbol,
      entry.quantity.negated(),
      entry.timeMs,
    );
    const { id, type } = leg;
    const { symbol, timeMs } = entry;
    const quantity = entry.quantity.negated();
    const order = new Order({ id, type, symbol, quantity, timeMs, limitPrice, stopPrice, tag, properties, bracketId });
    order.priceCurrency = entry.priceCurrency;
    order.priceAdjustmentMode = entry.priceAdjustmentMode;
    order.submissionData = entry.submissionData;
    roundOrderPrices(order, this.#securities.get(entry.symbol), null);
    return order;
  }
}
