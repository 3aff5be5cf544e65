import type { Decimal } from '../numeric/decimal.ts';

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
  readonly #times: number[] = [];
  readonly #profits: Decimal[] = [];
  #winCount = 0;
  /** Every millisecond from `#blockMs` to `#latestMs` is taken; none after it. */
  #blockMs = Number.POSITIVE_INFINITY;
  #latestMs = Number.NEGATIVE_INFINITY;

  add(timeMs: number, profitLoss: Decimal): void {
    this.#times.push(this.#freeTime(timeMs));
    this.#profits.push(profitLoss);
    if (profitLoss.sign() > 0) this.#winCount += 1;
  }

  #freeTime(timeMs: number): number {
    let free = timeMs;
    if (timeMs > this.#latestMs) this.#blockMs = timeMs;
    else if (timeMs >= this.#blockMs) free = this.#latestMs + 1;
    else while (this.#times.includes(free)) free += 1;
    this.#latestMs = Math.max(this.#latestMs, free);
    return free;
  }

  get winCount(): number {
    return this.#winCount;
  }

  get lossCount(): number {
    return this.#times.length - this.#winCount;
  }

  /** In the order of their making. */
  *[Symbol.iterator](): Generator<TransactionRecord, void, void> {
    for (const [index, profitLoss] of this.#profits.entries()) {
      yield { timeMs: this.#times[index]!, profitLoss, isWin: profitLoss.sign() > 0 };
    }
  }
}
