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
  readonly #records: TransactionRecord[] = [];
  #winCount = 0;
  #latestMs = Number.NEGATIVE_INFINITY;

  add(timeMs: number, profitLoss: Decimal, isWin: boolean): void {
    let free = timeMs;
    if (free <= this.#latestMs) while (this.#isTaken(free)) free += 1;
    else this.#latestMs = free;
    this.#latestMs = Math.max(this.#latestMs, free);
    this.#records.push({ timeMs: free, profitLoss, isWin });
    if (isWin) this.#winCount += 1;
  }

  #isTaken(timeMs: number): boolean {
    return this.#records.findLast((record) => record.timeMs <= timeMs)?.timeMs === timeMs;
  }

  get winCount(): number {
    return this.#count(true);
  }

  get lossCount(): number {
    return this.#count(false);
  }

  #count(isWin: boolean): number {
    let count = 0;
    for (const record of this.#records.values()) if (record.isWin === isWin) count += 1;
    return count;
  }

  /** In the order of their making. */
  [Symbol.iterator](): Iterator<TransactionRecord> {
    return this.#records.values();
  }
}
