import { Decimal, dayOf } from '@lockstep/core';
import { midnightOf } from '../bars/bar-file-layout.ts';
import { dataRowError } from './data-row-error.ts';

/** LEAN's rate when there is no file. */
const DEFAULT_RATE = Decimal.fromParts(1, 2);
const PERCENT = Decimal.fromInteger(100);

interface DatedRate {
  readonly day: number;
  readonly rate: Decimal;
}

/**
 * Yearly risk-free rates: each holds from its day until the next one, the first also before its day. Without rates it is
 * 1 %, as in LEAN.
 */
export class InterestRates {
  readonly #rates: readonly DatedRate[];

  private constructor(rates: readonly DatedRate[]) {
    this.#rates = [...rates].sort((a, b) => a.day - b.day);
  }

  static readonly none: InterestRates = new InterestRates([]);

  /**
   * Reads `yyyy-MM-dd,percent` rows after a header.
   * @throws DataError `DATA_ROW_INVALID`
   */
  static parse(text: string, file: string): InterestRates {
    const rates: DatedRate[] = [];
    for (const [index, line] of text.split('\n').entries()) {
      if (index === 0 || line.trim() === '') continue;
      const [date = '', percent = ''] = line.trim().split(',');
      const midnight = /^\d{4}-\d{2}-\d{2}$/.test(date) ? midnightOf(Number(date.replaceAll('-', ''))) : Number.NaN;
      if (Number.isNaN(midnight))
        throw dataRowError(file, index, 1, `Received the date "${date}", expected yyyy-MM-dd`);
      try {
        rates.push({ day: dayOf(midnight), rate: Decimal.parse(percent).dividedBy(PERCENT) });
      } catch (cause) {
        throw dataRowError(file, index, 2, `Received the rate "${percent}", expected a number of percent`, cause);
      }
    }
    return new InterestRates(rates);
  }

  /** Rate on a day, as a fraction. */
  rateOn(day: number): Decimal {
    let rate = this.#rates[0]?.rate ?? DEFAULT_RATE;
    for (const dated of this.#rates) {
      if (dated.day > day) break;
      rate = dated.rate;
    }
    return rate;
  }
}
