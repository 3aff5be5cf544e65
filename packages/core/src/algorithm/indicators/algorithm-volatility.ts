import { AccelerationBands } from '../../indicators/acceleration-bands.ts';
import { AverageRange } from '../../indicators/average-range.ts';
import { AverageTrueRange } from '../../indicators/average-true-range.ts';
import { BollingerBands } from '../../indicators/bollinger-bands.ts';
import { DonchianChannel } from '../../indicators/donchian-channel.ts';
import { Field } from '../../indicators/field.ts';
import { FilteredIdentity } from '../../indicators/filtered-identity.ts';
import { Identity } from '../../indicators/identity.ts';
import { KeltnerChannels } from '../../indicators/keltner-channels.ts';
import { Maximum } from '../../indicators/maximum.ts';
import { MeanAbsoluteDeviation } from '../../indicators/mean-absolute-deviation.ts';
import { MidPoint } from '../../indicators/mid-point.ts';
import { MidPrice } from '../../indicators/mid-price.ts';
import { Minimum } from '../../indicators/minimum.ts';
import { MovingAverageType } from '../../indicators/moving-average-type.ts';
import { NormalizedAverageTrueRange } from '../../indicators/normalized-average-true-range.ts';
import { RogersSatchellVolatility } from '../../indicators/rogers-satchell-volatility.ts';
import { SharpeRatio } from '../../indicators/sharpe-ratio.ts';
import { SortinoRatio } from '../../indicators/sortino-ratio.ts';
import { SqueezeMomentum } from '../../indicators/squeeze-momentum.ts';
import { StandardDeviation } from '../../indicators/standard-deviation.ts';
import { Sum } from '../../indicators/sum.ts';
import { TargetDownsideDeviation } from '../../indicators/target-downside-deviation.ts';
import { TrueRange } from '../../indicators/true-range.ts';
import { ValueAtRisk } from '../../indicators/value-at-risk.ts';
import { Variance } from '../../indicators/variance.ts';
import type { WholeBar } from '../../indicators/whole-bar-indicator.ts';
import { DataKind } from '../../market/data-batch.ts';
import type { SymbolLike } from '../../securities/securities.ts';
import type { Resolution } from '../../time/resolution.ts';
import { AlgorithmTurns } from '../algorithm-turns.ts';
import { splitPeriods } from './indicator-periods.ts';
import type { IndicatorSelector } from './indicator-registry.ts';

/** Ranges, bands and statistics, by LEAN's names. */
export abstract class AlgorithmVolatility extends AlgorithmTurns {
  /** Acceleration bands. */
  abands(
    symbol: SymbolLike,
    period: number,
    width = 4,
    movingAverageType: MovingAverageType = MovingAverageType.Simple,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): AccelerationBands {
    const name = this.createIndicatorName(symbol, `ABANDS(${period},${width})`, resolution);
    return this.startIndicator(
      symbol,
      () => new AccelerationBands(name, period, width, movingAverageType),
      resolution,
      selector,
    );
  }

  /** Average of high minus low. */
  ar(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): AverageRange {
    const name = this.createIndicatorName(symbol, `AR(${period})`, resolution);
    return this.startIndicator(symbol, () => new AverageRange(name, period), resolution, selector);
  }

  /** Average true range. */
  atr(
    symbol: SymbolLike,
    period: number,
    type: MovingAverageType = MovingAverageType.Simple,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): AverageTrueRange {
    const name = this.createIndicatorName(symbol, `ATR(${period})`, resolution);
    return this.startIndicator(symbol, () => new AverageTrueRange(name, period, type), resolution, selector);
  }

  /** Bollinger bands. */
  bb(
    symbol: SymbolLike,
    period: number,
    k: number,
    movingAverageType: MovingAverageType = MovingAverageType.Simple,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): BollingerBands {
    const name = this.createIndicatorName(symbol, `BB(${period},${k})`, resolution);
    return this.startIndicator(
      symbol,
      () => new BollingerBands(name, period, k, movingAverageType),
      resolution,
      selector,
    );
  }

  /** Keltner channels. */
  kch(
    symbol: SymbolLike,
    period: number,
    k: number,
    movingAverageType: MovingAverageType = MovingAverageType.Simple,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): KeltnerChannels {
    const name = this.createIndicatorName(symbol, `KCH(${period},${k})`, resolution);
    return this.startIndicator(
      symbol,
      () => new KeltnerChannels(name, period, k, movingAverageType),
      resolution,
      selector,
    );
  }

  /** Mean absolute deviation. */
  mad(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): MeanAbsoluteDeviation {
    const name = this.createIndicatorName(symbol, `MAD(${period})`, resolution);
    return this.startIndicator(symbol, () => new MeanAbsoluteDeviation(name, period), resolution, selector);
  }

  /** Middle of the largest and smallest value. */
  midpoint(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): MidPoint {
    const name = this.createIndicatorName(symbol, `MIDPOINT(${period})`, resolution);
    return this.startIndicator(symbol, () => new MidPoint(name, period), resolution, selector);
  }

  /** Middle of the largest high and smallest low. */
  midprice(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): MidPrice {
    const name = this.createIndicatorName(symbol, `MIDPRICE(${period})`, resolution);
    return this.startIndicator(symbol, () => new MidPrice(name, period), resolution, selector);
  }

  /** Average true range in percent of the close. */
  natr(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): NormalizedAverageTrueRange {
    const name = this.createIndicatorName(symbol, `NATR(${period})`, resolution);
    return this.startIndicator(symbol, () => new NormalizedAverageTrueRange(name, period), resolution, selector);
  }

  /** Rogers and Satchell's volatility. */
  rsv(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): RogersSatchellVolatility {
    const name = this.createIndicatorName(symbol, `RSV(${period})`, resolution);
    return this.startIndicator(symbol, () => new RogersSatchellVolatility(name, period), resolution, selector);
  }

  /** Whether the Bollinger bands lie within the Keltner channels. */
  sm(
    symbol: SymbolLike,
    bollingerPeriod = 20,
    bollingerMultiplier = 2,
    keltnerPeriod = 20,
    keltnerMultiplier = 1.5,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): SqueezeMomentum {
    const name = this.createIndicatorName(
      symbol,
      `SM(${bollingerPeriod}, ${bollingerMultiplier}, ${keltnerPeriod}, ${keltnerMultiplier})`,
      resolution,
    );
    return this.startIndicator(
      symbol,
      () => new SqueezeMomentum(name, bollingerPeriod, bollingerMultiplier, keltnerPeriod, keltnerMultiplier),
      resolution,
      selector,
    );
  }

  /** Sortino ratio. */
  sortino(
    symbol: SymbolLike,
    sortinoPeriod: number,
    minimumAcceptableReturn = 0,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): SortinoRatio {
    const name = this.createIndicatorName(symbol, `SORTINO(${sortinoPeriod},${minimumAcceptableReturn})`, resolution);
    return this.startIndicator(
      symbol,
      () => new SortinoRatio(name, sortinoPeriod, minimumAcceptableReturn),
      resolution,
      selector,
    );
  }

  /** Standard deviation of the population. */
  std(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): StandardDeviation {
    const name = this.createIndicatorName(symbol, `STD(${period})`, resolution);
    return this.startIndicator(symbol, () => new StandardDeviation(name, period), resolution, selector);
  }

  /** Sum of the last values. */
  sum(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): Sum {
    const name = this.createIndicatorName(symbol, `SUM(${period})`, resolution);
    return this.startIndicator(symbol, () => new Sum(name, period), resolution, selector);
  }

  /** Downside deviation from an acceptable return. */
  tdd(
    symbol: SymbolLike,
    period: number,
    minimumAcceptableReturn = 0,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): TargetDownsideDeviation {
    const name = this.createIndicatorName(symbol, `TDD(${period},${minimumAcceptableReturn})`, resolution);
    return this.startIndicator(
      symbol,
      () => new TargetDownsideDeviation(name, period, minimumAcceptableReturn),
      resolution,
      selector,
    );
  }

  /** True range. */
  tr(symbol: SymbolLike, resolution?: Resolution, selector?: IndicatorSelector): TrueRange {
    const name = this.createIndicatorName(symbol, 'TR', resolution);
    return this.startIndicator(symbol, () => new TrueRange(name), resolution, selector);
  }

  /** Variance of the population. */
  v(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): Variance {
    const name = this.createIndicatorName(symbol, `V(${period})`, resolution);
    return this.startIndicator(symbol, () => new Variance(name, period), resolution, selector);
  }

  /** Value at risk, as a return. */
  var(
    symbol: SymbolLike,
    period: number,
    confidenceLevel: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): ValueAtRisk {
    const name = this.createIndicatorName(symbol, `VAR(${period},${confidenceLevel})`, resolution);
    return this.startIndicator(symbol, () => new ValueAtRisk(name, period, confidenceLevel), resolution, selector);
  }

  /** Donchian channel. @param lowerPeriod the period unless given */
  dch(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): DonchianChannel;
  dch(
    symbol: SymbolLike,
    upperPeriod: number,
    lowerPeriod: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): DonchianChannel;
  dch(symbol: SymbolLike, upperPeriod: number, ...rest: readonly unknown[]): DonchianChannel {
    const [[lowerPeriod = upperPeriod], resolution, selector] = splitPeriods(rest, 1);
    const name = this.createIndicatorName(symbol, `DCH(${upperPeriod},${lowerPeriod})`, resolution);
    return this.startIndicator(symbol, () => new DonchianChannel(name, upperPeriod, lowerPeriod), resolution, selector);
  }

  /** Sharpe ratio. @param riskFreeRate the run's riskless rate unless given */
  sr(
    symbol: SymbolLike,
    sharpePeriod: number,
    riskFreeRate?: number | null,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): SharpeRatio {
    const label = riskFreeRate == null ? `SR(${sharpePeriod})` : `SR(${sharpePeriod},${riskFreeRate})`;
    const name = this.createIndicatorName(symbol, label, resolution);
    const rate = riskFreeRate ?? this.run.riskFreeInterestRate;
    return this.startIndicator(symbol, () => new SharpeRatio(name, sharpePeriod, rate), resolution, selector);
  }

  /** Largest of the last highs; of quotes, of the last closes. */
  max(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): Maximum {
    const name = this.createIndicatorName(symbol, `MAX(${period})`, resolution);
    const select = selector ?? (this.#hasTrades(symbol) ? Field.high : undefined);
    return this.startIndicator(symbol, () => new Maximum(name, period), resolution, select);
  }

  /** Smallest of the last lows; of quotes, of the last closes. */
  min(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): Minimum {
    const name = this.createIndicatorName(symbol, `MIN(${period})`, resolution);
    const select = selector ?? (this.#hasTrades(symbol) ? Field.low : undefined);
    return this.startIndicator(symbol, () => new Minimum(name, period), resolution, select);
  }

  /** The value itself. @param fieldName what the selector takes, for the name */
  identity(symbol: SymbolLike, resolution?: Resolution, selector?: IndicatorSelector, fieldName = 'close'): Identity {
    const name = this.createIndicatorName(symbol, fieldName, resolution);
    return this.startIndicator(symbol, () => new Identity(name), resolution, selector);
  }

  /** The close of the last bar that passes a filter. @param fieldName for the name */
  filteredIdentity(
    symbol: SymbolLike,
    filter: (bar: WholeBar) => boolean,
    resolution?: Resolution,
    selector?: IndicatorSelector,
    fieldName = 'close',
  ): FilteredIdentity {
    const name = this.createIndicatorName(symbol, fieldName, resolution);
    return this.startIndicator(symbol, () => new FilteredIdentity(name, filter), resolution, selector);
  }

  #hasTrades(symbol: SymbolLike): boolean {
    return this.run.indicators.kindOf(symbol) === DataKind.TradeBar;
  }
}
