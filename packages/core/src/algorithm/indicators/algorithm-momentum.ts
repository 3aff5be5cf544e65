import { AbsolutePriceOscillator } from '../../indicators/absolute-price-oscillator.ts';
import { AugenPriceSpike } from '../../indicators/augen-price-spike.ts';
import { LogReturn } from '../../indicators/log-return.ts';
import { Momentum } from '../../indicators/momentum.ts';
import { MomentumPercent } from '../../indicators/momentum-percent.ts';
import { Momersion } from '../../indicators/momersion.ts';
import { MovingAverageConvergenceDivergence } from '../../indicators/moving-average-convergence-divergence.ts';
import { MovingAverageType } from '../../indicators/moving-average-type.ts';
import { PercentagePriceOscillator } from '../../indicators/percentage-price-oscillator.ts';
import { RateOfChange } from '../../indicators/rate-of-change.ts';
import { RateOfChangePercent } from '../../indicators/rate-of-change-percent.ts';
import { RateOfChangeRatio } from '../../indicators/rate-of-change-ratio.ts';
import type { SymbolLike } from '../../securities/securities.ts';
import type { Resolution } from '../../time/resolution.ts';
import { AlgorithmAverages } from './algorithm-averages.ts';
import type { IndicatorSelector } from './indicator-registry.ts';

/** Changes of prices and differences of averages, by LEAN's names. */
export abstract class AlgorithmMomentum extends AlgorithmAverages {
  /** Moving average convergence divergence. */
  macd(
    symbol: SymbolLike,
    fastPeriod: number,
    slowPeriod: number,
    signalPeriod: number,
    type: MovingAverageType = MovingAverageType.Exponential,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): MovingAverageConvergenceDivergence {
    const name = this.createIndicatorName(symbol, `MACD(${fastPeriod},${slowPeriod},${signalPeriod})`, resolution);
    return this.startIndicator(
      symbol,
      () => new MovingAverageConvergenceDivergence(name, fastPeriod, slowPeriod, signalPeriod, type),
      resolution,
      selector,
    );
  }

  /** Absolute price oscillator. */
  apo(
    symbol: SymbolLike,
    fastPeriod: number,
    slowPeriod: number,
    movingAverageType: MovingAverageType = MovingAverageType.Simple,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): AbsolutePriceOscillator {
    const name = this.createIndicatorName(symbol, `APO(${fastPeriod},${slowPeriod})`, resolution);
    return this.startIndicator(
      symbol,
      () => new AbsolutePriceOscillator(name, fastPeriod, slowPeriod, movingAverageType),
      resolution,
      selector,
    );
  }

  /** Percentage price oscillator. */
  ppo(
    symbol: SymbolLike,
    fastPeriod: number,
    slowPeriod: number,
    movingAverageType: MovingAverageType = MovingAverageType.Simple,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): PercentagePriceOscillator {
    const name = this.createIndicatorName(symbol, `PPO(${fastPeriod},${slowPeriod})`, resolution);
    return this.startIndicator(
      symbol,
      () => new PercentagePriceOscillator(name, fastPeriod, slowPeriod, movingAverageType),
      resolution,
      selector,
    );
  }

  /** Difference to the value so many bars ago. */
  mom(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): Momentum {
    const name = this.createIndicatorName(symbol, `MOM(${period})`, resolution);
    return this.startIndicator(symbol, () => new Momentum(name, period), resolution, selector);
  }

  /** Change since so many bars ago, in percent. */
  momp(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): MomentumPercent {
    const name = this.createIndicatorName(symbol, `MOMP(${period})`, resolution);
    return this.startIndicator(symbol, () => new MomentumPercent(name, period), resolution, selector);
  }

  /** Change since so many bars ago, as a fraction. */
  roc(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): RateOfChange {
    const name = this.createIndicatorName(symbol, `ROC(${period})`, resolution);
    return this.startIndicator(symbol, () => new RateOfChange(name, period), resolution, selector);
  }

  /** Change since so many bars ago, in percent. */
  rocp(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): RateOfChangePercent {
    const name = this.createIndicatorName(symbol, `ROCP(${period})`, resolution);
    return this.startIndicator(symbol, () => new RateOfChangePercent(name, period), resolution, selector);
  }

  /** Quotient of the value and the one so many bars ago. */
  rocr(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): RateOfChangeRatio {
    const name = this.createIndicatorName(symbol, `ROCR(${period})`, resolution);
    return this.startIndicator(symbol, () => new RateOfChangeRatio(name, period), resolution, selector);
  }

  /** Logarithm of the quotient of the value and the one so many bars ago. */
  logr(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): LogReturn {
    const name = this.createIndicatorName(symbol, `LOGR(${period})`, resolution);
    return this.startIndicator(symbol, () => new LogReturn(name, period), resolution, selector);
  }

  /** Momersion. @param minPeriod steps after which it is ready; null: after the full period */
  momersion(
    symbol: SymbolLike,
    minPeriod: number | null,
    fullPeriod: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): Momersion {
    const name = this.createIndicatorName(symbol, `MOMERSION(${minPeriod ?? ''},${fullPeriod})`, resolution);
    return this.startIndicator(symbol, () => new Momersion(name, minPeriod, fullPeriod), resolution, selector);
  }

  /** Augen's price spike. */
  aps(symbol: SymbolLike, period = 3, resolution?: Resolution, selector?: IndicatorSelector): AugenPriceSpike {
    const name = this.createIndicatorName(symbol, `APS(${period})`, resolution);
    return this.startIndicator(symbol, () => new AugenPriceSpike(name, period), resolution, selector);
  }
}
