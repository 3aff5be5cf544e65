import type { Decimal } from '../numeric/decimal.ts';
import { NumberRows } from '../numeric/number-rows.ts';

const Cell = { Time: 0, ProfitLoss: 1 } as const;
const CELLS = 2;

/** The outcome of a closed (part of a) position, as LEAN's win and loss figures count it. */
export interface TransactionRecord {
  /** Unique within a run, epoch ms UTC. */
  readonly timeMs: number;
  /** Profit less twice the fee of the closing fill, in account currency. */
  readonly profitLoss: Decimal;
  readonly isWin: boolean;
}

/** Transaction records by time. A time that is taken moves on by a millisecond. */
export class TransactionRecords implements Iterable<TransactionRecord> {
  readonly #rows = new NumberRows(CELLS);
  #winCount = 0;
  /** Every millisecond from `#blockMs` to `#latestMs` is taken; none after it. */
  #blockMs = Number.POSITIVE_INFINITY;
  #latestMs = Number.NEGATIVE_INFINITY;

  add(timeMs: number, profitLoss: Decimal): void {
    const free = this.#freeTime(timeMs);
    this.#rows.add();
    this.#rows.put(Cell.Time, free);
    this.#rows.putDecimal(Cell.ProfitLoss, profitLoss);
    if (profitLoss.sign() > 0) this.#winCount += 1;
  }

  #freeTime(timeMs: number): number {
    let free = timeMs;
    if (timeMs > this.#latestMs) this.#blockMs = timeMs;
    else if (timeMs >= this.#blockMs) free = this.#latestMs + 1;
    else while (this.#isTaken(free)) free += 1;
    this.#latestMs = Math.max(this.#latestMs, free);
    return free;
  }

  #isTaken(timeMs: number): boolean {
    for (let row = 0; row < this.#rows.length; row += 1) if (this.#rows.get(row, Cell.Time) === timeMs) return true;
    return false;
  }

  get winCount(): number {
    return this.#winCount;
  }

  get lossCount(): number {
    return this.#rows.length - this.#winCount;
  }

  /** In the order of their making. */
  *[Symbol.iterator](): Generator<TransactionRecord, void, void> {
    for (let row = 0; row < this.#rows.length; row += 1) {
      const profitLoss = this.#rows.decimal(row, Cell.ProfitLoss);
      yield { timeMs: this.#rows.get(row, Cell.Time), profitLoss, isWin: profitLoss.sign() > 0 };
    }
  }
}
