import { Decimal } from '@lockstep/core';

/** What an order has filled of what. */
interface Filled {
  /** Units of all executions, negative for sales. */
  quantity: Decimal;
  /** Units of those that were concluded from the order's state, because the executions themselves were not to be had. */
  concluded: Decimal;
}

/** An execution that counts. */
interface Execution {
  readonly orderId: number;
  readonly quantity: Decimal;
}

/**
 * What has been executed of each order, whether the engine has taken it in yet or not. Each execution counts once, however
 * often and by whatever way it is told.
 */
export class ExecutionLedger {
  readonly #ids: Set<string>;
  /** What each execution of this process filled; none for those that were taken back. */
  readonly #executions = new Map<string, Execution>();
  readonly #takenBack = new Set<string>();
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

  /**
   * Counts an execution; false when it is known already, or was concluded before. One without an id cannot be known again
   * and counts.
   */
  take(executionId: string, orderId: number, quantity: Decimal): boolean {
    if (executionId !== '' && this.#ids.has(executionId)) return false;
    if (executionId !== '') this.#ids.add(executionId);
    this.#count += 1;
    const filled = this.#of(orderId);
    if (filled.concluded.sign() === quantity.sign() && filled.concluded.abs().gte(quantity.abs())) {
      filled.concluded = filled.concluded.minus(quantity);
      return false;
    }
    filled.quantity = filled.quantity.plus(quantity);
    if (executionId !== '') this.#executions.set(executionId, { orderId, quantity });
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
   * @param instead id of the other, empty for none
   * @param quantity units of the other
   */
  correct(executionId: string, instead: string, quantity: Decimal): boolean {
    if (this.#takenBack.has(executionId)) return false;
    this.#takenBack.add(executionId);
    this.#ids.add(executionId);
    this.#count += 1;
    const taken = this.#executions.get(executionId);
    if (instead !== '') this.#ids.add(instead);
    if (taken === undefined) return true;
    this.#executions.delete(executionId);
    const filled = this.#of(taken.orderId);
    filled.quantity = filled.quantity.minus(taken.quantity).plus(quantity);
    if (instead !== '') this.#executions.set(instead, { orderId: taken.orderId, quantity });
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
