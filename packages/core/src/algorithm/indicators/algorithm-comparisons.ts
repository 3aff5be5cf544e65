import { AdvanceDeclineDifference } from '../../indicators/advance-decline-difference.ts';
import { AdvanceDeclineRatio } from '../../indicators/advance-decline-ratio.ts';
import { AdvanceDeclineVolumeRatio } from '../../indicators/advance-decline-volume-ratio.ts';
import { Alpha } from '../../indicators/alpha.ts';
import { ArmsIndex } from '../../indicators/arms-index.ts';
import { Beta } from '../../indicators/beta.ts';
import { Correlation, CorrelationType } from '../../indicators/correlation.ts';
import { Covariance } from '../../indicators/covariance.ts';
import { McClellanOscillator } from '../../indicators/mc-clellan-oscillator.ts';
import { McClellanSummationIndex } from '../../indicators/mc-clellan-summation-index.ts';
import { NewHighsNewLows } from '../../indicators/new-highs-new-lows.ts';
import { NewHighsNewLowsVolume } from '../../indicators/new-highs-new-lows-volume.ts';
import type { WholeBarIndicator } from '../../indicators/whole-bar-indicator.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import type { SymbolLike } from '../../securities/securities.ts';
import type { Resolution } from '../../time/resolution.ts';
import { AlgorithmVolume } from './algorithm-volume.ts';
import type { IndicatorSelector } from './indicator-registry.ts';

/** Indicators of several securities, by LEAN's names. */
export abstract class AlgorithmComparisons extends AlgorithmVolume {
  /** Jensen's alpha of a security against a reference. @param riskFreeRate the run's riskless rate unless given */
  a(
    target: SymbolLike,
    reference: SymbolLike,
    alphaPeriod = 1,
    betaPeriod = 252,
    resolution?: Resolution,
    riskFreeRate?: number | null,
    selector?: IndicatorSelector,
  ): Alpha {
    const periods = `${alphaPeriod},${betaPeriod}`;
    const label = riskFreeRate == null ? `A(${periods})` : `A(${periods},${riskFreeRate})`;
    const name = this.createIndicatorName(target, label, resolution);
    const rate = riskFreeRate ?? this.run.riskFreeInterestRate;
    const [targetSymbol, referenceSymbol] = this.#pair(target, reference);
    const make = () => new Alpha(name, targetSymbol, referenceSymbol, alphaPeriod, betaPeriod, rate);
    return this.startIndicator([target, reference], make, resolution, selector);
  }

  /** Beta of a security against a reference. */
  b(
    target: SymbolLike,
    reference: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): Beta {
    const name = this.createIndicatorName(null, `B(${period})`, resolution);
    const pair = this.#pair(target, reference);
    const make = () => new Beta(name, ...pair, period);
    return this.startIndicator([target, reference], make, resolution, selector);
  }

  /** Correlation of two securities. */
  c(
    target: SymbolLike,
    reference: SymbolLike,
    period: number,
    correlationType: CorrelationType = CorrelationType.Pearson,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): Correlation {
    const name = this.createIndicatorName(null, `C(${period})`, resolution);
    const pair = this.#pair(target, reference);
    const make = () => new Correlation(name, ...pair, period, correlationType);
    return this.startIndicator([target, reference], make, resolution, selector);
  }

  /** Covariance of the returns of two securities. */
  cov(
    target: SymbolLike,
    reference: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): Covariance {
    const name = this.createIndicatorName(null, `COV(${period})`, resolution);
    const pair = this.#pair(target, reference);
    const make = () => new Covariance(name, ...pair, period);
    return this.startIndicator([target, reference], make, resolution, selector);
  }

  /** Number of securities that rose over the number of those that fell. */
  adr(symbols: readonly SymbolLike[], resolution?: Resolution, selector?: IndicatorSelector): AdvanceDeclineRatio {
    const name = this.createIndicatorName(null, 'A/D Ratio', resolution);
    return this.#follow(symbols, () => new AdvanceDeclineRatio(name), resolution, selector);
  }

  /** Volume of securities that rose over the volume of those that fell. */
  advr(
    symbols: readonly SymbolLike[],
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): AdvanceDeclineVolumeRatio {
    const name = this.createIndicatorName(null, 'A/D Volume Rate', resolution);
    return this.#follow(symbols, () => new AdvanceDeclineVolumeRatio(name), resolution, selector);
  }

  /** How many more securities rose than fell. */
  addiff(
    symbols: readonly SymbolLike[],
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): AdvanceDeclineDifference {
    const name = this.createIndicatorName(null, 'A/D Difference', resolution);
    return this.#follow(symbols, () => new AdvanceDeclineDifference(name), resolution, selector);
  }

  /** Arms index. */
  trin(symbols: readonly SymbolLike[], resolution?: Resolution, selector?: IndicatorSelector): ArmsIndex {
    const name = this.createIndicatorName(null, 'TRIN', resolution);
    return this.#follow(symbols, () => new ArmsIndex(name), resolution, selector);
  }

  /** McClellan oscillator. */
  mosc(
    symbols: readonly SymbolLike[],
    fastPeriod = 19,
    slowPeriod = 39,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): McClellanOscillator {
    const name = this.createIndicatorName(null, `MO(${fastPeriod},${slowPeriod})`, resolution);
    return this.#follow(symbols, () => new McClellanOscillator(name, fastPeriod, slowPeriod), resolution, selector);
  }

  /** McClellan summation index. */
  msi(
    symbols: readonly SymbolLike[],
    fastPeriod = 19,
    slowPeriod = 39,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): McClellanSummationIndex {
    const name = this.createIndicatorName(null, `MSI(${fastPeriod},${slowPeriod})`, resolution);
    return this.#follow(symbols, () => new McClellanSummationIndex(name, fastPeriod, slowPeriod), resolution, selector);
  }

  /** New highs and new lows. */
  nhnl(
    symbols: readonly SymbolLike[],
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): NewHighsNewLows {
    const name = this.createIndicatorName(null, `NH/NL(${period})`, resolution);
    return this.#follow(symbols, () => new NewHighsNewLows(name, period), resolution, selector);
  }

  /** New highs and new lows by volume. */
  nhnlv(
    symbols: readonly SymbolLike[],
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): NewHighsNewLowsVolume {
    const name = this.createIndicatorName(null, `NH/NL Volume(${period})`, resolution);
    return this.#follow(symbols, () => new NewHighsNewLowsVolume(name, period), resolution, selector);
  }

  #pair(target: SymbolLike, reference: SymbolLike): [target: SecuritySymbol, reference: SecuritySymbol] {
    const { indicators } = this.run;
    return [indicators.symbolOf(target), indicators.symbolOf(reference)];
  }

  #follow<I extends WholeBarIndicator & { add(asset: SecuritySymbol): void }>(
    symbols: readonly SymbolLike[],
    make: () => I,
    resolution: Resolution | undefined,
    selector: IndicatorSelector | undefined,
  ): I {
    const assets = symbols.map((symbol) => this.run.indicators.symbolOf(symbol));
    const makeWithAssets = (): I => {
      const indicator = make();
      for (const asset of assets) indicator.add(asset);
      return indicator;
    };
    return this.startIndicator(symbols, makeWithAssets, resolution, selector);
  }
}
