import { AccumulationDistribution } from '../../indicators/accumulation-distribution.ts';
import { AccumulationDistributionOscillator } from '../../indicators/accumulation-distribution-oscillator.ts';
import { ChaikinMoneyFlow } from '../../indicators/chaikin-money-flow.ts';
import { ChaikinOscillator } from '../../indicators/chaikin-oscillator.ts';
import { EaseOfMovementValue } from '../../indicators/ease-of-movement-value.ts';
import { ForceIndex } from '../../indicators/force-index.ts';
import { IntradayVwap } from '../../indicators/intraday-vwap.ts';
import { KlingerVolumeOscillator } from '../../indicators/klinger-volume-oscillator.ts';
import { MoneyFlowIndex } from '../../indicators/money-flow-index.ts';
import { MovingAverageType } from '../../indicators/moving-average-type.ts';
import { OnBalanceVolume } from '../../indicators/on-balance-volume.ts';
import { RelativeDailyVolume } from '../../indicators/relative-daily-volume.ts';
import { SmoothedOnBalanceVolume } from '../../indicators/smoothed-on-balance-volume.ts';
import { TimeProfile } from '../../indicators/time-profile.ts';
import { VolumeProfile } from '../../indicators/volume-profile.ts';
import { VolumeWeightedAveragePriceIndicator } from '../../indicators/volume-weighted-average-price-indicator.ts';
import { VolumeWeightedMovingAverage } from '../../indicators/volume-weighted-moving-average.ts';
import type { SymbolLike } from '../../securities/securities.ts';
import { Resolution } from '../../time/resolution.ts';
import { AlgorithmVolatility } from './algorithm-volatility.ts';
import type { IndicatorSelector } from './indicator-registry.ts';

/** Indicators that look at volume, by LEAN's names. */
export abstract class AlgorithmVolume extends AlgorithmVolatility {
  /** Accumulation and distribution. */
  ad(symbol: SymbolLike, resolution?: Resolution, selector?: IndicatorSelector): AccumulationDistribution {
    const name = this.createIndicatorName(symbol, 'AD', resolution);
    return this.startIndicator(symbol, () => new AccumulationDistribution(name), resolution, selector);
  }

  /** Accumulation and distribution oscillator. */
  adosc(
    symbol: SymbolLike,
    fastPeriod: number,
    slowPeriod: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): AccumulationDistributionOscillator {
    const name = this.createIndicatorName(symbol, `ADOSC(${fastPeriod},${slowPeriod})`, resolution);
    return this.startIndicator(
      symbol,
      () => new AccumulationDistributionOscillator(name, fastPeriod, slowPeriod),
      resolution,
      selector,
    );
  }

  /** Chaikin oscillator. */
  co(
    symbol: SymbolLike,
    fastPeriod: number,
    slowPeriod: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): ChaikinOscillator {
    const name = this.createIndicatorName(symbol, `CO(${fastPeriod},${slowPeriod})`, resolution);
    return this.startIndicator(symbol, () => new ChaikinOscillator(name, fastPeriod, slowPeriod), resolution, selector);
  }

  /** Chaikin money flow. */
  cmf(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): ChaikinMoneyFlow {
    const name = this.createIndicatorName(symbol, `CMF(${period})`, resolution);
    return this.startIndicator(symbol, () => new ChaikinMoneyFlow(name, period), resolution, selector);
  }

  /** Arms' ease of movement. */
  emv(
    symbol: SymbolLike,
    period = 1,
    scale = 10_000,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): EaseOfMovementValue {
    const name = this.createIndicatorName(symbol, `EMV(${period}, ${scale})`, resolution);
    return this.startIndicator(symbol, () => new EaseOfMovementValue(name, period, scale), resolution, selector);
  }

  /** Force index. */
  fi(
    symbol: SymbolLike,
    period: number,
    type: MovingAverageType = MovingAverageType.Exponential,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): ForceIndex {
    const name = this.createIndicatorName(symbol, `FI(${period})`, resolution);
    return this.startIndicator(symbol, () => new ForceIndex(name, period, type), resolution, selector);
  }

  /** Klinger's volume oscillator. */
  kvo(
    symbol: SymbolLike,
    fastPeriod: number,
    slowPeriod: number,
    signalPeriod = 13,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): KlingerVolumeOscillator {
    const name = this.createIndicatorName(symbol, `KVO(${fastPeriod},${slowPeriod},${signalPeriod})`, resolution);
    return this.startIndicator(
      symbol,
      () => new KlingerVolumeOscillator(name, fastPeriod, slowPeriod, signalPeriod),
      resolution,
      selector,
    );
  }

  /** Money flow index. */
  mfi(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): MoneyFlowIndex {
    const name = this.createIndicatorName(symbol, `MFI(${period})`, resolution);
    return this.startIndicator(symbol, () => new MoneyFlowIndex(name, period), resolution, selector);
  }

  /** On balance volume. */
  obv(symbol: SymbolLike, resolution?: Resolution, selector?: IndicatorSelector): OnBalanceVolume {
    const name = this.createIndicatorName(symbol, 'OBV', resolution);
    return this.startIndicator(symbol, () => new OnBalanceVolume(name), resolution, selector);
  }

  /** Smoothed on balance volume. */
  sobv(
    symbol: SymbolLike,
    period: number,
    type: MovingAverageType = MovingAverageType.Simple,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): SmoothedOnBalanceVolume {
    const name = this.createIndicatorName(symbol, `SOBV(${period})`, resolution);
    return this.startIndicator(symbol, () => new SmoothedOnBalanceVolume(name, period, type), resolution, selector);
  }

  /** Relative daily volume. */
  rdv(
    symbol: SymbolLike,
    period = 2,
    resolution: Resolution = Resolution.Daily,
    selector?: IndicatorSelector,
  ): RelativeDailyVolume {
    const name = this.createIndicatorName(symbol, `RDV(${period})`, resolution);
    return this.startIndicator(symbol, () => new RelativeDailyVolume(name, period), resolution, selector);
  }

  /** Time profile. */
  tp(
    symbol: SymbolLike,
    period = 2,
    valueAreaVolumePercentage = 0.7,
    priceRangeRoundOff = 0.05,
    resolution: Resolution = Resolution.Daily,
    selector?: IndicatorSelector,
  ): TimeProfile {
    const name = this.createIndicatorName(
      symbol,
      `TP(${period},${valueAreaVolumePercentage},${priceRangeRoundOff})`,
      resolution,
    );
    return this.startIndicator(
      symbol,
      () => new TimeProfile(name, period, valueAreaVolumePercentage, priceRangeRoundOff),
      resolution,
      selector,
    );
  }

  /** Volume profile. */
  vp(
    symbol: SymbolLike,
    period = 2,
    valueAreaVolumePercentage = 0.7,
    priceRangeRoundOff = 0.05,
    resolution: Resolution = Resolution.Daily,
    selector?: IndicatorSelector,
  ): VolumeProfile {
    const name = this.createIndicatorName(
      symbol,
      `VP(${period},${valueAreaVolumePercentage},${priceRangeRoundOff})`,
      resolution,
    );
    return this.startIndicator(
      symbol,
      () => new VolumeProfile(name, period, valueAreaVolumePercentage, priceRangeRoundOff),
      resolution,
      selector,
    );
  }

  /** Volume weighted moving average. */
  vwma(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): VolumeWeightedMovingAverage {
    const name = this.createIndicatorName(symbol, `VWMA(${period})`, resolution);
    return this.startIndicator(symbol, () => new VolumeWeightedMovingAverage(name, period), resolution, selector);
  }

  /** Volume weighted average price: of the day so far, or of so many bars. */
  vwap(symbol: SymbolLike): IntradayVwap;
  vwap(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): VolumeWeightedAveragePriceIndicator;
  vwap(
    symbol: SymbolLike,
    period?: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): IntradayVwap | VolumeWeightedAveragePriceIndicator {
    if (period === undefined) {
      const name = this.createIndicatorName(symbol, 'VWAP', undefined);
      return this.startIndicator(symbol, () => new IntradayVwap(name), undefined, undefined);
    }
    const name = this.createIndicatorName(symbol, `VWAP(${period})`, resolution);
    return this.startIndicator(
      symbol,
      () => new VolumeWeightedAveragePriceIndicator(name, period),
      resolution,
      selector,
    );
  }
}
