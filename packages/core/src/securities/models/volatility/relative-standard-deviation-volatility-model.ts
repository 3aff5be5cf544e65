import type { Duration } from 'luxon';
import { LockstepError } from '../../../errors/lockstep-error.ts';
import type { QuoteBar } from '../../../market/quote-bar.ts';
import type { TradeBar } from '../../../market/trade-bar.ts';
import { Decimal } from '../../../numeric/decimal.ts';
import { Resolution } from '../../../time/resolution.ts';
import type { Security } from '../../security.ts';
import type { VolatilityHistory, VolatilityModel } from '../models.ts';
import { VolatilityWindow } from './volatility-window.ts';

/** Sample standard deviation of prices ÷ their mean. */
export class RelativeStandardDeviationVolatilityModel implements VolatilityModel {
  readonly #window: VolatilityWindow;
  readonly #updateMs: number;
  #lastUpdateMs = Number.NEGATIVE_INFINITY;
  #volatility: Decimal | null = Decimal.ZERO;

  /**
   * @param period least time between two prices
   * @param periods prices that are looked at, at least 2
   * @throws LockstepError `VOLATILITY_INVALID`
   */
  constructor(period: Duration, periods: number) {
    if (!(Number.isInteger(periods) && periods >= 2)) {
      throw new LockstepError(
        'VOLATILITY_INVALID',
        `Received ${periods} periods, expected a whole number, at least 2.`,
      );
    }
    this.#window = new VolatilityWindow(periods);
    this.#updateMs = period.toMillis();
  }

  get volatility(): Decimal {
    if (this.#window.count < 2) return Decimal.ZERO;
    this.#volatility ??= this.#compute();
    return this.#volatility;
  }

  update(_security: Security, data: TradeBar | QuoteBar): void {
    if (data.endTimeMs - this.#lastUpdateMs < this.#updateMs || data.price <= 0) return;
    this.#window.add(data.price);
    this.#volatility = null;
    this.#lastUpdateMs = data.endTimeMs;
  }

  historyRequirements(security: Security): VolatilityHistory {
    this.#window.clear();
    this.#lastUpdateMs = Number.NEGATIVE_INFINITY;
    const resolutions = security.subscriptions.map((config) => config.resolution);
    const resolution = resolutions.length === 0 ? Resolution.Daily : (Math.min(...resolutions) as Resolution);
    return { resolution, periods: this.#window.size + 1 };
  }

  #compute(): Decimal {
    const mean = Decimal.fromDouble(this.#window.mean).abs();
    return mean.isZero() ? Decimal.ZERO : Decimal.fromDouble(this.#window.standardDeviation).dividedBy(mean);
  }
}
