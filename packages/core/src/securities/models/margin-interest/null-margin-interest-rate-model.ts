import type { Security } from '../../security.ts';
import type { AccountView, MarginInterestRateModel } from '../models.ts';

/** Borrowed money is free. */
export class NullMarginInterestRateModel implements MarginInterestRateModel {
  static readonly instance: NullMarginInterestRateModel = new NullMarginInterestRateModel();

  applyMarginInterestRate(_account: AccountView, _security: Security, _utcMs: number): void {}
}
