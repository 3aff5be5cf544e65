import { ChandeKrollStop } from '../indicators/chande-kroll-stop.ts';
import { HeikinAshi } from '../indicators/heikin-ashi.ts';
import { IchimokuKinkoHyo } from '../indicators/ichimoku-kinko-hyo.ts';
import { MovingAverageType } from '../indicators/moving-average-type.ts';
import { ParabolicStopAndReverse } from '../indicators/parabolic-stop-and-reverse.ts';
import { ParabolicStopAndReverseExtended } from '../indicators/parabolic-stop-and-reverse-extended.ts';
import { PivotPointsHighLow } from '../indicators/pivot-points-high-low.ts';
import { SuperTrend } from '../indicators/super-trend.ts';
import { TomDemarkSequential } from '../indicators/tom-demark-sequential.ts';
import { WilderAccumulativeSwingIndex } from '../indicators/wilder-accumulative-swing-index.ts';
import { WilderSwingIndex } from '../indicators/wilder-swing-index.ts';
import { ZigZag } from '../indicators/zig-zag.ts';
import type { SymbolLike } from '../securities/securities.ts';
import { Resolution } from '../time/resolution.ts';
import { AlgorithmBarOscillators } from './indicators/algorithm-bar-oscillators.ts';
import type { IndicatorSelector } from './indicators/indicator-registry.ts';

/** Stops and turning points of bars, by LEAN's names. */
export abstract class AlgorithmTurns extends AlgorithmBarOscillators {
  /** Chande and Kroll's stops. */
  cks(
    symbol: SymbolLike,
    atrPeriod: number,
    atrMult: number,
    period: number,
    movingAverageType: MovingAverageType = MovingAverageType.Wilders,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): ChandeKrollStop {
    const name = this.createIndicatorName(symbol, `CKS(${atrPeriod},${atrMult},${period})`, resolution);
    return this.startIndicator(
      symbol,
      () => new ChandeKrollStop(name, atrPeriod, atrMult, period, movingAverageType),
      resolution,
      selector,
    );
  }

  /** Heikin Ashi candles. */
  heikinAshi(symbol: SymbolLike, resolution?: Resolution, selector?: IndicatorSelector): HeikinAshi {
    const name = this.createIndicatorName(symbol, 'HA', resolution);
    return this.startIndicator(symbol, () => new HeikinAshi(name), resolution, selector);
  }

  /** Ichimoku. */
  ichimoku(
    symbol: SymbolLike,
    tenkanPeriod = 9,
    kijunPeriod = 26,
    senkouAPeriod = 26,
    senkouBPeriod = 52,
    senkouADelayPeriod = 26,
    senkouBDelayPeriod = 26,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): IchimokuKinkoHyo {
    const name = this.createIndicatorName(
      symbol,
      `ICHIMOKU(${tenkanPeriod},${kijunPeriod},${senkouAPeriod},${senkouBPeriod},${senkouADelayPeriod},${senkouBDelayPeriod})`,
      resolution,
    );
    return this.startIndicator(
      symbol,
      () =>
        new IchimokuKinkoHyo(
          name,
          tenkanPeriod,
          kijunPeriod,
          senkouAPeriod,
          senkouBPeriod,
          senkouADelayPeriod,
          senkouBDelayPeriod,
        ),
      resolution,
      selector,
    );
  }

  /** Pivot points. */
  pphl(
    symbol: SymbolLike,
    lengthHigh: number,
    lengthLow: number,
    lastStoredValues = 100,
    strict = true,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): PivotPointsHighLow {
    const name = this.createIndicatorName(symbol, `PPHL(${lengthHigh},${lengthLow})`, resolution);
    return this.startIndicator(
      symbol,
      () => new PivotPointsHighLow(name, lengthHigh, lengthLow, lastStoredValues, strict),
      resolution,
      selector,
    );
  }

  /** Parabolic stop and reverse. */
  psar(
    symbol: SymbolLike,
    afStart = 0.02,
    afIncrement = 0.02,
    afMax = 0.2,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): ParabolicStopAndReverse {
    const name = this.createIndicatorName(symbol, `PSAR(${afStart},${afIncrement},${afMax})`, resolution);
    return this.startIndicator(
      symbol,
      () => new ParabolicStopAndReverse(name, afStart, afIncrement, afMax),
      resolution,
      selector,
    );
  }

  /** Parabolic stop and reverse with parameters for each side; negative while short. */
  sarext(
    symbol: SymbolLike,
    sarStart = 0,
    offsetOnReverse = 0,
    afStartShort = 0.02,
    afIncrementShort = 0.02,
    afMaxShort = 0.2,
    afStartLong = 0.02,
    afIncrementLong = 0.02,
    afMaxLong = 0.2,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): ParabolicStopAndReverseExtended {
    const name = this.createIndicatorName(
      symbol,
      `SAREXT(${sarStart},${offsetOnReverse},${afStartShort},${afIncrementShort},${afMaxShort},${afStartLong},${afIncrementLong},${afMaxLong})`,
      resolution,
    );
    return this.startIndicator(
      symbol,
      () =>
        new ParabolicStopAndReverseExtended(
          name,
          sarStart,
          offsetOnReverse,
          afStartShort,
          afIncrementShort,
          afMaxShort,
          afStartLong,
          afIncrementLong,
          afMaxLong,
        ),
      resolution,
      selector,
    );
  }

  /** Wilder's swing index. */
  si(
    symbol: SymbolLike,
    limitMove: number,
    resolution: Resolution = Resolution.Daily,
    selector?: IndicatorSelector,
  ): WilderSwingIndex {
    const name = this.createIndicatorName(symbol, 'SI', resolution);
    return this.startIndicator(symbol, () => new WilderSwingIndex(name, limitMove), resolution, selector);
  }

  /** Running sum of Wilder's swing index. */
  asi(
    symbol: SymbolLike,
    limitMove: number,
    resolution: Resolution = Resolution.Daily,
    selector?: IndicatorSelector,
  ): WilderAccumulativeSwingIndex {
    const name = this.createIndicatorName(symbol, 'ASI', resolution);
    return this.startIndicator(symbol, () => new WilderAccumulativeSwingIndex(name, limitMove), resolution, selector);
  }

  /** Super trend. */
  str(
    symbol: SymbolLike,
    period: number,
    multiplier: number,
    movingAverageType: MovingAverageType = MovingAverageType.Wilders,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): SuperTrend {
    const name = this.createIndicatorName(symbol, `STR(${period},${multiplier})`, resolution);
    return this.startIndicator(
      symbol,
      () => new SuperTrend(name, period, multiplier, movingAverageType),
      resolution,
      selector,
    );
  }

  /** DeMark's sequential. */
  tds(symbol: SymbolLike, resolution?: Resolution, selector?: IndicatorSelector): TomDemarkSequential {
    const name = this.createIndicatorName(symbol, 'TDS', resolution);
    return this.startIndicator(symbol, () => new TomDemarkSequential(name), resolution, selector);
  }

  /** Zigzag. */
  zz(
    symbol: SymbolLike,
    sensitivity = 0.05,
    minTrendLength = 1,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): ZigZag {
    const name = this.createIndicatorName(symbol, `ZZ(${sensitivity},${minTrendLength})`, resolution);
    return this.startIndicator(symbol, () => new ZigZag(name, sensitivity, minTrendLength), resolution, selector);
  }
}
