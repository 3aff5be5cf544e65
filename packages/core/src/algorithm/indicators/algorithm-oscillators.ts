import { ChandeMomentumOscillator } from '../../indicators/chande-momentum-oscillator.ts';
import { ConnorsRelativeStrengthIndex } from '../../indicators/connors-relative-strength-index.ts';
import { CoppockCurve } from '../../indicators/coppock-curve.ts';
import { DerivativeOscillator } from '../../indicators/derivative-oscillator.ts';
import { DetrendedPriceOscillator } from '../../indicators/detrended-price-oscillator.ts';
import { HilbertTransform } from '../../indicators/hilbert-transform.ts';
import { HurstExponent } from '../../indicators/hurst-exponent.ts';
import { KnowSureThing } from '../../indicators/know-sure-thing.ts';
import { MovingAverageType, movingAverageName } from '../../indicators/moving-average-type.ts';
import { RelativeStrengthIndex } from '../../indicators/relative-strength-index.ts';
import { SchaffTrendCycle } from '../../indicators/schaff-trend-cycle.ts';
import { StochasticRelativeStrengthIndex } from '../../indicators/stochastic-relative-strength-index.ts';
import { SwissArmyKnife, type SwissArmyKnifeTool, swissArmyKnifeToolName } from '../../indicators/swiss-army-knife.ts';
import { Trix } from '../../indicators/trix.ts';
import { TrueStrengthIndex } from '../../indicators/true-strength-index.ts';
import type { SymbolLike } from '../../securities/securities.ts';
import type { Resolution } from '../../time/resolution.ts';
import { AlgorithmMomentum } from './algorithm-momentum.ts';
import type { IndicatorSelector } from './indicator-registry.ts';

/** Oscillators and cycles of single prices, by LEAN's names. */
export abstract class AlgorithmOscillators extends AlgorithmMomentum {
  /** Relative strength index. */
  rsi(
    symbol: SymbolLike,
    period: number,
    movingAverageType: MovingAverageType = MovingAverageType.Wilders,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): RelativeStrengthIndex {
    const name = this.createIndicatorName(symbol, `RSI(${period},${movingAverageName(movingAverageType)})`, resolution);
    return this.startIndicator(
      symbol,
      () => new RelativeStrengthIndex(name, period, movingAverageType),
      resolution,
      selector,
    );
  }

  /** Chande's momentum oscillator. */
  cmo(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): ChandeMomentumOscillator {
    const name = this.createIndicatorName(symbol, `CMO(${period})`, resolution);
    return this.startIndicator(symbol, () => new ChandeMomentumOscillator(name, period), resolution, selector);
  }

  /** Connors' relative strength index. */
  crsi(
    symbol: SymbolLike,
    rsiPeriod: number,
    rsiPeriodStreak: number,
    lookBackPeriod: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): ConnorsRelativeStrengthIndex {
    const name = this.createIndicatorName(
      symbol,
      `CRSI(${rsiPeriod},${rsiPeriodStreak},${lookBackPeriod})`,
      resolution,
    );
    return this.startIndicator(
      symbol,
      () => new ConnorsRelativeStrengthIndex(name, rsiPeriod, rsiPeriodStreak, lookBackPeriod),
      resolution,
      selector,
    );
  }

  /** Stochastic of a relative strength index. */
  srsi(
    symbol: SymbolLike,
    rsiPeriod: number,
    stochPeriod: number,
    kSmoothingPeriod: number,
    dSmoothingPeriod: number,
    movingAverageType: MovingAverageType = MovingAverageType.Simple,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): StochasticRelativeStrengthIndex {
    const name = this.createIndicatorName(
      symbol,
      `SRSI(${rsiPeriod},${stochPeriod},${kSmoothingPeriod},${dSmoothingPeriod})`,
      resolution,
    );
    return this.startIndicator(
      symbol,
      () =>
        new StochasticRelativeStrengthIndex(
          name,
          rsiPeriod,
          stochPeriod,
          kSmoothingPeriod,
          dSmoothingPeriod,
          movingAverageType,
        ),
      resolution,
      selector,
    );
  }

  /** Coppock curve. */
  cc(
    symbol: SymbolLike,
    shortRocPeriod = 11,
    longRocPeriod = 14,
    lwmaPeriod = 10,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): CoppockCurve {
    const name = this.createIndicatorName(symbol, `CC(${shortRocPeriod},${longRocPeriod},${lwmaPeriod})`, resolution);
    return this.startIndicator(
      symbol,
      () => new CoppockCurve(name, shortRocPeriod, longRocPeriod, lwmaPeriod),
      resolution,
      selector,
    );
  }

  /** Derivative oscillator. */
  do(
    symbol: SymbolLike,
    rsiPeriod: number,
    smoothingRsiPeriod: number,
    doubleSmoothingRsiPeriod: number,
    signalLinePeriod: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): DerivativeOscillator {
    const name = this.createIndicatorName(
      symbol,
      `DO(${rsiPeriod},${smoothingRsiPeriod},${doubleSmoothingRsiPeriod},${signalLinePeriod})`,
      resolution,
    );
    return this.startIndicator(
      symbol,
      () => new DerivativeOscillator(name, rsiPeriod, smoothingRsiPeriod, doubleSmoothingRsiPeriod, signalLinePeriod),
      resolution,
      selector,
    );
  }

  /** Detrended price oscillator. */
  dpo(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): DetrendedPriceOscillator {
    const name = this.createIndicatorName(symbol, `DPO(${period})`, resolution);
    return this.startIndicator(symbol, () => new DetrendedPriceOscillator(name, period), resolution, selector);
  }

  /** Pring's know sure thing. */
  kst(
    symbol: SymbolLike,
    roc1Period = 10,
    roc1MaPeriod = 10,
    roc2Period = 15,
    roc2MaPeriod = 10,
    roc3Period = 20,
    roc3MaPeriod = 10,
    roc4Period = 30,
    roc4MaPeriod = 15,
    signalPeriod = 9,
    movingAverageType: MovingAverageType = MovingAverageType.Simple,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): KnowSureThing {
    const name = this.createIndicatorName(
      symbol,
      `KST(${roc1Period},${roc1MaPeriod},${roc2Period},${roc2MaPeriod},${roc3Period},${roc3MaPeriod},${roc4Period},${roc4MaPeriod},${signalPeriod},${movingAverageName(movingAverageType)})`,
      resolution,
    );
    return this.startIndicator(
      symbol,
      () =>
        new KnowSureThing(
          name,
          roc1Period,
          roc1MaPeriod,
          roc2Period,
          roc2MaPeriod,
          roc3Period,
          roc3MaPeriod,
          roc4Period,
          roc4MaPeriod,
          signalPeriod,
          movingAverageType,
        ),
      resolution,
      selector,
    );
  }

  /** True strength index. */
  tsi(
    symbol: SymbolLike,
    longTermPeriod = 25,
    shortTermPeriod = 13,
    signalPeriod = 7,
    signalType: MovingAverageType = MovingAverageType.Exponential,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): TrueStrengthIndex {
    const name = this.createIndicatorName(
      symbol,
      `TSI(${longTermPeriod},${shortTermPeriod},${signalPeriod})`,
      resolution,
    );
    return this.startIndicator(
      symbol,
      () => new TrueStrengthIndex(name, longTermPeriod, shortTermPeriod, signalPeriod, signalType),
      resolution,
      selector,
    );
  }

  /** Change of a three times smoothed average, in percent. */
  trix(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): Trix {
    const name = this.createIndicatorName(symbol, `TRIX(${period})`, resolution);
    return this.startIndicator(symbol, () => new Trix(name, period), resolution, selector);
  }

  /** Schaff's trend cycle. */
  stc(
    symbol: SymbolLike,
    cyclePeriod = 10,
    fastPeriod = 23,
    slowPeriod = 50,
    movingAverageType: MovingAverageType = MovingAverageType.Exponential,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): SchaffTrendCycle {
    const name = this.createIndicatorName(symbol, `STC(${cyclePeriod},${fastPeriod},${slowPeriod})`, resolution);
    return this.startIndicator(
      symbol,
      () => new SchaffTrendCycle(name, cyclePeriod, fastPeriod, slowPeriod, movingAverageType),
      resolution,
      selector,
    );
  }

  /** Hurst exponent. */
  he(
    symbol: SymbolLike,
    period: number,
    maxLag = 20,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): HurstExponent {
    const name = this.createIndicatorName(symbol, `HE(${period},${maxLag})`, resolution);
    return this.startIndicator(symbol, () => new HurstExponent(name, period, maxLag), resolution, selector);
  }

  /** Hilbert transform. */
  ht(
    symbol: SymbolLike,
    length = 7,
    inPhaseMultiplicationFactor = 0.635,
    quadratureMultiplicationFactor = 0.338,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): HilbertTransform {
    const name = this.createIndicatorName(
      symbol,
      `HT(${length}, ${inPhaseMultiplicationFactor}, ${quadratureMultiplicationFactor})`,
      resolution,
    );
    return this.startIndicator(
      symbol,
      () => new HilbertTransform(name, length, inPhaseMultiplicationFactor, quadratureMultiplicationFactor),
      resolution,
      selector,
    );
  }

  /** Ehlers' Swiss army knife. */
  swiss(
    symbol: SymbolLike,
    period: number,
    delta: number,
    tool: SwissArmyKnifeTool,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): SwissArmyKnife {
    const name = this.createIndicatorName(
      symbol,
      `SWISS(${period},${delta},${swissArmyKnifeToolName(tool)})`,
      resolution,
    );
    return this.startIndicator(symbol, () => new SwissArmyKnife(name, period, delta, tool), resolution, selector);
  }
}
