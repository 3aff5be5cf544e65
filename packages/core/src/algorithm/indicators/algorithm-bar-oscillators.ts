import { AroonOscillator } from '../../indicators/aroon-oscillator.ts';
import { AverageDirectionalIndex } from '../../indicators/average-directional-index.ts';
import { AverageDirectionalMovementIndexRating } from '../../indicators/average-directional-movement-index-rating.ts';
import { AwesomeOscillator } from '../../indicators/awesome-oscillator.ts';
import { BalanceOfPower } from '../../indicators/balance-of-power.ts';
import { ChoppinessIndex } from '../../indicators/choppiness-index.ts';
import { CommodityChannelIndex } from '../../indicators/commodity-channel-index.ts';
import { DeMarkerIndicator } from '../../indicators/de-marker-indicator.ts';
import { FisherTransform } from '../../indicators/fisher-transform.ts';
import { InternalBarStrength } from '../../indicators/internal-bar-strength.ts';
import { MassIndex } from '../../indicators/mass-index.ts';
import { MovingAverageType, movingAverageName } from '../../indicators/moving-average-type.ts';
import { PremierStochasticOscillator } from '../../indicators/premier-stochastic-oscillator.ts';
import { RelativeVigorIndex } from '../../indicators/relative-vigor-index.ts';
import { Stochastic } from '../../indicators/stochastic.ts';
import { UltimateOscillator } from '../../indicators/ultimate-oscillator.ts';
import { Vortex } from '../../indicators/vortex.ts';
import { WaveTrendOscillator } from '../../indicators/wave-trend-oscillator.ts';
import { WilliamsPercentR } from '../../indicators/williams-percent-r.ts';
import type { SymbolLike } from '../../securities/securities.ts';
import type { Resolution } from '../../time/resolution.ts';
import { AlgorithmOscillators } from './algorithm-oscillators.ts';
import { splitPeriods } from './indicator-periods.ts';
import type { IndicatorSelector } from './indicator-registry.ts';

/** Oscillators that look at whole bars, by LEAN's names. */
export abstract class AlgorithmBarOscillators extends AlgorithmOscillators {
  /** Average directional index. */
  adx(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): AverageDirectionalIndex {
    const name = this.createIndicatorName(symbol, `ADX(${period})`, resolution);
    return this.startIndicator(symbol, () => new AverageDirectionalIndex(name, period), resolution, selector);
  }

  /** Average directional movement index rating. */
  adxr(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): AverageDirectionalMovementIndexRating {
    const name = this.createIndicatorName(symbol, `ADXR(${period})`, resolution);
    return this.startIndicator(
      symbol,
      () => new AverageDirectionalMovementIndexRating(name, period),
      resolution,
      selector,
    );
  }

  /** Awesome oscillator. */
  ao(
    symbol: SymbolLike,
    fastPeriod: number,
    slowPeriod: number,
    type: MovingAverageType = MovingAverageType.Simple,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): AwesomeOscillator {
    const name = this.createIndicatorName(
      symbol,
      `AO(${fastPeriod},${slowPeriod},${movingAverageName(type)})`,
      resolution,
    );
    return this.startIndicator(
      symbol,
      () => new AwesomeOscillator(name, fastPeriod, slowPeriod, type),
      resolution,
      selector,
    );
  }

  /** Balance of power. */
  bop(symbol: SymbolLike, resolution?: Resolution, selector?: IndicatorSelector): BalanceOfPower {
    const name = this.createIndicatorName(symbol, 'BOP', resolution);
    return this.startIndicator(symbol, () => new BalanceOfPower(name), resolution, selector);
  }

  /** Commodity channel index. */
  cci(
    symbol: SymbolLike,
    period: number,
    movingAverageType: MovingAverageType = MovingAverageType.Simple,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): CommodityChannelIndex {
    const name = this.createIndicatorName(symbol, `CCI(${period})`, resolution);
    return this.startIndicator(
      symbol,
      () => new CommodityChannelIndex(name, period, movingAverageType),
      resolution,
      selector,
    );
  }

  /** Choppiness index. */
  chop(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): ChoppinessIndex {
    const name = this.createIndicatorName(symbol, `CHOP(${period})`, resolution);
    return this.startIndicator(symbol, () => new ChoppinessIndex(name, period), resolution, selector);
  }

  /** DeMark's indicator. */
  dem(
    symbol: SymbolLike,
    period: number,
    type: MovingAverageType = MovingAverageType.Simple,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): DeMarkerIndicator {
    const name = this.createIndicatorName(symbol, `DEM(${period},${movingAverageName(type)})`, resolution);
    return this.startIndicator(symbol, () => new DeMarkerIndicator(name, period, type), resolution, selector);
  }

  /** Fisher transform. */
  fish(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): FisherTransform {
    const name = this.createIndicatorName(symbol, `FISH(${period})`, resolution);
    return this.startIndicator(symbol, () => new FisherTransform(name, period), resolution, selector);
  }

  /** Where the close lies in the bar. */
  ibs(symbol: SymbolLike, resolution?: Resolution, selector?: IndicatorSelector): InternalBarStrength {
    const name = this.createIndicatorName(symbol, 'IBS', resolution);
    return this.startIndicator(symbol, () => new InternalBarStrength(name), resolution, selector);
  }

  /** Mass index. */
  mass(
    symbol: SymbolLike,
    emaPeriod = 9,
    sumPeriod = 25,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): MassIndex {
    const name = this.createIndicatorName(symbol, `MASS(${emaPeriod},${sumPeriod})`, resolution);
    return this.startIndicator(symbol, () => new MassIndex(name, emaPeriod, sumPeriod), resolution, selector);
  }

  /** Premier stochastic oscillator. */
  pso(
    symbol: SymbolLike,
    period: number,
    emaPeriod: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): PremierStochasticOscillator {
    const name = this.createIndicatorName(symbol, `PSO(${period},${emaPeriod})`, resolution);
    return this.startIndicator(
      symbol,
      () => new PremierStochasticOscillator(name, period, emaPeriod),
      resolution,
      selector,
    );
  }

  /** Relative vigor index. */
  rvi(
    symbol: SymbolLike,
    period: number,
    movingAverageType: MovingAverageType = MovingAverageType.Simple,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): RelativeVigorIndex {
    const name = this.createIndicatorName(symbol, `RVI(${period},${movingAverageName(movingAverageType)})`, resolution);
    return this.startIndicator(
      symbol,
      () => new RelativeVigorIndex(name, period, movingAverageType),
      resolution,
      selector,
    );
  }

  /** Williams' ultimate oscillator. */
  ultosc(
    symbol: SymbolLike,
    period1: number,
    period2: number,
    period3: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): UltimateOscillator {
    const name = this.createIndicatorName(symbol, `ULTOSC(${period1},${period2},${period3})`, resolution);
    return this.startIndicator(
      symbol,
      () => new UltimateOscillator(name, period1, period2, period3),
      resolution,
      selector,
    );
  }

  /** Vortex. */
  vtx(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): Vortex {
    const name = this.createIndicatorName(symbol, `VTX(${period})`, resolution);
    return this.startIndicator(symbol, () => new Vortex(name, period), resolution, selector);
  }

  /** Williams' %R. */
  wilr(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): WilliamsPercentR {
    const name = this.createIndicatorName(symbol, `WILR(${period})`, resolution);
    return this.startIndicator(symbol, () => new WilliamsPercentR(name, period), resolution, selector);
  }

  /** Wave trend. */
  wto(
    symbol: SymbolLike,
    channelPeriod: number,
    averagePeriod: number,
    signalPeriod: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): WaveTrendOscillator {
    const name = this.createIndicatorName(symbol, `WTO(${channelPeriod},${averagePeriod},${signalPeriod})`, resolution);
    return this.startIndicator(
      symbol,
      () => new WaveTrendOscillator(name, channelPeriod, averagePeriod, signalPeriod),
      resolution,
      selector,
    );
  }

  /** Aroon oscillator. @param downPeriod the period unless given */
  aroon(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): AroonOscillator;
  aroon(
    symbol: SymbolLike,
    upPeriod: number,
    downPeriod: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): AroonOscillator;
  aroon(symbol: SymbolLike, upPeriod: number, ...rest: readonly unknown[]): AroonOscillator {
    const [[downPeriod = upPeriod], resolution, selector] = splitPeriods(rest, 1);
    const name = this.createIndicatorName(symbol, `AROON(${upPeriod},${downPeriod})`, resolution);
    return this.startIndicator(symbol, () => new AroonOscillator(name, upPeriod, downPeriod), resolution, selector);
  }

  /** Stochastic. Periods of the averages: the period itself unless both are given. */
  sto(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): Stochastic;
  sto(
    symbol: SymbolLike,
    period: number,
    kPeriod: number,
    dPeriod: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): Stochastic;
  sto(symbol: SymbolLike, period: number, ...rest: readonly unknown[]): Stochastic {
    const [[kPeriod = period, dPeriod = period], resolution, selector] = splitPeriods(rest, 2);
    const name = this.createIndicatorName(symbol, `STO(${period},${kPeriod},${dPeriod})`, resolution);
    return this.startIndicator(symbol, () => new Stochastic(name, period, kPeriod, dPeriod), resolution, selector);
  }
}
