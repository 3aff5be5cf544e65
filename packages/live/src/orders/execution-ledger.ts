import { Decimal, NO_FEE, type OrderEvent, type OrderFee } from '@lockstep/core';
import type { SavedExecution } from '../session/saved-run.ts';

/** What an order has filled: what its executions come to, or what was concluded, whichever is more. Negative for sales. */
interface Filled {
  /** Units that count. */
  quantity: Decimal;
  /** Units of the executions that were told one by one. */
  executed: Decimal;
  /** Value of the units that count: units times price. */
  value: Decimal;
}

/** Units that were executed, negative for sales, and their price. */
export interface Units {
  readonly quantity: Decimal;
  readonly price: Decimal;
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

  /** What an order had filled when this process began, at what price on average, and how much of that was concluded. */
  startWith(orderId: number, quantity: Decimal, price: Decimal, concluded: Decimal = Decimal.ZERO): void {
    this.#filled.set(orderId, { quantity, executed: quantity.minus(concluded), value: quantity.times(price) });
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
   * Counts an execution, and says what is new of it; null when it is known already, or was concluded before. One without an
   * id cannot be known again and counts.
   */
  take(event: OrderEvent): Units | null {
    const {
      executionId,
      orderId,
      exactFillQuantity: quantity,
      exactFillPrice: price,
      orderFee,
      utcTimeMs: timeMs,
    } = event;
    if (!this.#isNews(executionId)) return null;
    const filled = this.#of(orderId);
    filled.executed = filled.executed.plus(quantity);
    const news = filled.executed.minus(filled.quantity);
    if (news.sign() !== quantity.sign()) return null;
    const fee = orderFee.currency === NO_FEE.currency ? (this.#earlyFees.get(executionId) ?? null) : orderFee;
    if (executionId !== '') this.#standing.set(executionId, { id: executionId, orderId, quantity: news, timeMs, fee });
    return add(filled, news, price);
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

  /**
   * Counts what must have been executed to bring an order to a quantity, and says what is new of that; null when as much is
   * counted already.
   *
   * @param total units of the whole order with it, negative for sales
   * @param missing what is missing to whoever concludes it
   */
  conclude(executionId: string, orderId: number, total: Decimal, missing: Units): Units | null {
    if (!this.#isNews(executionId)) return null;
    const filled = this.#of(orderId);
    const news = total.minus(filled.quantity);
    if (news.sign() !== missing.quantity.sign()) return null;
    return add(filled, news, news.equals(missing.quantity) ? missing.price : priceOfRest(filled, total, missing));
  }

  #isNews(executionId: string): boolean {
    if (executionId !== '' && this.#ids.has(executionId)) return false;
    if (executionId !== '') this.#ids.add(executionId);
    this.#count += 1;
    return true;
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
    add(filled, taken.quantity.negated(), averagePrice(filled));
    filled.executed = filled.executed.minus(taken.quantity);
    if (instead !== null) this.take(instead);
    return true;
  }

  #of(orderId: number): Filled {
    let filled = this.#filled.get(orderId);
    if (filled === undefined) {
      filled = { quantity: Decimal.ZERO, executed: Decimal.ZERO, value: Decimal.ZERO };
      this.#filled.set(orderId, filled);
    }
    return filled;
  }
}

function add(filled: Filled, quantity: Decimal, price: Decimal): Units {
  filled.quantity = filled.quantity.plus(quantity);
  filled.value = filled.value.plus(quantity.times(price));
  return { quantity, price };
}

function averagePrice({ quantity, value }: Filled): Decimal {
  return quantity.isZero() ? Decimal.ZERO : value.dividedBy(quantity);
}

/** Price of what is not counted yet of what somebody has concluded who knows less, or more, than is counted. */
function priceOfRest(filled: Filled, total: Decimal, missing: Units): Decimal {
  const knownValue = total.minus(missing.quantity).times(averagePrice(filled));
  const left = knownValue.plus(missing.quantity.times(missing.price)).minus(filled.value);
  const price = left.dividedBy(total.minus(filled.quantity)).normalize();
  return price.sign() > 0 ? price : missing.price;
}
