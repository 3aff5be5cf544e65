import { ArnaudLegouxMovingAverage } from '../../indicators/arnaud-legoux-moving-average.ts';
import { AutoRegressiveIntegratedMovingAverage } from '../../indicators/auto-regressive-integrated-moving-average.ts';
import { DoubleExponentialMovingAverage } from '../../indicators/double-exponential-moving-average.ts';
import { ExponentialMovingAverage } from '../../indicators/exponential-moving-average.ts';
import { FractalAdaptiveMovingAverage } from '../../indicators/fractal-adaptive-moving-average.ts';
import { HullMovingAverage } from '../../indicators/hull-moving-average.ts';
import { KaufmanAdaptiveMovingAverage } from '../../indicators/kaufman-adaptive-moving-average.ts';
import { KaufmanEfficiencyRatio } from '../../indicators/kaufman-efficiency-ratio.ts';
import { LeastSquaresMovingAverage } from '../../indicators/least-squares-moving-average.ts';
import { LinearWeightedMovingAverage } from '../../indicators/linear-weighted-moving-average.ts';
import { McGinleyDynamic } from '../../indicators/mc-ginley-dynamic.ts';
import { MesaAdaptiveMovingAverage } from '../../indicators/mesa-adaptive-moving-average.ts';
import { RegressionChannel } from '../../indicators/regression-channel.ts';
import { RelativeMovingAverage } from '../../indicators/relative-moving-average.ts';
import { SimpleMovingAverage } from '../../indicators/simple-moving-average.ts';
import { T3MovingAverage } from '../../indicators/t3-moving-average.ts';
import { TimeSeriesForecast } from '../../indicators/time-series-forecast.ts';
import { TriangularMovingAverage } from '../../indicators/triangular-moving-average.ts';
import { TripleExponentialMovingAverage } from '../../indicators/triple-exponential-moving-average.ts';
import { VariableIndexDynamicAverage } from '../../indicators/variable-index-dynamic-average.ts';
import { WilderMovingAverage } from '../../indicators/wilder-moving-average.ts';
import { ZeroLagExponentialMovingAverage } from '../../indicators/zero-lag-exponential-moving-average.ts';
import type { SymbolLike } from '../../securities/securities.ts';
import type { Resolution } from '../../time/resolution.ts';
import { AlgorithmIndicators } from './algorithm-indicators.ts';
import { splitPeriods } from './indicator-periods.ts';
import type { IndicatorSelector } from './indicator-registry.ts';

/** Averages and lines through prices, by LEAN's names. */
export abstract class AlgorithmAverages extends AlgorithmIndicators {
  /** Simple moving average. */
  sma(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): SimpleMovingAverage {
    const name = this.createIndicatorName(symbol, `SMA(${period})`, resolution);
    return this.startIndicator(symbol, () => new SimpleMovingAverage(name, period), resolution, selector);
  }

  /** Wilder's moving average. */
  wwma(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): WilderMovingAverage {
    const name = this.createIndicatorName(symbol, `WWMA(${period})`, resolution);
    return this.startIndicator(symbol, () => new WilderMovingAverage(name, period), resolution, selector);
  }

  /** Linear weighted moving average. */
  lwma(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): LinearWeightedMovingAverage {
    const name = this.createIndicatorName(symbol, `LWMA(${period})`, resolution);
    return this.startIndicator(symbol, () => new LinearWeightedMovingAverage(name, period), resolution, selector);
  }

  /** Double exponential moving average. */
  dema(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): DoubleExponentialMovingAverage {
    const name = this.createIndicatorName(symbol, `DEMA(${period})`, resolution);
    return this.startIndicator(symbol, () => new DoubleExponentialMovingAverage(name, period), resolution, selector);
  }

  /** Triple exponential moving average. */
  tema(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): TripleExponentialMovingAverage {
    const name = this.createIndicatorName(symbol, `TEMA(${period})`, resolution);
    return this.startIndicator(symbol, () => new TripleExponentialMovingAverage(name, period), resolution, selector);
  }

  /** Triangular moving average. */
  trima(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): TriangularMovingAverage {
    const name = this.createIndicatorName(symbol, `TRIMA(${period})`, resolution);
    return this.startIndicator(symbol, () => new TriangularMovingAverage(name, period), resolution, selector);
  }

  /** Tillson's T3. */
  t3(
    symbol: SymbolLike,
    period: number,
    volumeFactor = 0.7,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): T3MovingAverage {
    const name = this.createIndicatorName(symbol, `T3(${period},${volumeFactor})`, resolution);
    return this.startIndicator(symbol, () => new T3MovingAverage(name, period, volumeFactor), resolution, selector);
  }

  /** Kaufman's efficiency ratio. */
  ker(symbol: SymbolLike, period = 2, resolution?: Resolution, selector?: IndicatorSelector): KaufmanEfficiencyRatio {
    const name = this.createIndicatorName(symbol, `KER(${period})`, resolution);
    return this.startIndicator(symbol, () => new KaufmanEfficiencyRatio(name, period), resolution, selector);
  }

  /** Hull moving average. */
  hma(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): HullMovingAverage {
    const name = this.createIndicatorName(symbol, `HMA(${period})`, resolution);
    return this.startIndicator(symbol, () => new HullMovingAverage(name, period), resolution, selector);
  }

  /** Arnaud Legoux moving average. */
  alma(
    symbol: SymbolLike,
    period: number,
    sigma = 6,
    offset = 0.85,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): ArnaudLegouxMovingAverage {
    const name = this.createIndicatorName(symbol, `ALMA(${period},${sigma},${offset})`, resolution);
    return this.startIndicator(
      symbol,
      () => new ArnaudLegouxMovingAverage(name, period, sigma, offset),
      resolution,
      selector,
    );
  }

  /** Zero-lag exponential moving average. */
  zlema(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): ZeroLagExponentialMovingAverage {
    const name = this.createIndicatorName(symbol, `ZLEMA(${period})`, resolution);
    return this.startIndicator(symbol, () => new ZeroLagExponentialMovingAverage(name, period), resolution, selector);
  }

  /** McGinley's dynamic. */
  mgd(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): McGinleyDynamic {
    const name = this.createIndicatorName(symbol, `MGD(${period})`, resolution);
    return this.startIndicator(symbol, () => new McGinleyDynamic(name, period), resolution, selector);
  }

  /** Relative moving average. */
  rma(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): RelativeMovingAverage {
    const name = this.createIndicatorName(symbol, `RMA(${period})`, resolution);
    return this.startIndicator(symbol, () => new RelativeMovingAverage(name, period), resolution, selector);
  }

  /** Chande's variable index dynamic average. */
  vidya(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): VariableIndexDynamicAverage {
    const name = this.createIndicatorName(symbol, `VIDYA(${period})`, resolution);
    return this.startIndicator(symbol, () => new VariableIndexDynamicAverage(name, period), resolution, selector);
  }

  /** Fractal adaptive moving average. */
  frama(
    symbol: SymbolLike,
    period: number,
    longPeriod = 198,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): FractalAdaptiveMovingAverage {
    const name = this.createIndicatorName(symbol, `FRAMA(${period},${longPeriod})`, resolution);
    return this.startIndicator(
      symbol,
      () => new FractalAdaptiveMovingAverage(name, period, longPeriod),
      resolution,
      selector,
    );
  }

  /** MESA adaptive moving average. */
  mama(
    symbol: SymbolLike,
    fastLimit = 0.5,
    slowLimit = 0.05,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): MesaAdaptiveMovingAverage {
    const name = this.createIndicatorName(symbol, `MAMA(${fastLimit},${slowLimit})`, resolution);
    return this.startIndicator(
      symbol,
      () => new MesaAdaptiveMovingAverage(name, fastLimit, slowLimit),
      resolution,
      selector,
    );
  }

  /** Least squares moving average. */
  lsma(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): LeastSquaresMovingAverage {
    const name = this.createIndicatorName(symbol, `LSMA(${period})`, resolution);
    return this.startIndicator(symbol, () => new LeastSquaresMovingAverage(name, period), resolution, selector);
  }

  /** Forecast of a regression line. */
  tsf(symbol: SymbolLike, period: number, resolution?: Resolution, selector?: IndicatorSelector): TimeSeriesForecast {
    const name = this.createIndicatorName(symbol, `TSF(${period})`, resolution);
    return this.startIndicator(symbol, () => new TimeSeriesForecast(name, period), resolution, selector);
  }

  /** Regression line with channels. */
  rc(
    symbol: SymbolLike,
    period: number,
    k: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): RegressionChannel {
    const name = this.createIndicatorName(symbol, `RC(${period},${k})`, resolution);
    return this.startIndicator(symbol, () => new RegressionChannel(name, period, k), resolution, selector);
  }

  /** Exponential moving average. @param smoothingFactor a fraction; 2 / (period + 1) unless given */
  ema(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
    smoothingFactor?: number,
  ): ExponentialMovingAverage {
    const name = this.createIndicatorName(symbol, `EMA(${period})`, resolution);
    return this.startIndicator(
      symbol,
      () => new ExponentialMovingAverage(name, period, smoothingFactor),
      resolution,
      selector,
    );
  }

  /** Kaufman's adaptive moving average. Periods of the averages it lies between: 2 and 30 unless both are given. */
  kama(
    symbol: SymbolLike,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): KaufmanAdaptiveMovingAverage;
  kama(
    symbol: SymbolLike,
    period: number,
    fastEmaPeriod: number,
    slowEmaPeriod: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): KaufmanAdaptiveMovingAverage;
  kama(symbol: SymbolLike, period: number, ...rest: readonly unknown[]): KaufmanAdaptiveMovingAverage {
    const [periods, resolution, selector] = splitPeriods(rest, 2);
    const [fast = 2, slow = 30] = periods;
    const name = this.createIndicatorName(symbol, `KAMA(${period},${fast},${slow})`, resolution);
    return this.startIndicator(
      symbol,
      () => new KaufmanAdaptiveMovingAverage(name, period, fast, slow),
      resolution,
      selector,
    );
  }

  /** Forecast of an autoregressive integrated moving average. */
  arima(
    symbol: SymbolLike,
    arOrder: number,
    diffOrder: number,
    maOrder: number,
    period: number,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): AutoRegressiveIntegratedMovingAverage {
    const name = this.createIndicatorName(symbol, `ARIMA(${arOrder},${diffOrder},${maOrder},${period})`, resolution);
    const make = (): AutoRegressiveIntegratedMovingAverage =>
      new AutoRegressiveIntegratedMovingAverage(name, arOrder, diffOrder, maOrder, period);
    return this.startIndicator(symbol, make, resolution, selector);
  }
}
