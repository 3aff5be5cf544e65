import { Decimal, OrderStatus } from '@lockstep/core';
import type { Contract, Order as IbOrder, OrderState } from '@stoqey/ib';
import type { IbEvents } from '../../connection/ib-events.ts';
import type { OrderIds } from './order-ids.ts';
import type { OrderRegistry } from './order-registry.ts';
import { sameValues } from './same-values.ts';
import type { TrackedOrder } from './tracked-order.ts';
import { decimalOf, idOf } from './wire-numbers.ts';
import { type ListedOrder, waitsForEntry, wireValues } from './wire-order.ts';

/** What taking in works with. */
export interface OrderIntakeOptions {
  readonly registry: OrderRegistry;
  readonly ids: OrderIds;
  /** The account that is traded; null before that is known. */
  readonly account: () => string | null;
  /** An order of somebody else's was told of. */
  readonly onStranger: (listed: ListedOrder) => void;
  /** TWS is asked what is true of orders. */
  readonly onDoubt: () => void;
  /** An order is Inactive: refused, parked, or not transmitted. */
  readonly onInactive: (tracked: TrackedOrder) => void;
  readonly utcNow: () => number;
}

const ZERO = Decimal.ZERO;

/** Takes in what TWS tells of orders, asked or not: in any order, as often as it likes. */
export class OrderIntake {
  readonly #options: OrderIntakeOptions;

  constructor(options: OrderIntakeOptions) {
    this.#options = options;
  }

  onOpenOrder(orderId: number, contract: Contract, order: IbOrder, state: OrderState): void {
    const { registry, ids, account } = this.#options;
    ids.see(orderId);
    if (order.whatIf === true || (order.account ?? account()) !== account()) return;
    const [clientId, permId] = [idOf(order.clientId), idOf(order.permId)];
    const tracked = registry.behind({ orderRef: order.orderRef ?? '', permId, clientId, orderId });
    if (tracked === null) {
      this.#onStranger(orderId, contract, order, state);
      return;
    }
    tracked.identify(orderId, clientId, permId);
    tracked.form ??= { contract, order: asSent(order) };
    this.#takeValues(tracked, order);
    // A child that waits for its entry says so in its status only.
    const isPlain = tracked.parent === null || tracked.parent.isFilled || tracked.isSubmitted;
    // And how much has filled at the end, too.
    if (ENDED.has(state.status)) tracked.expectEnd();
    else if (isPlain || !WORKING.has(state.status)) this.#takeStatus(tracked, state.status, '');
  }

  #onStranger(orderId: number, contract: Contract, order: IbOrder, { status }: OrderState): void {
    this.#options.onStranger({
      orderId,
      clientId: idOf(order.clientId),
      permId: idOf(order.permId),
      contract,
      order,
      status,
      whyHeld: '',
      parentId: idOf(order.parentId),
      filled: ZERO,
      averagePrice: ZERO,
      updatedAtMs: this.#options.utcNow(),
    });
  }

  onStatus(...values: IbEvents['orderStatus']): void {
    const [orderId, status, filled, , average, permId, , , clientId, whyHeld] = values;
    this.#options.ids.see(orderId);
    const tracked = this.#options.registry.behind({
      orderRef: '',
      permId: idOf(permId),
      clientId: idOf(clientId),
      orderId,
    });
    if (tracked === null) return;
    if (idOf(permId) !== 0) tracked.identify(0, 0, idOf(permId));
    tracked.report(decimalOf(filled) ?? ZERO, decimalOf(average) ?? ZERO);
    this.#takeStatus(tracked, status, whyHeld ?? '');
  }

  onBound(permId: number, clientId: number, orderId: number): void {
    this.#options.ids.see(orderId);
    this.#options.registry.behind({ orderRef: '', permId, clientId, orderId })?.identify(orderId, clientId, permId);
  }

  /** An order that has ended: TWS tells it by its permanent number and our name. */
  onCompleted(_: Contract, order: IbOrder, { status, completedStatus = '' }: OrderState): void {
    const permId = idOf(order.permId);
    const tracked = this.#options.registry.behind({
      orderRef: order.orderRef ?? '',
      permId,
      clientId: -1,
      orderId: -1,
    });
    if (tracked === null || tracked.isClosed) return;
    tracked.identify(0, 0, permId);
    tracked.report(decimalOf(order.filledQuantity) ?? ZERO, ZERO);
    if (status === 'Inactive')
      tracked.refuse(tracked.rejection?.code ?? 'REJECTED', rejectionOf(tracked, completedStatus));
    else this.#takeStatus(tracked, status, '', completedStatus);
  }

  #takeStatus(tracked: TrackedOrder, status: string, whyHeld: string, text = ''): void {
    switch (status) {
      case 'PreSubmitted':
      case 'Submitted':
        tracked.know(!waitsForEntry(whyHeld));
        break;
      case 'PendingCancel':
        tracked.know(tracked.isSubmitted);
        break;
      case 'Filled':
        tracked.know(true);
        tracked.end(OrderStatus.Filled, '');
        break;
      case 'Cancelled':
      case 'ApiCancelled':
        this.#onCancelled(tracked, text);
        break;
      case 'Inactive':
        if (whyHeld === 'locate') tracked.know(true);
        else this.#onInactive(tracked);
        break;
      default:
    }
  }

  #onCancelled(tracked: TrackedOrder, text: string): void {
    if (tracked.rejection !== null) tracked.refuse(tracked.rejection.code, tracked.rejection.text);
    else tracked.end(OrderStatus.Canceled, text);
  }

  #onInactive(tracked: TrackedOrder): void {
    if (tracked.isClosed) return;
    if (tracked.rejection === null) this.#options.onInactive(tracked);
    else tracked.refuse(tracked.rejection.code, tracked.rejection.text);
  }

  /** What TWS has for an order now: what was asked for, what somebody else made of it, or what was before. */
  #takeValues(tracked: TrackedOrder, order: IbOrder): void {
    if (tracked.isClosed || tracked.form === null) return;
    const [update] = tracked.updates;
    if (update?.isSent === true) {
      if (!sameValues(order, update.order)) return;
      tracked.form = { ...tracked.form, order: update.order };
      tracked.acceptUpdate();
      tellSteps(tracked, order);
      return;
    }
    this.#takeStop(tracked, order);
    if (tracked.updates.length > 0) return;
    // An old message may still be on its way: others' changes are believed when they are asked for.
    if (sameValues(order, tracked.form.order)) tellSteps(tracked, order);
    else this.#options.onDoubt();
  }

  /** A stop that follows the market: it never goes back. */
  #takeStop(tracked: TrackedOrder, order: IbOrder): void {
    const { stopPrice, trailingAmount } = wireValues(order);
    if (trailingAmount === null || stopPrice === null) return;
    const before = tracked.order.stopPrice;
    const isBetter = tracked.order.quantity.sign() < 0 ? stopPrice.gt(before) : stopPrice.lt(before) || before.isZero();
    if (isBetter) tracked.tellChanged({ stopPrice });
  }

  /** What TWS answered when it was asked: values that are others than ours were changed by somebody else. */
  believe({ order, orderId, clientId, permId }: ListedOrder): void {
    const tracked = this.#options.registry.behind({ orderRef: order.orderRef ?? '', permId, clientId, orderId });
    if (tracked === null || tracked.form === null || tracked.isClosed || tracked.updates.length > 0) return;
    if (sameValues(order, tracked.form.order)) return;
    tracked.form = { ...tracked.form, order: { ...tracked.form.order, ...valuesOf(order) } };
    const { quantity, limitPrice, stopPrice, trailingAmount } = wireValues(order);
    const sale = tracked.order.quantity.sign() < 0;
    tracked.tellChanged({
      ...(quantity === null ? {} : { quantity: sale ? quantity.negated() : quantity }),
      ...(limitPrice === null ? {} : { limitPrice }),
      ...(stopPrice === null || trailingAmount !== null ? {} : { stopPrice }),
    });
  }
}

const WORKING: ReadonlySet<string> = new Set(['PreSubmitted', 'Submitted']);
const ENDED: ReadonlySet<string> = new Set(['Filled', 'Cancelled', 'ApiCancelled']);

/** What went out is at IB, at prices that lie on its steps: they are those of the order from now on. */
function tellSteps(tracked: TrackedOrder, order: IbOrder): void {
  const { limitPrice, stopPrice, trailingAmount } = wireValues(order);
  const before = tracked.order;
  const changes = {
    ...(limitPrice === null || limitPrice.equals(before.limitPrice) ? {} : { limitPrice }),
    ...(stopPrice === null || trailingAmount !== null || stopPrice.equals(before.stopPrice) ? {} : { stopPrice }),
  };
  if (Object.keys(changes).length > 0) tracked.tellChanged(changes);
}

function rejectionOf({ rejection }: TrackedOrder, text: string): string {
  return rejection?.text ?? (text === '' ? 'IB has rejected the order and does not say why.' : text);
}

/** What changes of an order are about. */
function valuesOf(order: IbOrder): Partial<IbOrder> {
  const { totalQuantity, lmtPrice, auxPrice, trailingPercent } = order;
  return {
    ...(totalQuantity !== undefined && { totalQuantity }),
    ...(lmtPrice !== undefined && { lmtPrice }),
    ...(auxPrice !== undefined && { auxPrice }),
    ...(trailingPercent !== undefined && { trailingPercent }),
  };
}

/** An order that is read, so that it can be sent again as it is. */
function asSent(order: IbOrder): IbOrder {
  const { action, orderType, tif, account, orderRef, outsideRth, parentId, ocaGroup, ocaType, goodTillDate } = order;
  const { trailStopPrice } = order;
  return {
    orderType,
    transmit: true,
    outsideRth: outsideRth ?? false,
    ...(action !== undefined && { action }),
    ...(tif !== undefined && { tif }),
    ...(account !== undefined && { account }),
    ...(orderRef !== undefined && { orderRef }),
    ...(parentId !== undefined && parentId !== 0 && { parentId }),
    ...(ocaGroup !== undefined && ocaGroup !== '' && { ocaGroup, ...(ocaType !== undefined && { ocaType }) }),
    ...(goodTillDate !== undefined && goodTillDate !== '' && { goodTillDate }),
    ...(trailStopPrice !== undefined && { trailStopPrice }),
    ...valuesOf(order),
  };
}
