import { Decimal } from '@lockstep/core';
import type { WireOrder } from '../../wire/order.ts';
import { compareStamps } from '../updates/stamp.ts';

/** An execution of one of Alpaca's orders, from the stream or from the account's activities. */
export interface WireExecution {
  /** Units that the order has filled with it, and so what it is known by. */
  readonly cumulative: Decimal;
  /** Units of it alone. */
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly timeMs: number;
}

const ENDED: ReadonlySet<string> = new Set(['filled', 'canceled', 'expired', 'replaced', 'rejected']);
/** What only an order has that has come into being; the reply to a replacement may still be taken back. */
const WORKING: ReadonlySet<string> = new Set([
  'new',
  'partially_filled',
  'filled',
  'canceled',
  'expired',
  'done_for_day',
  'pending_cancel',
  'replaced',
  'stopped',
  'calculated',
  'suspended',
]);

/** One of Alpaca's orders: what was last heard of it, and which of its executions are counted. */
export class BrokerOrder {
  readonly id: string;
  /** What was heard of it last. */
  wire: WireOrder;
  /** Units that it has filled, as far as anybody told. */
  reported: Decimal;
  /** Units up to which its executions are counted. */
  counted: Decimal = Decimal.ZERO;
  /**
   * What it had filled when it took the place of another: Alpaca either begins at zero or goes on from the other's. Null
   * until that is known.
   */
  base: Decimal | null;
  /** It was seen with nothing filled when the one before had filled something: it begins at zero. */
  beganAtZero = false;
  /** It did not come into being after all. */
  isVoid = false;
  /** That it stands in the place of another was told. */
  isTold = false;
  /** Executions that are not counted yet, those before them being missing. */
  readonly #early: WireExecution[] = [];

  constructor(wire: WireOrder, base: Decimal | null) {
    this.id = wire.id;
    this.wire = wire;
    this.reported = Decimal.ZERO;
    this.base = base;
  }

  get status(): string {
    return this.wire.status;
  }

  get hasEnded(): boolean {
    return ENDED.has(this.status);
  }

  get isWorking(): boolean {
    return WORKING.has(this.status);
  }

  /** Units filled that belong to it alone. */
  get filled(): Decimal {
    return this.counted.minus(this.base ?? Decimal.ZERO);
  }

  /** It has filled more than is counted. */
  get isUnexplained(): boolean {
    return this.reported.gt(this.counted);
  }

  /** Takes in what is told of it; false where it is older than what is known. */
  see(wire: WireOrder): boolean {
    const filled = Decimal.parse(String(wire.filled_qty ?? '0'));
    const hasMore = filled.gt(this.reported);
    if (hasMore) this.reported = filled;
    const isOlder = compareStamps(wire.updated_at, this.wire.updated_at) < 0;
    // What has ended stays so, whatever comes late.
    if (isOlder || (this.hasEnded && !ENDED.has(wire.status))) return hasMore;
    this.wire = wire;
    return true;
  }

  /** Notes an execution; false when it is known. */
  note(execution: WireExecution): boolean {
    if (execution.cumulative.lte(this.counted)) return false;
    if (this.#early.some(({ cumulative }) => cumulative.equals(execution.cumulative))) return false;
    this.#early.push(execution);
    this.#early.sort((a, b) => a.cumulative.compare(b.cumulative));
    if (execution.cumulative.gt(this.reported)) this.reported = execution.cumulative;
    return true;
  }

  /** Units before the earliest execution that waits; null where none does. */
  get earliestStart(): Decimal | null {
    const first = this.#early[0];
    return first === undefined ? null : first.cumulative.minus(first.quantity);
  }

  /** The next execution that follows what is counted, and counts it; null where it is missing. */
  next(): WireExecution | null {
    const first = this.#early[0];
    if (first === undefined) return null;
    const start = first.cumulative.minus(first.quantity);
    if (start.gt(this.counted)) return null;
    this.#early.shift();
    // A part of it may be counted already, where it was concluded before.
    const quantity = first.cumulative.minus(this.counted);
    this.counted = first.cumulative;
    return quantity.sign() > 0 ? { ...first, quantity } : this.next();
  }

  /** What is missing as one execution, at the price that is left of the average; counts it. Null where nothing is. */
  conclude(countedValue: Decimal): WireExecution | null {
    this.#early.length = 0;
    if (!this.isUnexplained) return null;
    const quantity = this.reported.minus(this.counted);
    const average = Decimal.parse(String(this.wire.filled_avg_price ?? '0'));
    const left = average.times(this.reported).minus(countedValue);
    const price = (left.sign() > 0 ? left.dividedBy(quantity) : average).normalize();
    this.counted = this.reported;
    const timeMs = Date.parse(this.wire.filled_at ?? this.wire.updated_at);
    return { cumulative: this.counted, quantity, price, timeMs };
  }
}
