import type { Algorithm } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Midnights at which a strategy expects to select, in this order. */
export class SelectionTimes {
  readonly #algorithm: Algorithm;
  readonly #expected: string[];

  /** @param days as `yyyy-MM-dd` */
  constructor(algorithm: Algorithm, days: readonly string[]) {
    this.#algorithm = algorithm;
    this.#expected = [...days];
  }

  /** Takes note of a selection now. */
  note(): void {
    const now = this.#algorithm.time.toFormat('yyyy-MM-dd HH:mm');
    const expected = `${this.#expected.shift()} 00:00`;
    requireThat(now === expected, `selected at ${now} instead of ${expected}`);
  }

  requireAll(): void {
    requireThat(this.#expected.length === 0, `nothing was selected on ${this.#expected.join(', ')}`);
  }
}

/** The midnights after the days of the sample data, and the one before. */
export const COARSE_MIDNIGHTS = [
  '2014-03-24',
  '2014-03-25',
  '2014-03-26',
  '2014-03-27',
  '2014-03-28',
  '2014-03-29',
  '2014-04-01',
  '2014-04-02',
  '2014-04-03',
  '2014-04-04',
  '2014-04-05',
] as const;
