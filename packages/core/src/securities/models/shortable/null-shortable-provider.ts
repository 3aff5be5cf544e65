import { Decimal } from '../../../numeric/decimal.ts';
import type { Security } from '../../security.ts';
import type { ShortableProvider } from '../models.ts';

/** Any number of shares may be sold short, at no cost. */
export class NullShortableProvider implements ShortableProvider {
  static readonly instance: NullShortableProvider = new NullShortableProvider();

  shortableQuantity(_security: Security, _localMs: number): Decimal | null {
    return null;
  }

  feeRate(): Decimal {
    return Decimal.ZERO;
  }

  rebateRate(): Decimal {
    return Decimal.ZERO;
  }
}
