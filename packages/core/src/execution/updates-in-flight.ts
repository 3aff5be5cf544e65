import type { Order } from '../orders/order.ts';
import { valuesOf } from '../orders/order.ts';
import type { OrderValues, UpdateOrderRequest } from '../orders/order-request.ts';
import { restoreValues } from './order-changes.ts';

type ValueName = keyof OrderValues;

const VALUES: readonly ValueName[] = ['quantity', 'limitPrice', 'stopPrice', 'triggerPrice', 'trailingAmount', 'tag'];

interface SentUpdate {
  readonly request: UpdateOrderRequest;
  /** The broker has told its outcome, or that the order works with it. Some tell both. */
  isAccepted: boolean;
  isWorking: boolean;
  /** Nobody knows whether the broker has taken it. */
  isUnknown: boolean;
}

/**
 * Updates that were handed over and not answered yet, by order and in their order. An answer is about the oldest, unless
 * it says which; a refusal puts back what that one had changed, as far as none after it has changed it again.
 */
export class UpdatesInFlight {
  readonly #byOrder = new Map<number, SentUpdate[]>();
  readonly #counts = new Map<number, number>();

  /** An update goes to the broker now. The order still has the values before it. */
  sends(order: Order, request: UpdateOrderRequest): void {
    request.previous = valuesOf(order);
    const number = (this.#counts.get(order.id) ?? 0) + 1;
    this.#counts.set(order.id, number);
    request.number = number;
    const sent = { request, isAccepted: false, isWorking: false, isUnknown: false };
    const others = this.#byOrder.get(order.id);
    if (others === undefined) this.#byOrder.set(order.id, [sent]);
    else others.push(sent);
  }

  /** The broker has told that it takes an update. */
  accepted(orderId: number, number?: number): void {
    const sent = this.#find(orderId, number, ({ isAccepted }) => !isAccepted);
    if (sent === undefined) return;
    sent.isAccepted = true;
    this.#dropAnswered(orderId, sent);
  }

  /** The order works with an update. */
  working(orderId: number): void {
    const sent = this.#find(orderId, undefined, ({ isWorking }) => !isWorking);
    if (sent === undefined) return;
    sent.isWorking = true;
    this.#dropAnswered(orderId, sent);
  }

  unknown(orderId: number, number?: number): void {
    const sent = this.#find(orderId, number, (each) => !isAnswered(each) && !each.isUnknown);
    if (sent !== undefined) sent.isUnknown = true;
  }

  /** Whether nobody knows what has become of an update. */
  isUnknown(orderId: number): boolean {
    return this.#byOrder.get(orderId)?.some((sent) => sent.isUnknown && !isAnswered(sent)) ?? false;
  }

  /** Undoes the update that the broker has refused, and returns it; null when none is without an answer. */
  refused(order: Order, number?: number): UpdateOrderRequest | null {
    const sent = this.#find(order.id, number, (each) => !isAnswered(each));
    if (sent === undefined) return null;
    const all = this.#byOrder.get(order.id) ?? [];
    const at = all.indexOf(sent);
    undo(order, sent.request, all.slice(at + 1));
    all.splice(at, 1);
    if (all.length === 0) this.#byOrder.delete(order.id);
    return sent.request;
  }

  #find(orderId: number, number: number | undefined, isOne: (sent: SentUpdate) => boolean): SentUpdate | undefined {
    const sent = this.#byOrder.get(orderId);
    if (number !== undefined) return sent?.find(({ request }) => request.number === number);
    return sent?.find((each) => isOne(each) && !each.isUnknown) ?? sent?.find(isOne);
  }

  /** Answers come in order: those before it have had theirs. One told in one way is kept for the other way. */
  #dropAnswered(orderId: number, sent: SentUpdate): void {
    const all = this.#byOrder.get(orderId) ?? [];
    const at = all.indexOf(sent);
    const rest = all.filter((each, index) => (index < at ? !isAnswered(each) : !(each.isAccepted && each.isWorking)));
    if (rest.length === 0) this.#byOrder.delete(orderId);
    else this.#byOrder.set(orderId, rest);
  }
}

function isAnswered({ isAccepted, isWorking }: SentUpdate): boolean {
  return isAccepted || isWorking;
}

/** Takes an update out of the chain of those that were sent: each value goes back to what it was before it. */
function undo(order: Order, refused: UpdateOrderRequest, later: readonly SentUpdate[]): void {
  const { previous } = refused;
  if (previous === null) return;
  const values = { ...valuesOf(order) };
  for (const name of VALUES) if (refused[name] !== null) putBack(name, previous, later, values);
  restoreValues(order, values);
  refused.previous = null;
}

/** The value goes back to the order, or to what the next update that changed it found. */
function putBack<N extends ValueName>(
  name: N,
  previous: OrderValues,
  later: readonly SentUpdate[],
  values: { [Name in ValueName]: OrderValues[Name] },
): void {
  for (const { request } of later) {
    const found = request.previous;
    if (found === null) continue;
    if (request[name] !== null) {
      request.previous = { ...found, [name]: previous[name] };
      return;
    }
    request.previous = { ...found, [name]: previous[name] };
  }
  values[name] = previous[name];
}
