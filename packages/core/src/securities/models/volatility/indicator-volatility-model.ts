import type { QuoteBar } from '../../../market/quote-bar.ts';
import type { TradeBar } from '../../../market/trade-bar.ts';
import { Decimal } from '../../../numeric/decimal.ts';
import type { Security } from '../../security.ts';
import type { VolatilityHistory, VolatilityModel } from '../models.ts';

/** Something with a current value, such as an indicator. */
export interface VolatilitySource {
  readonly value: number;
}

/**
 * The value of an indicator. What updates the indicator is the strategy's matter: a registration, or a function given
 * here; so is its warm-up.
 */
export class IndicatorVolatilityModel<I extends VolatilitySource = VolatilitySource> implements VolatilityModel {
  readonly indicator: I;
  readonly #update: ((security: Security, data: TradeBar | QuoteBar, indicator: I) => void) | undefined;

  /** @param update called with the security's data, to update the indicator */
  constructor(indicator: I, update?: (security: Security, data: TradeBar | QuoteBar, indicator: I) => void) {
    this.indicator = indicator;
    this.#update = update;
  }

  get volatility(): Decimal {
    return Decimal.fromNumber(this.indicator.value);
  }

  update(security: Security, data: TradeBar | QuoteBar): void {
    this.#update?.(security, data, this.indicator);
  }

  historyRequirements(): VolatilityHistory | null {
    return null;
  }
}
