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
  /** Alpaca's own id of it; null where it was not told. */
  readonly wireId: string | null;
  /** Units that were bought and that Alpaca kept as its fee. */
  readonly kept?: Decimal;
}

/** An execution that was taken back, and what stands in its place. */
export interface CorrectedExecution {
  readonly taken: WireExecution;
  readonly instead: WireExecution | null;
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
  /** Executions that are counted, each as it was told. */
  #executed: WireExecution[] = [];
  /** Units that were concluded, of executions that nobody knows. */
  #concluded: Decimal = Decimal.ZERO;
  /** Executions that were taken back, by Alpaca's ids. */
  readonly #takenBack = new Set<string>();
  /** When it was said last that it has filled less than before, as Alpaca stamps it; null where that never was. */
  #correctedAt: string | null = null;

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

  /** It has filled more than is counted, or less: an execution was taken back. */
  get isUnexplained(): boolean {
    return !this.reported.equals(this.counted);
  }

  /** Takes in what is told of it; false where it is older than what is known. */
  see(wire: WireOrder): boolean {
    // Of before a correction.
    if (this.#correctedAt !== null && compareStamps(wire.updated_at, this.#correctedAt) < 0) return false;
    const filled = Decimal.parse(String(wire.filled_qty ?? '0'));
    const hasMore = filled.gt(this.reported);
    const age = compareStamps(wire.updated_at, this.wire.updated_at);
    const isOlder = age < 0;
    const isCorrected = age > 0 && filled.lt(this.reported);
    if (isCorrected) this.#correctedAt = wire.updated_at;
    if (hasMore || isCorrected) this.reported = filled;
    // What has ended stays so, whatever comes late.
    if (isOlder || (this.hasEnded && !ENDED.has(wire.status))) return hasMore;
    this.wire = wire;
    return true;
  }

  /** Notes an execution; false when it is known. */
  note(execution: WireExecution): boolean {
    const { wireId } = execution;
    if (wireId !== null && (this.#takenBack.has(wireId) || this.#hasCounted(wireId))) return false;
    if (execution.cumulative.lte(this.counted)) return false;
    if (this.#early.some(({ cumulative }) => cumulative.equals(execution.cumulative))) return false;
    this.#early.push(execution);
    this.#early.sort((a, b) => a.cumulative.compare(b.cumulative));
    // After a correction a cumulative quantity may be of before.
    if (this.#correctedAt === null && execution.cumulative.gt(this.reported)) this.reported = execution.cumulative;
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
    if (quantity.sign() <= 0) return this.next();
    this.#executed.push(first);
    return { ...first, quantity };
  }

  /** What is missing as one execution, at the price that is left of the average; counts it. Null where nothing is. */
  conclude(countedValue: Decimal): WireExecution | null {
    this.#early.length = 0;
    if (!this.isUnexplained) return null;
    const quantity = this.reported.minus(this.counted);
    this.counted = this.reported;
    // What was taken back cannot be told without knowing which it was.
    if (quantity.sign() < 0) return null;
    this.#concluded = this.#concluded.plus(quantity);
    const average = Decimal.parse(String(this.wire.filled_avg_price ?? '0'));
    const left = average.times(this.reported).minus(countedValue);
    const price = (left.sign() > 0 ? left.dividedBy(quantity) : average).normalize();
    const timeMs = Date.parse(this.wire.filled_at ?? this.wire.updated_at);
    return { cumulative: this.counted, quantity, price, timeMs, wireId: null };
  }

  #hasCounted(wireId: string): boolean {
    return this.#executed.some((each) => each.wireId === wireId);
  }

  /**
   * Takes an execution back that is counted, and counts the one in its place, which is of the same time.
   *
   * @returns both; null where the first is not counted, or was taken back before, or where nothing changes
   */
  correct(wireId: string, corrected: WireExecution | null): CorrectedExecution | null {
    if (this.#takenBack.has(wireId)) return null;
    this.#takenBack.add(wireId);
    const early = this.#early.findIndex((each) => each.wireId === wireId);
    if (early >= 0) this.#early.splice(early, 1);
    const taken = this.#executed.find((each) => each.wireId === wireId);
    if (taken === undefined) return null;
    if (corrected !== null && corrected.quantity.equals(taken.quantity) && corrected.price.equals(taken.price)) {
      // It is the same under another id.
      this.#replace(taken, { ...taken, wireId: corrected.wireId });
      return null;
    }
    const instead = corrected === null ? null : { ...corrected, timeMs: taken.timeMs };
    this.#replace(taken, instead);
    return { taken, instead };
  }

  #replace(taken: WireExecution, instead: WireExecution | null): void {
    this.#executed = [...this.#executed.filter((each) => each !== taken), ...(instead === null ? [] : [instead])];
    this.counted = this.counted.minus(taken.quantity).plus(instead?.quantity ?? Decimal.ZERO);
    if (taken.wireId !== null) this.#takenBack.add(taken.wireId);
  }

  /**
   * Compares what is counted with a list of all executions, and counts those of the list, if they come to what it has filled.
   *
   * @returns those that were taken back, with what stands in their place, and those that were not counted before
   */
  settle(listed: readonly WireExecution[]): {
    readonly corrected: readonly CorrectedExecution[];
    readonly added: readonly WireExecution[];
  } {
    const sum = listed.reduce((units, { quantity }) => units.plus(quantity), this.base ?? Decimal.ZERO);
    if (!this.isUnexplained || !this.#concluded.isZero() || !sum.equals(this.reported))
      return { corrected: [], added: [] };
    const missing = this.#executed.filter((each) => !listed.some((other) => isSame(each, other)));
    const added = listed.filter((each) => !this.#executed.some((other) => isSame(each, other)));
    const corrected = missing.map((taken) => {
      const index = added.findIndex(({ timeMs }) => timeMs === taken.timeMs);
      const instead = index < 0 ? null : (added.splice(index, 1)[0] ?? null);
      this.#replace(taken, instead);
      return { taken, instead };
    });
    this.#early.length = 0;
    this.#executed.push(...added);
    this.counted = this.reported;
    return { corrected, added };
  }

  /** What it goes on from was corrected: so many units more, or fewer, which it counts as filled too. */
  rebase(units: Decimal): void {
    if (this.base === null || this.base.isZero()) return;
    this.base = this.base.plus(units);
    this.counted = this.counted.plus(units);
    this.reported = this.reported.plus(units);
  }
}

/** By Alpaca's id, or by all that is known of them. */
function isSame(a: WireExecution, b: WireExecution): boolean {
  if (a.wireId !== null && a.wireId === b.wireId) return true;
  return a.cumulative.equals(b.cumulative) && a.quantity.equals(b.quantity) && a.price.equals(b.price);
}
