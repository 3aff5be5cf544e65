import { Decimal, NO_FEE, type OrderEvent, type OrderFee } from '@lockstep/core';
import type { SavedExecution } from '../session/saved-run.ts';

/** What an order has filled of what. */
interface Filled {
  /** Units of all executions, negative for sales. */
  quantity: Decimal;
  /** Units of those that were concluded from the order's state, because the executions themselves were not to be had. */
  concluded: Decimal;
}

/** An execution that counts. */
export interface StandingExecution {
  readonly id: string;
  readonly orderId: number;
  readonly quantity: Decimal;
  /** Epoch ms UTC, by the broker. */
  readonly timeMs: number;
  /** Null while the commission is not known. */
  fee: OrderFee | null;
}

/**
 * What has been executed of each order, whether the engine has taken it in yet or not. Each execution counts once, however
 * often and by whatever way it is told.
 */
export class ExecutionLedger {
  readonly #ids: Set<string>;
  /** Of this process, and those of earlier ones that a broker may still come back to; none that were taken back. */
  readonly #standing = new Map<string, StandingExecution>();
  readonly #takenBack = new Set<string>();
  /** Commissions that came before their execution. */
  readonly #earlyFees = new Map<string, OrderFee>();
  readonly #filled = new Map<number, Filled>();
  /** Those whose commission was not told yet. */
  readonly #unpaid: Set<string>;
  #count = 0;

  /**
   * @param known executions of earlier processes
   * @param unpaid those of them whose commission was not told yet
   */
  constructor(known: Iterable<string>, unpaid: Iterable<string> = []) {
    this.#ids = new Set(known);
    this.#unpaid = new Set(unpaid);
  }

  /** Whether an execution is known, and its commission is not. */
  isUnpaid(executionId: string): boolean {
    return this.#unpaid.has(executionId);
  }

  /** An execution came without its commission. */
  awaitFee(executionId: string): void {
    if (executionId !== '') this.#unpaid.add(executionId);
  }

  /** The commission of an execution is known. */
  pay(executionId: string): void {
    this.#unpaid.delete(executionId);
  }

  /** Executions taken in by this process; it tells whether anything has come in between two looks. */
  get count(): number {
    return this.#count;
  }

  has(executionId: string): boolean {
    return this.#ids.has(executionId);
  }

  /** Units that an order has filled, negative for sales. */
  filled(orderId: number): Decimal {
    return this.#filled.get(orderId)?.quantity ?? Decimal.ZERO;
  }

  /** What an order had filled when this process began, and how much of that was concluded. */
  startWith(orderId: number, quantity: Decimal, concluded: Decimal = Decimal.ZERO): void {
    this.#filled.set(orderId, { quantity, concluded });
  }

  /** Knows an execution of an earlier process that a broker may still come back to; it counts already. */
  know({ id, order, quantity, timeMs, fee }: SavedExecution): void {
    const known = fee === null ? null : { amount: Decimal.parse(fee.amount), currency: fee.currency };
    this.#standing.set(id, { id, orderId: order.order.id, quantity: Decimal.parse(quantity), timeMs, fee: known });
  }

  /** An execution that counts and may be taken back. */
  standing(executionId: string): StandingExecution | undefined {
    return this.#standing.get(executionId);
  }

  /** Executions that count, from an instant on, epoch ms UTC by the broker. */
  standingSince(sinceMs: number): StandingExecution[] {
    return [...this.#standing.values()].filter(({ timeMs }) => timeMs >= sinceMs);
  }

  /**
   * Counts an execution; false when it is known already, or was concluded before. One without an id cannot be known again
   * and counts.
   */
  take({ executionId, orderId, exactFillQuantity: quantity, utcTimeMs: timeMs, orderFee }: OrderEvent): boolean {
    if (executionId !== '' && this.#ids.has(executionId)) return false;
    if (executionId !== '') this.#ids.add(executionId);
    this.#count += 1;
    const filled = this.#of(orderId);
    if (filled.concluded.sign() === quantity.sign() && filled.concluded.abs().gte(quantity.abs())) {
      filled.concluded = filled.concluded.minus(quantity);
      return false;
    }
    filled.quantity = filled.quantity.plus(quantity);
    const fee = orderFee.currency === NO_FEE.currency ? (this.#earlyFees.get(executionId) ?? null) : orderFee;
    if (executionId !== '') this.#standing.set(executionId, { id: executionId, orderId, quantity, timeMs, fee });
    return true;
  }

  /** Notes what an execution has cost, or will have cost; false when that is known. */
  takeFee(executionId: string, fee: OrderFee): boolean {
    const standing = this.#standing.get(executionId);
    if (standing === undefined) {
      if (!this.#ids.has(executionId)) this.#earlyFees.set(executionId, fee);
      return true;
    }
    if (standing.fee?.amount.equals(fee.amount) === true) return false;
    standing.fee = fee;
    return true;
  }

  /** Counts an execution that is concluded from what the broker says of its order. */
  conclude(executionId: string, orderId: number, quantity: Decimal): void {
    this.#ids.add(executionId);
    this.#count += 1;
    const filled = this.#of(orderId);
    filled.quantity = filled.quantity.plus(quantity);
    filled.concluded = filled.concluded.plus(quantity);
  }

  /** Notes an execution of no order of ours; false when it is known. */
  takeExternal(executionId: string): boolean {
    if (this.#ids.has(executionId)) return false;
    this.#ids.add(executionId);
    this.#count += 1;
    return true;
  }

  /**
   * An execution was taken back, and another may stand in its place; false when that is known already.
   *
   * @param instead the other, which counts with it if the first did
   */
  correct(executionId: string, instead: OrderEvent | null): boolean {
    if (this.#takenBack.has(executionId)) return false;
    this.#takenBack.add(executionId);
    this.#ids.add(executionId);
    this.#count += 1;
    const taken = this.#standing.get(executionId);
    if (taken === undefined) return true;
    this.#standing.delete(executionId);
    const filled = this.#of(taken.orderId);
    filled.quantity = filled.quantity.minus(taken.quantity);
    if (instead !== null) this.take(instead);
    return true;
  }

  #of(orderId: number): Filled {
    let filled = this.#filled.get(orderId);
    if (filled === undefined) {
      filled = { quantity: Decimal.ZERO, concluded: Decimal.ZERO };
      this.#filled.set(orderId, filled);
    }
    return filled;
  }
}
