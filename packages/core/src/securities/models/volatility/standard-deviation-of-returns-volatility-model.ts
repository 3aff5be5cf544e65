import type { Duration } from 'luxon';
import { LockstepError } from '../../../errors/lockstep-error.ts';
import type { QuoteBar } from '../../../market/quote-bar.ts';
import type { TradeBar } from '../../../market/trade-bar.ts';
import { Decimal } from '../../../numeric/decimal.ts';
import { MS_PER_DAY, Resolution, resolutionToMs } from '../../../time/resolution.ts';
import type { Security } from '../../security.ts';
import type { VolatilityHistory, VolatilityModel } from '../models.ts';
import { VolatilityWindow } from './volatility-window.ts';

const ROOT_OF_TRADING_DAYS = Decimal.fromDouble(Math.sqrt(252));

/** Sample standard deviation of the returns from one update to the next, times √252. */
export class StandardDeviationOfReturnsVolatilityModel implements VolatilityModel {
  readonly #window: VolatilityWindow;
  readonly #resolution: Resolution | undefined;
  readonly #updateMs: number;
  #lastUpdateMs = Number.NEGATIVE_INFINITY;
  #lastPrice = 0;
  #volatility: Decimal | null = Decimal.ZERO;

  /**
   * @param periods returns that are looked at, at least 2
   * @param resolution of the past data for warm-up; daily unless given
   * @param updateFrequency least time between two updates; unless given that of the resolution, or a day
   * @throws LockstepError `VOLATILITY_INVALID`
   */
  constructor(periods: number, resolution?: Resolution, updateFrequency?: Duration) {
    if (!(Number.isInteger(periods) && periods >= 2)) {
      throw new LockstepError(
        'VOLATILITY_INVALID',
        `Received ${periods} periods, expected a whole number, at least 2.`,
      );
    }
    this.#window = new VolatilityWindow(periods);
    this.#resolution = resolution;
    this.#updateMs =
      updateFrequency?.toMillis() ?? (resolution === undefined ? MS_PER_DAY : resolutionToMs(resolution));
  }

  get volatility(): Decimal {
    if (this.#window.count < 2) return Decimal.ZERO;
    this.#volatility ??= Decimal.fromDouble(this.#window.standardDeviation).times(ROOT_OF_TRADING_DAYS);
    return this.#volatility;
  }

  update(_security: Security, data: TradeBar | QuoteBar): void {
    if (data.endTimeMs - this.#lastUpdateMs < this.#updateMs || data.price <= 0) return;
    if (this.#lastPrice > 0) {
      this.#window.add(data.price / this.#lastPrice - 1);
      this.#volatility = null;
    }
    this.#lastUpdateMs = data.endTimeMs;
    this.#lastPrice = data.price;
  }

  historyRequirements(): VolatilityHistory {
    this.#window.clear();
    this.#lastUpdateMs = Number.NEGATIVE_INFINITY;
    this.#lastPrice = 0;
    return { resolution: this.#resolution ?? Resolution.Daily, periods: this.#window.size + 1 };
  }
}
