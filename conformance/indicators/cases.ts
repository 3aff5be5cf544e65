import type { Indicator, WholeBarIndicator } from '@lockstep/core';
import * as core from '@lockstep/core';
import { feedBreadth, followExchange } from './market-breadth.ts';
import type { ReferenceCase } from './reference-case.ts';
import { referenceSymbol } from './reference-files.ts';

/** The summation index of the days before the breadth file. */
const SUM_BEFORE = -606.25;

const MORE_DIGITS = 'the file was computed from prices with more digits than it prints';
const ROUNDED_STEPS = 'the file rounds what its values are computed from';

const value = (indicator: Indicator): number => indicator.value;

function compare<I extends Indicator>(
  make: () => I,
  columns: ReferenceCase<I>['columns'],
  more: Partial<ReferenceCase<I>> = {},
): ReferenceCase {
  return { make, columns, ...more } as unknown as ReferenceCase;
}

/** The case of an indicator whose value is one column. */
function single<I extends Indicator>(
  make: () => I,
  column: string,
  more: Partial<ReferenceCase<I>> = {},
): ReferenceCase {
  return compare(make, { [column]: value }, more);
}

/** An indicator that follows the three companies of the breadth files. */
function following<I extends WholeBarIndicator & { add(asset: core.SecuritySymbol): void }>(indicator: I): I {
  for (const ticker of ['AAPL', 'IBM', 'GOOG']) indicator.add(referenceSymbol(ticker));
  return indicator;
}

/** Cases by the name of the entry in LEAN's list. */
export const REFERENCE_CASES: Readonly<Record<string, ReferenceCase>> = {
  AbsolutePriceOscillator: single(() => new core.AbsolutePriceOscillator(5, 10), 'APO_5_10'),
  AccelerationBands: compare(() => new core.AccelerationBands(20, 4), {
    MiddleBand: value,
    UpperBand: (it) => it.upperBand.value,
    LowerBand: (it) => it.lowerBand.value,
  }),
  AccumulationDistributionOscillator: single(() => new core.AccumulationDistributionOscillator(3, 10), 'AdOsc_3_10'),
  AccumulationDistribution: single(() => new core.AccumulationDistribution(), 'AD'),
  AdvanceDeclineDifference: single(() => following(new core.AdvanceDeclineDifference()), 'A/D Difference'),
  AdvanceDeclineRatio: single(() => following(new core.AdvanceDeclineRatio()), 'A/D Ratio'),
  AdvanceDeclineRatioVolume: single(() => following(new core.AdvanceDeclineVolumeRatio()), 'A/D Volume Ratio'),
  AlphaIndicator: single(() => new core.Alpha(referenceSymbol('AMZN'), referenceSymbol('SPX'), 5), 'Alpha', {
    looser: {
      tolerance: 5e-4,
      because: 'the file averages daily returns; LEAN divides the return over the period by its length',
    },
  }),
  ArmsIndex: single(() => following(new core.ArmsIndex()), 'TRIN', {
    looser: { tolerance: 3e-7, because: ROUNDED_STEPS },
  }),
  ArnaudLegouxMovingAverage: single(() => new core.ArnaudLegouxMovingAverage(9, 6), 'ALMA'),
  AroonOscillator: single(() => new core.AroonOscillator(14, 14), 'Aroon Oscillator 14'),
  AugenPriceSpike: single(() => new core.AugenPriceSpike(20), 'APS'),
  AutoregressiveIntegratedMovingAverage: single(
    () => new core.AutoRegressiveIntegratedMovingAverage(1, 0, 1, 50),
    'ARIMA',
    { looser: { tolerance: 7.5, because: 'the file fits the model by maximum likelihood, LEAN by two regressions' } },
  ),
  AverageDirectionalIndex: compare(() => new core.AverageDirectionalIndex(14), {
    'ADX 14': value,
    '+DI14': (it) => it.positiveDirectionalIndex.value,
    '-DI14': (it) => it.negativeDirectionalIndex.value,
  }),
  AverageDirectionalMovementIndexRating: single(() => new core.AverageDirectionalMovementIndexRating(14), 'ADXR 14'),
  AverageRange: single(() => new core.AverageRange(20), 'adr'),
  AverageTrueRange: single(() => new core.AverageTrueRange(14), 'Average True Range 14'),
  AwesomeOscillator: single(() => new core.AwesomeOscillator(5, 34), 'AO'),
  BalanceOfPower: single(() => new core.BalanceOfPower(), 'BOP'),
  BetaIndicator: single(() => new core.Beta(referenceSymbol('AMZN'), referenceSymbol('SPX'), 5), 'Beta'),
  BollingerBands: compare(() => new core.BollingerBands(20, 2), {
    'Moving Average 20': (it) => it.middleBand.value,
    'Bollinger Bands® 20 2 Top': (it) => it.upperBand.value,
    'Bollinger Bands® 20 2 Bottom': (it) => it.lowerBand.value,
    BandWidth: (it) => it.bandWidth.value,
    '%B': (it) => it.percentB.value,
  }),
  ChaikinMoneyFlow: single(() => new core.ChaikinMoneyFlow(20), 'CMF_20', {
    looser: { tolerance: 2e-6, because: 'the last line of the file has a volume of its own' },
  }),
  ChandeKrollStop: compare(() => new core.ChandeKrollStop(5, 2, 3), {
    short_stop: (it) => it.shortStop.value,
    long_stop: (it) => it.longStop.value,
  }),
  ChandeMomentumOscillator: single(() => new core.ChandeMomentumOscillator(5), 'CMO_5'),
  ChoppinessIndex: single(() => new core.ChoppinessIndex(14), 'CHOP14'),
  CommodityChannelIndex: single(() => new core.CommodityChannelIndex(14), 'Commodity Channel Index (CCI) 14', {
    looser: { tolerance: 3e-3, because: MORE_DIGITS },
  }),
  ConnorsRelativeStrengthIndex: single(() => new core.ConnorsRelativeStrengthIndex(3, 2, 100), 'crsi'),
  CoppockCurve: single(() => new core.CoppockCurve(), 'CoppockCurve'),
  CorrelationPearson: single(
    () => new core.Correlation(referenceSymbol('SPY'), referenceSymbol('QQQ'), 252),
    'Correlation_Pearson',
  ),
  Covariance: single(() => new core.Covariance(referenceSymbol('SPY'), referenceSymbol('QQQ'), 252), 'Covariance', {
    // Lines of SPY show already what comes of the line of QQQ that follows.
    compares: ({ bar }) => bar.symbol.value === 'QQQ',
  }),
  DeMarkerIndicator: single(() => new core.DeMarkerIndicator(14), 'dem'),
  DerivativeOscillatorIndicator: single(() => new core.DerivativeOscillator(14, 5, 3, 9), 'DO'),
  DetrendedPriceOscillator: single(() => new core.DetrendedPriceOscillator(21), 'DPO'),
  DonchianChannel: compare(() => new core.DonchianChannel(50), {
    'Donchian Channels 50 Mean': value,
    'Donchian Channels 50 Top': (it) => it.upperBand.value,
    'Donchian Channels 50 Bottom': (it) => it.lowerBand.value,
  }),
  DoubleExponentialMovingAverage: single(() => new core.DoubleExponentialMovingAverage(5), 'DEMA_5'),
  EaseOfMovementValue: single(() => new core.EaseOfMovementValue(), 'EMV'),
  ExponentialMovingAverage: single(() => new core.ExponentialMovingAverage(14), 'EMA14'),
  FisherTransform: single(() => new core.FisherTransform(10), 'Fisher Transform 10'),
  ForceIndex: single(() => new core.ForceIndex(20), 'ForceIndex20'),
  FractalAdaptiveMovingAverage: single(() => new core.FractalAdaptiveMovingAverage(16), 'Filt'),
  HeikinAshi: compare(() => new core.HeikinAshi(), {
    HA_Open: (it) => it.open.value,
    HA_High: (it) => it.high.value,
    HA_Low: (it) => it.low.value,
    HA_Close: (it) => it.close.value,
  }),
  HilbertTransform: compare(() => new core.HilbertTransform(), {
    Close: value,
    InPhase: (it) => it.inPhase.value,
    Quadrature: (it) => it.quadrature.value,
  }),
  HullMovingAverage: single(() => new core.HullMovingAverage(16), 'HMA_16'),
  HurstExponent: single(() => new core.HurstExponent(252, 20), 'hurst_exponent'),
  IchimokuKinkoHyo: compare(() => new core.IchimokuKinkoHyo(), {
    Tenkan: (it) => it.tenkan.value,
    TenkanMaximum: (it) => it.tenkanMaximum.value,
    TenkanMinimum: (it) => it.tenkanMinimum.value,
    Kijun: (it) => it.kijun.value,
    KijunMaximum: (it) => it.kijunMaximum.value,
    KijunMinimum: (it) => it.kijunMinimum.value,
    DelayedTenkanSenkouA: (it) => it.delayedTenkanSenkouA.value,
    DelayedKijunSenkouA: (it) => it.delayedKijunSenkouA.value,
    'Senkou A': (it) => it.senkouA.value,
    SenkouBMaximum: (it) => it.senkouBMaximum.value,
    SenkouBMinimum: (it) => it.senkouBMinimum.value,
    DelayedMaximumSenkouB: (it) => it.delayedMaximumSenkouB.value,
    DelayedMinimumSenkouB: (it) => it.delayedMinimumSenkouB.value,
    'Senkou B': (it) => it.senkouB.value,
  }),
  InternalBarStrength: single(() => new core.InternalBarStrength(), 'IBS'),
  KaufmanAdaptiveMovingAverage: single(() => new core.KaufmanAdaptiveMovingAverage(5), 'KAMA_5'),
  KaufmanEfficiencyRatio: single(() => new core.KaufmanEfficiencyRatio(10), 'KER'),
  KeltnerChannels: compare(() => new core.KeltnerChannels(20, 1.5), {
    'Middle Band': value,
    'Keltner Channels 20 Top': (it) => it.upperBand.value,
    'Keltner Channels 20 Bottom': (it) => it.lowerBand.value,
  }),
  KlingerVolumeOscillator: single(() => new core.KlingerVolumeOscillator(5, 10), 'KVO5_10'),
  KnowSureThing: compare(() => new core.KnowSureThing(5, 5, 10, 5, 15, 5, 25, 10, 9), {
    kst: value,
    signal: (it) => it.signalLine.value,
  }),
  LinearWeightedMovingAverage: single(() => new core.LinearWeightedMovingAverage(6), 'LWMA', {
    looser: { tolerance: 1e-3, because: 'the file prints its first value with two decimals' },
  }),
  LogReturn: single(() => new core.LogReturn(14), 'LOGR14', { looser: { tolerance: 1e-7, because: MORE_DIGITS } }),
  MassIndex: single(() => new core.MassIndex(), 'MassIndex', {
    looser: {
      tolerance: 1e-4,
      because: 'the file starts its averages from the first value; the difference falls by a fifth with each bar',
    },
  }),
  Maximum: single(() => new core.Maximum(5), 'MAX_5'),
  McClellanOscillator: single(() => followExchange(new core.McClellanOscillator()), 'MO', {
    feed: (it, row) => feedBreadth(it, it, row),
  }),
  McClellanSummationIndex: compare(
    () => followExchange(new core.McClellanSummationIndex()),
    { MSI: (it) => it.value + SUM_BEFORE },
    { feed: (it, row) => feedBreadth(it, it.mcClellanOscillator, row) },
  ),
  McGinleyDynamic: single(() => new core.McGinleyDynamic(14), 'McGinleyDynamic14'),
  MesaAdaptiveMovingAverage: compare(() => new core.MesaAdaptiveMovingAverage(), {
    mama: value,
    fama: (it) => it.fama.value,
  }),
  MidPoint: single(() => new core.MidPoint(5), 'MIDPOINT_5'),
  MidPrice: single(() => new core.MidPrice(5), 'MIDPRICE_5'),
  Minimum: single(() => new core.Minimum(5), 'MIN_5'),
  MomentumPercent: single(() => new core.MomentumPercent(50), 'Rate of Change % 50', {
    looser: { tolerance: 1.1e-5, because: MORE_DIGITS },
  }),
  MoneyFlowIndex: single(() => new core.MoneyFlowIndex(20), 'Money Flow Index 20'),
  MovingAverageConvergenceDivergence: compare(
    () => new core.MovingAverageConvergenceDivergence(12, 26, 9),
    {
      MACD: value,
      Signal: (it) => it.signal.value,
      Histogram: (it) => it.histogram.value,
    },
    { looser: { tolerance: 6e-6, because: MORE_DIGITS } },
  ),
  NewHighsNewLowsDifference: compare(() => following(new core.NewHighsNewLows('NHNL', 2)), {
    'NH/NL Difference': (it) => it.difference.value,
  }),
  NewHighsNewLowsRatio: compare(() => following(new core.NewHighsNewLows('NHNL', 2)), {
    'NH/NL Ratio': (it) => it.ratio.value,
  }),
  NewHighsNewLowsVolumeRatio: compare(() => following(new core.NewHighsNewLowsVolume('NHNLV', 2)), {
    'NH/NL Volume Ratio': (it) => it.volumeRatio.value,
  }),
  NormalizedAverageTrueRange: single(() => new core.NormalizedAverageTrueRange(5), 'NATR_5'),
  OnBalanceVolume: single(() => new core.OnBalanceVolume(), 'OBV', {
    looser: { tolerance: 1300, because: 'volumes are printed with seven digits' },
  }),
  ParabolicStopAndReverseExtended: single(() => new core.ParabolicStopAndReverseExtended(), 'SAREXT'),
  ParabolicStopAndReverse: single(() => new core.ParabolicStopAndReverse(), 'SAR'),
  PercentagePriceOscillator: single(() => new core.PercentagePriceOscillator(5, 10), 'PPO_5_10'),
  PivotPointsHighLow: single(() => new core.PivotPointsHighLow(10), 'PPHL'),
  PremierStochasticOscillator: single(() => new core.PremierStochasticOscillator(8, 5), 'pso'),
  RateOfChangePercent: single(() => new core.RateOfChangePercent(50), 'Rate of Change % 50', {
    looser: { tolerance: 1.1e-5, because: MORE_DIGITS },
  }),
  RateOfChangeRatio: single(() => new core.RateOfChangeRatio(5), 'ROCR_5'),
  RateOfChange: compare(
    () => new core.RateOfChange(50),
    { 'Rate of Change % 50': (it) => it.value * 100 },
    { looser: { tolerance: 1.1e-5, because: MORE_DIGITS } },
  ),
  RelativeDailyVolume: single(() => new core.RelativeDailyVolume(2), 'RDV'),
  RelativeMovingAverage: single(() => new core.RelativeMovingAverage(5), 'RMA5'),
  RelativeStrengthIndex: single(() => new core.RelativeStrengthIndex(14), 'RSI 14 Wilder'),
  RelativeVigorIndex: compare(() => new core.RelativeVigorIndex(10), {
    RVI: value,
    RVI_S: (it) => it.signal.value,
  }),
  RogersSatchellVolatility: single(() => new core.RogersSatchellVolatility(9), 'RSV9'),
  SchaffTrendCycle: single(() => new core.SchaffTrendCycle(), 'STC'),
  SharpeRatio: single(() => new core.SharpeRatio(10), 'SR_10', {
    looser: { tolerance: 6e-5, because: 'the last line of the file has a price of its own' },
  }),
  SimpleMovingAverage: single(() => new core.SimpleMovingAverage(14), 'SMA14'),
  SmoothedOnBalanceVolume: single(() => new core.SmoothedOnBalanceVolume(20), 'SOBV20'),
  SortinoRatio: single(() => new core.SortinoRatio(15), 'sortino_rf_0_period_15'),
  SqueezeMomentum: single(() => new core.SqueezeMomentum(20, 2, 20, 1.5), 'squeeze on'),
  StandardDeviation: compare(() => new core.StandardDeviation(10), { Var: (it) => it.value ** 2 }),
  StochasticRelativeStrengthIndex: compare(() => new core.StochasticRelativeStrengthIndex(14, 14, 3, 3), {
    k: (it) => it.k.value,
    d: (it) => it.d.value,
  }),
  Stochastic: compare(
    () => new core.Stochastic(12, 3, 5),
    {
      '%D 5': (it) => it.stochD.value,
      'Stochastics 12 %K 3': (it) => it.stochK.value,
    },
    { looser: { tolerance: 4e-4, because: MORE_DIGITS } },
  ),
  SuperTrend: single(() => new core.SuperTrend(10, 3), 'Super'),
  SwissArmyKnife: compare(
    () => new core.SwissArmyKnife(20, 0.1, core.SwissArmyKnifeTool.Gauss),
    {
      Gauss: value,
      Butter: (it) => it.butter.value,
      HP: (it) => it.highPass.value,
      '2PHP': (it) => it.twoPoleHighPass.value,
      BP: (it) => it.bandPass.value,
    },
    {
      looser: {
        tolerance: 0.043,
        because: 'the band-pass of the file starts in the middle of an older series; the difference dies away',
      },
    },
  ),
  T3MovingAverage: single(() => new core.T3MovingAverage(5), 'T3_5', {
    looser: {
      tolerance: 0.018,
      because: 'the file starts its averages from the first value; the difference dies away',
    },
  }),
  TargetDownsideDeviation: single(() => new core.TargetDownsideDeviation(3), 'tdd'),
  TimeProfile: compare(() => new core.TimeProfile(3), profileColumns()),
  TimeSeriesForecast: single(() => new core.TimeSeriesForecast(5), 'tsf'),
  TomDemarkSequential: single(() => new core.TomDemarkSequential(), 'TDS'),
  TriangularMovingAverage: single(() => new core.TriangularMovingAverage(5), 'TRIMA_5'),
  TripleExponentialMovingAverage: single(() => new core.TripleExponentialMovingAverage(5), 'TEMA_5'),
  Trix: single(() => new core.Trix(5), 'TRIX_5'),
  TrueRange: single(() => new core.TrueRange(), 'TR'),
  TrueStrengthIndex: compare(() => new core.TrueStrengthIndex(), {
    TSI_25_13: value,
    Signal_7: (it) => it.signal.value,
  }),
  UltimateOscillator: single(() => new core.UltimateOscillator(7, 14, 28), 'ULTOSC_7_14_28'),
  ValueAtRisk: single(() => new core.ValueAtRisk(252, 0.99), 'VaR_99', {
    looser: {
      tolerance: 6e-5,
      because: 'LEAN counts the change before the first price as one of zero until it leaves the window',
    },
  }),
  VariableIndexDynamicAverage: single(() => new core.VariableIndexDynamicAverage(9), 'VIDYA_9'),
  Variance: single(() => new core.Variance(10), 'Var'),
  VolumeProfile: compare(() => new core.VolumeProfile(3), profileColumns()),
  VolumeWeightedAveragePriceIndicator: single(() => new core.VolumeWeightedAveragePriceIndicator(50), 'Moving VWAP 50'),
  VolumeWeightedMovingAverage: single(() => new core.VolumeWeightedMovingAverage(20), 'VWMA20'),
  Vortex: compare(() => new core.Vortex(14), {
    plus_vtx: (it) => it.plusVortex.value,
    minus_vtx: (it) => it.minusVortex.value,
  }),
  WaveTrendOscillator: compare(() => new core.WaveTrendOscillator(10, 21, 4), {
    WT1: value,
    WT2: (it) => it.signal.value,
  }),
  WilderAccumulativeSwingIndex: single(() => new core.WilderAccumulativeSwingIndex(8), 'ASI'),
  WilderSwingIndex: single(() => new core.WilderSwingIndex(8), 'SI'),
  WilliamsPercentR: single(() => new core.WilliamsPercentR(14), 'Williams %R 14', {
    looser: { tolerance: 4e-4, because: MORE_DIGITS },
  }),
  ZeroLagExponentialMovingAverage: single(() => new core.ZeroLagExponentialMovingAverage(5), 'ZLEMA5'),
  ZigZag: single(() => new core.ZigZag(0.05, 10), 'zigzag'),
};

function profileColumns(): Readonly<Record<string, (it: core.MarketProfile) => number>> {
  return {
    POCPrice: value,
    POCVolume: (it) => it.pocVolume,
    PH: (it) => it.profileHigh,
    PL: (it) => it.profileLow,
    VA: (it) => it.valueAreaVolume,
    VAH: (it) => it.valueAreaHigh,
    VAL: (it) => it.valueAreaLow,
  };
}

/** Comparisons beyond LEAN's list: other columns and parameters that its tests look at. */
export const MORE_CASES: readonly { readonly file: string; readonly reference: ReferenceCase }[] = [
  more('spy_with_indicators.txt', () => new core.ExponentialMovingAverage(14), 'EMA14'),
  more('spy_with_indicators.txt', () => new core.RelativeStrengthIndex(14, core.MovingAverageType.Simple), 'RSI 14', {
    looser: { tolerance: 1e-3, because: MORE_DIGITS },
  }),
  more('spy_trima.txt', () => new core.TriangularMovingAverage(6), 'TRIMA_6'),
  more('spy_sortino.csv', () => new core.SortinoRatio(15, 0.01), 'sortino_rf_0.01_period_15'),
  more('spy_valueatrisk.csv', () => new core.ValueAtRisk(252, 0.95), 'VaR_95', {
    looser: { tolerance: 6e-5, because: 'as for 99 %' },
  }),
  more('spy_valueatrisk.csv', () => new core.ValueAtRisk(252, 0.9), 'VaR_90', {
    looser: { tolerance: 6e-5, because: 'as for 99 %' },
  }),
  more(
    'spy_qqq_corr.csv',
    () => new core.Correlation(referenceSymbol('SPY'), referenceSymbol('QQQ'), 252, core.CorrelationType.Spearman),
    'Correlation_Spearman',
  ),
  ...(
    [
      ['SAREXT_PARAM1', 0, 0],
      ['SAREXT_PARAM2', 100, 0],
      ['SAREXT_PARAM3', -95, 0],
      ['SAREXT_PARAM4', 100, 0.02],
    ] as const
  ).map(([column, start, offset]) =>
    more(
      'spy_sarext.txt',
      () => new core.ParabolicStopAndReverseExtended(start, offset, 0.03, 0.02, 0.4, 0.02, 0.01, 0.3),
      column,
    ),
  ),
];

function more<I extends Indicator>(
  file: string,
  make: () => I,
  column: string,
  options: Partial<ReferenceCase<I>> = {},
): { readonly file: string; readonly reference: ReferenceCase } {
  return { file, reference: single(make, column, options) };
}
