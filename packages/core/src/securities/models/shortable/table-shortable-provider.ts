import { LockstepError } from '../../../errors/lockstep-error.ts';
import { Decimal } from '../../../numeric/decimal.ts';
import { dayOf, daysFromCivil } from '../../../time/calendar.ts';
import type { Security } from '../../security.ts';
import type { ShortableProvider } from '../models.ts';

/** Shares that may be sold short on a day, and what borrowing them costs a year. */
export interface ShortableEntry {
  readonly quantity: Decimal;
  /** Fraction a year. */
  readonly rebateRate: Decimal;
  /** Fraction a year. */
  readonly feeRate: Decimal;
}

const LINE = /^(\d{4})(\d{2})(\d{2}),(\d+)(?:,([-+\d.]+)?(?:,([-+\d.]+)?)?)?$/;
const HUNDRED = Decimal.fromInteger(100);

/** Shortable quantities by day, as a broker publishes them. Days without an entry are unlimited. */
export class TableShortableProvider implements ShortableProvider {
  readonly #byDay: ReadonlyMap<number, ShortableEntry>;

  /** @param byDay entries by exchange-local day since 1970-01-01 */
  constructor(byDay: ReadonlyMap<number, ShortableEntry>) {
    this.#byDay = byDay;
  }

  /**
   * Reads lines `yyyyMMdd,quantity[,rebate %[,fee %]]`; empty lines and those that start with `#` are skipped.
   * @throws LockstepError `SHORTABLE_INVALID`
   */
  static fromCsv(text: string): TableShortableProvider {
    const byDay = new Map<number, ShortableEntry>();
    for (const raw of text.split('\n')) {
      const line = raw.trim();
      if (line === '' || line.startsWith('#')) continue;
      const match = LINE.exec(line);
      if (match === null) {
        throw new LockstepError(
          'SHORTABLE_INVALID',
          `Received the line '${line}', expected 'yyyyMMdd,quantity[,rebate %[,fee %]]'.`,
        );
      }
      const [, year, month, day, quantity, rebate = '0', fee = '0'] = match;
      byDay.set(daysFromCivil(Number(year), Number(month), Number(day)), {
        quantity: Decimal.parse(quantity!),
        rebateRate: Decimal.parse(rebate).dividedBy(HUNDRED),
        feeRate: Decimal.parse(fee).dividedBy(HUNDRED),
      });
    }
    return new TableShortableProvider(byDay);
  }

  shortableQuantity(_security: Security, localMs: number): Decimal | null {
    return this.#byDay.get(dayOf(localMs))?.quantity ?? null;
  }

  /** Cost of borrowing on a day, fraction a year; 0 without an entry. */
  feeRate(_security: Security, localMs: number): Decimal {
    return this.#byDay.get(dayOf(localMs))?.feeRate ?? Decimal.ZERO;
  }

  /** Rebate for borrowed shares on a day, fraction a year; 0 without an entry. */
  rebateRate(_security: Security, localMs: number): Decimal {
    return this.#byDay.get(dayOf(localMs))?.rebateRate ?? Decimal.ZERO;
  }
}
