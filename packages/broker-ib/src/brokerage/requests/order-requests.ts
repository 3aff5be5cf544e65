import {
  LockstepError,
  type Order,
  type OrderHandover,
  OrderStatus,
  type SecuritySymbol,
  type UpdateOrderRequest,
} from '@lockstep/core';
import type { IBApi, Order as IbOrder } from '@stoqey/ib';
import type { IbConnection } from '../../connection/ib-connection.ts';
import type { ContractBook } from '../../contracts/contract-book.ts';
import type { IbContract } from '../../contracts/ib-contract.ts';
import { formRefusal, orderForm, type Refusal } from '../orders/order-form.ts';
import type { OrderIds } from '../orders/order-ids.ts';
import type { OrderRegistry } from '../orders/order-registry.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import type { OrderWatch } from './order-watch.ts';

/** What requests work with. */
export interface OrderRequestsOptions {
  readonly connection: IbConnection;
  readonly contracts: ContractBook;
  readonly registry: OrderRegistry;
  readonly ids: OrderIds;
  readonly watch: OrderWatch;
  /** Why no orders are sent at present; null where they are. */
  readonly refusal: () => Refusal | null;
}

/** Orders of a group reduce each other, one at a time at the exchange: none fills twice, and what is left stays protected. */
const REDUCE_WITH_BLOCK = 2;
const MOST_CANCELS = 6;

/** What goes out at once: an order, or an entry with its children, or a pair. */
interface Group {
  readonly orders: readonly TrackedOrder[];
  /** Name of the group of a pair. */
  readonly ocaGroup: string | null;
}

/** An order as it will go out. */
interface Draft {
  readonly tracked: TrackedOrder;
  readonly form: IbOrder;
  /** Its entry is written before it. */
  readonly isChild: boolean;
}

/** Requests of orders. Each message is written once; what it came to is heard, or looked up. */
export class OrderRequests {
  readonly #options: OrderRequestsOptions;
  /** Contracts that are being asked for. */
  #resolving = 0;

  constructor(options: OrderRequestsOptions) {
    this.#options = options;
  }

  /** Orders wait for their contract. */
  get resolving(): number {
    return this.#resolving;
  }

  place(handover: OrderHandover): void {
    const { registry, contracts } = this.#options;
    const main = registry.track(handover);
    const sibling = handover.sibling === undefined ? null : registry.track(handover.sibling);
    const group: Group = {
      orders: sibling === null ? [main, ...main.children] : [main, sibling],
      ocaGroup: sibling === null ? null : main.clientOrderId,
    };
    if (main.stage !== 'unsent') {
      if (!main.isClosed) main.tellOutcome('place', 'accepted', 'ACCEPTED', 'The order was sent already.');
      return;
    }
    const refusal = this.#options.refusal();
    const known = contracts.known(main.order.symbol);
    if (refusal !== null) this.#refuse(group, refusal);
    else if (known !== null) this.#send(group, known);
    else void this.#sendWhenKnown(group, main.order);
  }

  async #sendWhenKnown(group: Group, { symbol }: Order): Promise<void> {
    this.#resolving += 1;
    try {
      const contract = await this.#contractFor(group, symbol);
      if (contract === null) return;
      const refusal = this.#options.refusal();
      if (refusal !== null) this.#refuse(group, refusal);
      else this.#send(group, contract);
    } catch (error) {
      // From here on it may be at TWS: whatever fails, it is no refusal.
      group.orders[0]?.tellOutcome(
        'place',
        'unknown',
        'NO_ANSWER',
        `What became of the order is not known: ${messageOf(error)}`,
      );
    } finally {
      this.#resolving -= 1;
    }
  }

  /** The contract that is to be traded; null when the orders were refused for want of one. Until then nothing was sent. */
  async #contractFor(group: Group, symbol: SecuritySymbol): Promise<IbContract | null> {
    try {
      return await this.#options.contracts.resolve(symbol);
    } catch (error) {
      const code = error instanceof LockstepError ? 'INVALID_SYMBOL' : 'CONTRACT_UNKNOWN';
      this.#refuse(group, { code, text: `The order was not sent: ${messageOf(error)}` });
      return null;
    }
  }

  /** What was not sent. A child dies with its entry. */
  #refuse({ orders }: Group, { code, text }: Refusal): void {
    const [main] = orders;
    for (const tracked of orders) {
      if (tracked === main || tracked.parent === null) tracked.refuse(code, text);
      else tracked.end(OrderStatus.Canceled, text);
    }
  }

  #send(group: Group, contract: IbContract): void {
    const { connection } = this.#options;
    const unwanted = group.orders.find(({ isUnwanted }) => isUnwanted);
    if (unwanted !== undefined) {
      for (const tracked of group.orders)
        tracked.end(OrderStatus.Canceled, 'The order was cancelled before it was sent.');
      return;
    }
    for (const { order } of group.orders) {
      const refusal = formRefusal(order, contract);
      if (refusal === null) continue;
      this.#refuse(group, refusal);
      return;
    }
    const drafts = this.#draftsOf(group, contract);
    connection.send(
      'orders',
      (api) => this.#write(api, drafts, contract),
      () =>
        this.#refuse(group, {
          code: 'NOT_CONNECTED',
          text: 'The connection to TWS ended before the order was sent: it was not sent.',
        }),
      group.orders.length,
    );
  }

  /** Of a chain only the last one transmits all. */
  #draftsOf({ orders, ocaGroup }: Group, contract: IbContract): Draft[] {
    const { account } = this.#options.connection;
    return orders.map((tracked, at) => ({
      tracked,
      isChild: tracked.parent !== null && tracked.parent === orders[0],
      form: {
        ...orderForm(tracked.order, { contract, account, clientOrderId: tracked.clientOrderId }),
        transmit: ocaGroup !== null || at === orders.length - 1,
        ...(ocaGroup !== null && { ocaGroup, ocaType: REDUCE_WITH_BLOCK }),
      },
    }));
  }

  /**
   * Ids are given in the order in which they go out. All of a group count as sent before the first one is written: when
   * something fails from there on, TWS is asked for each.
   */
  #write(api: IBApi, drafts: readonly Draft[], { contract }: IbContract): void {
    const { connection, ids, watch } = this.#options;
    const first = ids.take(drafts.length);
    const forms = drafts.map(({ tracked, form: draft, isChild }, at) => {
      const form = isChild ? { ...draft, parentId: first } : draft;
      tracked.form = { contract, order: { ...form, transmit: true } };
      tracked.sent(first + at, connection.clientId);
      watch.look(tracked);
      return form;
    });
    for (const [at, form] of forms.entries()) api.placeOrder(first + at, contract, form);
  }

  /** An order of a chain is refused: those that were sent with it are not left behind half alive. */
  takeBackChain(refused: TrackedOrder, { code, text }: Refusal): void {
    const main = refused.parent ?? refused;
    const why = `Order ${refused.id}, which belongs to it, was refused: ${text}`;
    if (main !== refused && (main.isSubmitted || main.isClosed)) return;
    for (const tracked of [main, ...main.children]) {
      // Children of an order that was refused are none; an entry without its protection is not wanted.
      if (main === refused) tracked.end(OrderStatus.Canceled, why);
      else this.takeBack(tracked, { code, text: why });
    }
  }

  /** An order is cancelled that nobody asked to be: until TWS has ended it, it counts as alive. */
  takeBack(tracked: TrackedOrder, why: Refusal): void {
    if (tracked.isClosed || tracked.stage === 'unsent' || tracked.takenBack !== null) return;
    tracked.takenBack = why;
    tracked.isCancelling = true;
    tracked.looks = 0;
    this.#cancel(tracked);
    this.#options.watch.look(tracked);
  }

  cancel(tracked: TrackedOrder): void {
    tracked.isUnwanted = true;
    const refusal = this.#cancelRefusal(tracked);
    if (refusal !== null) {
      tracked.tellOutcome('cancel', 'refused', refusal.code, refusal.text);
      return;
    }
    if (tracked.stage === 'unsent' || tracked.isCancelling) return;
    tracked.isCancelling = true;
    tracked.isDoubted = false;
    tracked.looks = 0;
    this.#cancel(tracked, () => {
      if (!tracked.isCancelling) return;
      tracked.isCancelling = false;
      tracked.tellOutcome(
        'cancel',
        'refused',
        'NOT_CONNECTED',
        'There is no connection to TWS: the cancel was not sent.',
      );
    });
    this.#options.watch.look(tracked);
  }

  #cancelRefusal(tracked: TrackedOrder): Refusal | null {
    const { connection } = this.#options;
    const { id, clientId, orderId } = tracked;
    if (tracked.isClosed) return { code: 'CLOSED', text: `Order ${id} is closed.` };
    if (clientId !== null && clientId !== connection.clientId)
      return {
        code: 'OTHER_CLIENT',
        text: `Order ${id} belongs to client ${clientId} of TWS, and this one is ${connection.clientId}: only that one may cancel or change it.`,
      };
    if (orderId !== null && orderId <= 0)
      return { code: 'MANUAL', text: `Order ${id} was made by hand in TWS: cancel it there.` };
    return connection.state === 'up'
      ? null
      : { code: 'NOT_CONNECTED', text: 'There is no connection to TWS: the request was not sent.' };
  }

  /** Everything was looked through, and the order is still open. Cancelling again harms nobody. */
  cancelAgain(tracked: TrackedOrder): void {
    if (tracked.cancels < MOST_CANCELS) this.#cancel(tracked);
  }

  #cancel(tracked: TrackedOrder, drop: () => void = () => undefined): void {
    this.#options.connection.send(
      'orders',
      (api) => {
        if (tracked.orderId === null) return;
        tracked.cancels += 1;
        api.cancelOrder(tracked.orderId);
      },
      drop,
    );
  }

  /** @param tracked whose order already has the new values */
  update(tracked: TrackedOrder, request: UpdateOrderRequest): void {
    const refusal = this.#updateRefusal(tracked, request);
    if (refusal !== null) {
      tracked.tellOutcome('update', 'refused', refusal.code, refusal.text, request.number);
      return;
    }
    const contract = this.#options.contracts.known(tracked.order.symbol);
    const before = tracked.form?.order;
    const values =
      contract === null || before === undefined
        ? null
        : orderForm(tracked.order, {
            contract,
            account: this.#options.connection.account,
            clientOrderId: tracked.clientOrderId,
          });
    if (values === null || before === undefined) {
      tracked.tellOutcome('update', 'refused', 'NOT_FOUND', 'TWS has not told of the order yet.', request.number);
      return;
    }
    // Where a trailing stop stands now is TWS's business, unless it is to stand elsewhere.
    const trailStopPrice = request.stopPrice === null ? before.trailStopPrice : values.trailStopPrice;
    const order: IbOrder = { ...before, ...values, ...(trailStopPrice !== undefined && { trailStopPrice }) };
    tracked.updates.push({ number: request.number, order, isSent: false, misses: 0 });
    this.sendUpdate(tracked);
  }

  #updateRefusal(tracked: TrackedOrder, { quantity }: UpdateOrderRequest): Refusal | null {
    const refusal = this.#cancelRefusal(tracked);
    if (refusal !== null) return refusal;
    if (quantity !== null && quantity.abs().lt(tracked.filled))
      return {
        code: 'INVALID_QUANTITY',
        text: `The quantity ${quantity} is less than what has filled of order ${tracked.id}, ${tracked.filled}.`,
      };
    const contract = this.#options.contracts.known(tracked.order.symbol);
    return contract === null ? null : formRefusal(tracked.order, contract);
  }

  /** Sends the oldest change when TWS has the order, and knows what came of the one before. */
  sendUpdate(tracked: TrackedOrder): void {
    const [update] = tracked.updates;
    const { form, orderId } = tracked;
    if (update === undefined || update.isSent || tracked.stage !== 'known' || form === null || orderId === null) return;
    update.isSent = true;
    tracked.isDoubted = false;
    tracked.looks = 0;
    this.#options.connection.send(
      'orders',
      (api) => api.placeOrder(orderId, form.contract, update.order),
      () => tracked.refuseUpdate('NOT_CONNECTED', 'There is no connection to TWS: the change was not sent.'),
    );
    this.#options.watch.look(tracked);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
