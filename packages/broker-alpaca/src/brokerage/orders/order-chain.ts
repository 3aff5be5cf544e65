import { Decimal } from '@lockstep/core';
import type { WireOrder } from '../../wire/order.ts';
import { BrokerOrder, type WireExecution } from './broker-order.ts';

/** Whether a replacement goes on from what the replaced order had filled, or begins at zero; null until one has shown it. */
export interface ReplacementHabit {
  inherits: boolean | null;
}

/** Told what becomes of an order, in order and once. */
export interface ChainListener {
  onIdentified(brokerId: string): void;
  onSubmitted(timeMs: number): void;
  /** @param total units of all executions with this one */
  onFill(execution: WireExecution, id: string, total: Decimal, isConcluded: boolean): void;
  /** An execution was taken back, and another may stand in its place. */
  onCorrected(brokerId: string, taken: WireExecution, instead: WireExecution | null): void;
  /** A replacement has taken its place; `isOurs` is false where somebody else has asked for it. */
  onReplaced(wire: WireOrder, isOurs: boolean): void;
  /** A replacement that was asked for will not come to be. */
  onNotReplaced(reason: string): void;
  /** What brings the position to zero has filled: the rest may follow. */
  onPartFilled(): void;
  /** It is over: complete, or not. */
  onEnded(wire: WireOrder): void;
}

/**
 * An execution's id: Alpaca's order, what that has filled with it, and its price, by which one that was corrected is another.
 * Stream and activities agree on them.
 */
export function executionId(
  brokerId: string,
  { cumulative, price }: Pick<WireExecution, 'cumulative' | 'price'>,
): string {
  return `${brokerId}:${cumulative.normalize()}@${price.normalize()}`;
}

/** Client order ids that were made of an order's own: its replacements, and its part after zero. */
const SUFFIX = /(?:-[rx]\d+)+$/;

/** Client order id of the part of an order that opens a position on the other side of zero. */
export function restClientOrderId(clientOrderId: string): string {
  return `${clientOrderId}-x2`;
}

/** The client order id behind one that was made of it. */
export function ownClientOrderId(clientOrderId: string): string {
  return clientOrderId.replace(SUFFIX, '');
}

/**
 * An order, and the orders of Alpaca that carry it out one after the other: each replacement is a new one. Takes in what
 * is told by whatever way, late, twice and out of order, and says once what has become of the order. What has filled is
 * counted by the cumulative quantity.
 */
export class OrderChain {
  readonly #listener: ChainListener;
  readonly #habit: ReplacementHabit;
  readonly #orders: BrokerOrder[] = [];
  #isSubmitted = false;
  #hasWaited = false;
  #isOver = false;
  /** Units of another order that follows when this one has filled: what is left of it on the other side of zero. */
  remainder: Decimal | null = null;
  /**
   * Units that the whole order is for, where what is known of it may be the first of two parts; null where nothing else is to
   * come, or `remainder` says what.
   */
  awaited: Decimal | null = null;
  #isPartTold = false;
  /** Value of what is counted, by order. */
  readonly #values = new Map<string, Decimal>();

  constructor(listener: ChainListener, habit: ReplacementHabit) {
    this.#listener = listener;
    this.#habit = habit;
  }

  /** Ids by which Alpaca knows the order, the first one first. */
  get brokerIds(): readonly string[] {
    return this.#orders.filter(({ isVoid }) => !isVoid).map(({ id }) => id);
  }

  /** The order of Alpaca that carries it out now, as far as is known; null while there is none. */
  get head(): BrokerOrder | null {
    return this.#orders.findLast(({ isVoid }) => !isVoid) ?? null;
  }

  /** The order that it was replaced by last may still be taken back. */
  get isReplacing(): boolean {
    const { head } = this;
    return head !== null && head.wire.replaces !== null && !head.isTold;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Alpaca has filled all of it, and every execution is counted. */
  get isFilled(): boolean {
    return this.head?.status === 'filled' && !this.isUnexplained;
  }

  /** Units ordered, of all its parts; null for an order by value. */
  get ordered(): Decimal | null {
    let sum = this.remainder ?? Decimal.ZERO;
    for (const [index, order] of this.orders.entries()) {
      // A replacement's quantity is that of the order whose place it takes.
      if (this.orders[index + 1]?.wire.replaces === order.id) continue;
      if (order.wire.qty === null) return null;
      sum = sum.plus(Decimal.parse(String(order.wire.qty)));
    }
    return sum;
  }

  /** It was sent in parts, or will be. */
  get isSplit(): boolean {
    return this.remainder !== null || this.hasRest;
  }

  /** The second of two parts is known. */
  get hasRest(): boolean {
    return this.orders.filter(({ wire }) => wire.replaces === null).length > 1;
  }

  /** What is known of it is for less than the whole. */
  get isShort(): boolean {
    const { ordered } = this;
    return this.awaited !== null && this.head !== null && ordered !== null && ordered.lt(this.awaited);
  }

  /** It has become known whether another part is to follow: so many units, or none. */
  decide(remainder: Decimal | null): void {
    this.awaited = null;
    this.remainder = remainder;
    this.#advance();
  }

  /** Units filled and counted. */
  get filled(): Decimal {
    return this.#orders.reduce((sum, order) => sum.plus(order.filled), Decimal.ZERO);
  }

  /** Average price of what is counted; zero before the first fill. */
  get averagePrice(): Decimal {
    const { filled } = this;
    if (filled.isZero()) return Decimal.ZERO;
    const value = [...this.#values.values()].reduce((sum, each) => sum.plus(each), Decimal.ZERO);
    return value.dividedBy(filled);
  }

  /** Alpaca has filled more than its executions say that came, or less. */
  get isUnexplained(): boolean {
    return this.#orders.some((order) => order.isUnexplained && !order.isVoid);
  }

  /** Orders of which the end has to be read before it is known what has filled. */
  get unread(): readonly string[] {
    return this.#orders.flatMap((order, index) => {
      const next = this.#orders[index + 1];
      const isPassed = next !== undefined && !next.isVoid && next.wire.replaces === order.id && next.isWorking;
      return isPassed && !order.hasEnded ? [order.id] : [];
    });
  }

  /** Units that Alpaca says are filled, counted or not. */
  get reported(): Decimal {
    return this.#orders.reduce((sum, order) => {
      if (order.isVoid) return sum;
      return sum.plus(order.reported.minus(order.reported.isZero() ? Decimal.ZERO : (order.base ?? Decimal.ZERO)));
    }, Decimal.ZERO);
  }

  /** The orders of Alpaca that carried it out, the first one first. */
  get orders(): readonly BrokerOrder[] {
    return this.#orders.filter(({ isVoid }) => !isVoid);
  }

  has(brokerId: string): boolean {
    return this.#orders.some(({ id }) => id === brokerId);
  }

  /** Takes in one of Alpaca's orders as it was told. */
  see(wire: WireOrder): void {
    const known = this.#orders.find(({ id }) => id === wire.id);
    if (known === undefined) this.#add(wire);
    else known.see(wire);
    this.#advance();
  }

  /** The reply to a replacement that was asked for. @param filledBefore what the order had filled when it was */
  seeReplacement(wire: WireOrder, filledBefore: Decimal): void {
    const filled = Decimal.parse(String(wire.filled_qty ?? '0'));
    if (!this.has(wire.id)) this.#add(wire);
    const order = this.#orders.find(({ id }) => id === wire.id);
    if (order !== undefined && filled.isZero() && filledBefore.sign() > 0) order.beganAtZero = true;
    order?.see(wire);
    this.#advance();
  }

  #add(wire: WireOrder): void {
    const isFirst = wire.replaces === null || !this.has(wire.replaces);
    const order = new BrokerOrder(wire, isFirst ? Decimal.ZERO : null);
    order.isTold = isFirst;
    const after = this.#orders.findIndex(({ wire: { replaces } }) => replaces === wire.id);
    const before = wire.replaces === null ? -1 : this.#orders.findIndex(({ id }) => id === wire.replaces);
    if (after >= 0) this.#orders.splice(after, 0, order);
    else if (before >= 0) this.#orders.splice(before + 1, 0, order);
    else this.#orders.push(order);
    this.#listener.onIdentified(wire.id);
    order.see(wire);
  }

  /** Takes in an execution of one of the orders; false when it is known. */
  execute(brokerId: string, execution: WireExecution): boolean {
    const order = this.#orders.find(({ id }) => id === brokerId);
    const isNews = order?.note(execution) === true;
    if (isNews) this.#advance();
    return isNews;
  }

  /** Alpaca has taken an execution back, or corrected it; both may be told, or found, more than once. */
  correct(brokerId: string, wireId: string, instead: WireExecution | null): void {
    const order = this.#orders.find(({ id }) => id === brokerId);
    const change = order?.correct(wireId, instead) ?? null;
    if (order === undefined || change === null) return;
    this.#change(order, change.taken, change.instead);
    this.#advance();
  }

  /** Takes in all executions of one of the orders, where they were asked for: what does not add up otherwise is settled. */
  settle(brokerId: string, listed: readonly WireExecution[]): void {
    const order = this.#orders.find(({ id }) => id === brokerId);
    if (order === undefined) return;
    const { corrected, added } = order.settle(listed);
    for (const { taken, instead } of corrected) this.#change(order, taken, instead);
    for (const execution of added) this.#tellFill(order, execution, false);
    this.#advance();
  }

  #change(order: BrokerOrder, taken: WireExecution, instead: WireExecution | null): void {
    const valueOf = (execution: WireExecution | null): Decimal =>
      execution === null ? Decimal.ZERO : execution.price.times(execution.quantity);
    const value = this.#values.get(order.id) ?? Decimal.ZERO;
    this.#values.set(order.id, value.minus(valueOf(taken)).plus(valueOf(instead)));
    const units = (instead?.quantity ?? Decimal.ZERO).minus(taken.quantity);
    for (const later of this.#orders.slice(this.#orders.indexOf(order) + 1)) later.rebase(units);
    this.#listener.onCorrected(order.id, taken, instead);
  }

  /** Alpaca has taken the replacement back that was asked for last. */
  rejectReplacement(reason: string): void {
    const { head } = this;
    if (head === null || !this.isReplacing) return;
    head.isVoid = true;
    this.#listener.onNotReplaced(reason);
    this.#advance();
  }

  /** Executions that are not to be had are concluded from the quantities. */
  conclude(): void {
    for (const [index, order] of this.#orders.entries()) {
      if (order.isVoid || !this.#decideBase(order, index, true)) continue;
      const own = this.#values.get(order.id) ?? Decimal.ZERO;
      const execution = order.conclude(own.plus(this.#inheritedValue(order, index)));
      if (execution !== null) this.#tellFill(order, execution, true);
    }
    this.#advance();
  }

  #advance(): void {
    this.#tellSubmitted();
    for (const [index, order] of this.#orders.entries()) {
      if (order.isVoid || !this.#decideBase(order, index, false)) break;
      for (let next = order.next(); next !== null; next = order.next()) this.#tellFill(order, next, false);
      if (order.isUnexplained) return;
      const successor = this.#orders[index + 1];
      if (successor !== undefined && !successor.isTold) this.#tellReplacement(order, successor);
    }
    this.#tellEnd();
  }

  #tellSubmitted(): void {
    const first = this.#orders[0];
    if (this.#isSubmitted || first === undefined) return;
    if (first.status === 'held') this.#hasWaited = true;
    if (first.status === 'held' || first.status === 'rejected') return;
    // A child that ended while it waited for its entry could never be executed.
    if (this.#hasWaited && first.hasEnded && first.reported.isZero()) return;
    this.#isSubmitted = true;
    this.#listener.onSubmitted(Date.parse(first.wire.submitted_at ?? first.wire.created_at));
  }

  /** Alpaca has begun to carry out a child that waited, though it may still say `held` of it. */
  wake(timeMs: number): void {
    if (this.#isSubmitted || this.head?.hasEnded === true) return;
    this.#isSubmitted = true;
    this.#listener.onSubmitted(timeMs);
  }

  #tellReplacement(order: BrokerOrder, successor: BrokerOrder): void {
    if (successor.isVoid) return;
    if (successor.status === 'rejected') {
      successor.isVoid = true;
      this.#listener.onNotReplaced('Alpaca has rejected the replacement.');
    } else if (order.status === 'replaced') {
      successor.isTold = true;
      this.#listener.onReplaced(successor.wire, SUFFIX.test(successor.wire.client_order_id));
    } else if (order.hasEnded) {
      successor.isVoid = true;
      this.#listener.onNotReplaced(`The order was ${order.status} before it could be replaced.`);
    }
  }

  #tellEnd(): void {
    const { head } = this;
    if (head === null || this.#isOver || !head.hasEnded || head.status === 'replaced') return;
    if (this.isReplacing || this.isUnexplained || (this.isShort && head.status === 'filled')) return;
    if (this.remainder !== null && head.status === 'filled') {
      if (!this.#isPartTold) this.#listener.onPartFilled();
      this.#isPartTold = true;
      return;
    }
    this.#isOver = true;
    this.#listener.onEnded(head.wire);
  }

  #tellFill(order: BrokerOrder, execution: WireExecution, isConcluded: boolean): void {
    const value = this.#values.get(order.id) ?? Decimal.ZERO;
    this.#values.set(order.id, value.plus(execution.price.times(execution.quantity)));
    this.#listener.onFill(execution, executionId(order.id, execution), this.filled, isConcluded);
  }

  /** From which quantity on an order's fills are its own. @param mustBe decides by what is likely */
  #decideBase(order: BrokerOrder, index: number, mustBe: boolean): boolean {
    if (order.base !== null) return true;
    const before = this.#orders[index - 1];
    if (before === undefined) return this.#setBase(order, Decimal.ZERO);
    // Nothing of it is filled, or the one before may still fill.
    if (order.reported.isZero()) return true;
    if (!before.hasEnded) return false;
    if (before.reported.isZero() || order.beganAtZero) return this.#setBase(order, Decimal.ZERO);
    const start = order.earliestStart;
    if (start?.isZero() === true) return this.#learn(order, false, before.reported);
    if (start?.equals(before.reported) === true) return this.#learn(order, true, before.reported);
    if (!mustBe && this.#habit.inherits === null) return false;
    const inherits = this.#habit.inherits ?? order.reported.gte(before.reported);
    return this.#setBase(order, inherits ? before.reported : Decimal.ZERO);
  }

  #learn(order: BrokerOrder, inherits: boolean, reportedBefore: Decimal): boolean {
    this.#habit.inherits ??= inherits;
    return this.#setBase(order, inherits ? reportedBefore : Decimal.ZERO);
  }

  #setBase(order: BrokerOrder, base: Decimal): boolean {
    order.base = base;
    order.counted = base;
    return true;
  }

  /** Where an average price covers what the orders before had filled, that value is not the order's own. */
  #inheritedValue({ base }: BrokerOrder, index: number): Decimal {
    if (base === null || base.isZero()) return Decimal.ZERO;
    return this.#orders
      .slice(0, index)
      .reduce((sum, { id }) => sum.plus(this.#values.get(id) ?? Decimal.ZERO), Decimal.ZERO);
  }
}
