import { Decimal } from '../../../numeric/decimal.ts';
import type { VolatilityHistory, VolatilityModel } from '../models.ts';

/** Keeps no volatility. */
export class NullVolatilityModel implements VolatilityModel {
  static readonly instance: NullVolatilityModel = new NullVolatilityModel();
  readonly volatility: Decimal = Decimal.ZERO;

  update(): void {}

  historyRequirements(): VolatilityHistory | null {
    return null;
  }
}
