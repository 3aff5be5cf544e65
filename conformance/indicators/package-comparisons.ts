import * as core from '@lockstep/core';
import { fromTechnicalIndicators, technicalindicators as ti } from '@lockstep/core/technicalindicators';
import { readReferenceFile } from './reference-files.ts';

/** One of our indicators beside a class of the npm package technicalindicators, with the same parameters. */
interface PackageComparison {
  readonly ours: core.Indicator;
  readonly theirs: core.Indicator;
  /** Which of our lines is compared; the value unless given. */
  readonly read: (() => number) | undefined;
  /** Why they differ, where they do. */
  readonly because: string | undefined;
}

/** How they compared on LEAN's 500 days of SPY. */
export interface PackageResult {
  readonly largestDifference: number;
  /** How many days after the first common value they agree for good; null if they never do. */
  readonly agreeAfter: number | null;
  readonly because: string | undefined;
}

const FILE = 'spy_ohlcv.txt';
/** Values agree within this share of their size. */
const AGREEMENT = 1e-6;

const ROUNDED = 'the package rounds to two decimals';

function beside(
  ours: core.Indicator,
  theirs: core.Indicator,
  because?: string,
  read?: () => number,
): PackageComparison {
  return { ours, theirs, because, read };
}

type Comparisons = Readonly<Record<string, PackageComparison>>;

/** Comparisons by the name of the entry in LEAN's list; new objects at each call. */
export function packageComparisons(): Comparisons {
  return { ...averages(), ...oscillators(), ...flows() };
}

/** Averages, ranges and bands. */
function averages(): Comparisons {
  const bands = new core.BollingerBands(20, 2);
  const ichimoku = new core.IchimokuKinkoHyo();
  const cloud = { conversionPeriod: 9, basePeriod: 26, spanPeriod: 52, displacement: 26 };
  return {
    AverageTrueRange: beside(
      new core.AverageTrueRange(14),
      fromTechnicalIndicators(ti.ATR, { period: 14 }),
      'LEAN counts the range of the first bar, the package does not; the difference dies away',
    ),
    BollingerBands: beside(
      bands,
      fromTechnicalIndicators(ti.BollingerBands, { period: 20, stdDev: 2 }, { value: 'lower' }),
      undefined,
      () => bands.lowerBand.value,
    ),
    ExponentialMovingAverage: beside(
      new core.ExponentialMovingAverage(14),
      fromTechnicalIndicators(ti.EMA, { period: 14 }),
    ),
    HeikinAshi: beside(new core.HeikinAshi(), fromTechnicalIndicators(ti.HeikinAshi, {}, { value: 'close' as never })),
    IchimokuKinkoHyo: beside(
      ichimoku,
      fromTechnicalIndicators(ti.IchimokuCloud, cloud),
      undefined,
      () => ichimoku.tenkan.value,
    ),
    KeltnerChannels: beside(
      new core.KeltnerChannels(20, 1.5),
      fromTechnicalIndicators(ti.KeltnerChannels, { maPeriod: 20, atrPeriod: 20, multiplier: 1.5, useSMA: true }),
      'LEAN averages the typical price, the package the close',
    ),
    LinearWeightedMovingAverage: beside(
      new core.LinearWeightedMovingAverage(14),
      fromTechnicalIndicators(ti.WMA, { period: 14 }),
    ),
    Maximum: beside(new core.Maximum(5), fromTechnicalIndicators(ti.Highest, { period: 5 })),
    Minimum: beside(new core.Minimum(5), fromTechnicalIndicators(ti.Lowest, { period: 5 })),
    SimpleMovingAverage: beside(new core.SimpleMovingAverage(14), fromTechnicalIndicators(ti.SMA, { period: 14 })),
    StandardDeviation: beside(new core.StandardDeviation(10), fromTechnicalIndicators(ti.SD, { period: 10 })),
    TrueRange: beside(new core.TrueRange(), fromTechnicalIndicators(ti.TrueRange, {})),
  };
}

/** Oscillators. */
function oscillators(): Comparisons {
  const stochasticRsi = new core.StochasticRelativeStrengthIndex(14, 14, 3, 3);
  const kst = { ROCPer1: 5, SMAROCPer1: 5, ROCPer2: 10, SMAROCPer2: 5, ROCPer3: 15, SMAROCPer3: 5 };
  const macd = { fastPeriod: 12, slowPeriod: 26, signalPeriod: 9, SimpleMAOscillator: false, SimpleMASignal: false };
  return {
    AwesomeOscillator: beside(
      new core.AwesomeOscillator(5, 34),
      fromTechnicalIndicators(ti.AwesomeOscillator, { fastPeriod: 5, slowPeriod: 34 }),
    ),
    CommodityChannelIndex: beside(new core.CommodityChannelIndex(14), fromTechnicalIndicators(ti.CCI, { period: 14 })),
    KnowSureThing: beside(
      new core.KnowSureThing(5, 5, 10, 5, 15, 5, 25, 10, 9),
      fromTechnicalIndicators(ti.KST, { ...kst, ROCPer4: 25, SMAROCPer4: 10, signalPeriod: 9 }),
    ),
    MovingAverageConvergenceDivergence: beside(
      new core.MovingAverageConvergenceDivergence(12, 26, 9),
      fromTechnicalIndicators(ti.MACD, macd),
    ),
    RateOfChangePercent: beside(new core.RateOfChangePercent(50), fromTechnicalIndicators(ti.ROC, { period: 50 })),
    RelativeStrengthIndex: beside(
      new core.RelativeStrengthIndex(14),
      fromTechnicalIndicators(ti.RSI, { period: 14 }),
      ROUNDED,
    ),
    Stochastic: beside(
      new core.Stochastic(12, 3, 5),
      fromTechnicalIndicators(ti.Stochastic, { period: 12, signalPeriod: 3 }),
    ),
    StochasticRelativeStrengthIndex: beside(
      stochasticRsi,
      fromTechnicalIndicators(
        ti.StochasticRSI,
        { rsiPeriod: 14, stochasticPeriod: 14, kPeriod: 3, dPeriod: 3 },
        { value: 'k' },
      ),
      'the package takes it from its rounded relative strength',
      () => stochasticRsi.k.value,
    ),
    Trix: beside(new core.Trix(5), fromTechnicalIndicators(ti.TRIX, { period: 5 })),
    WilliamsPercentR: beside(new core.WilliamsPercentR(14), fromTechnicalIndicators(ti.WilliamsR, { period: 14 })),
  };
}

/** Trends and volume. */
function flows(): Comparisons {
  return {
    AccumulationDistribution: beside(
      new core.AccumulationDistribution(),
      fromTechnicalIndicators(ti.ADL, {}),
      'the package rounds to whole numbers, and a bar without range adds its whole volume',
    ),
    AverageDirectionalIndex: beside(
      new core.AverageDirectionalIndex(14),
      fromTechnicalIndicators(ti.ADX, { period: 14 }),
      'a bar that goes as far up as down counts as up in LEAN, as neither in the package',
    ),
    ForceIndex: beside(new core.ForceIndex(20), fromTechnicalIndicators(ti.ForceIndex, { period: 20 })),
    MoneyFlowIndex: beside(
      new core.MoneyFlowIndex(20),
      fromTechnicalIndicators(ti.MFI, { period: 20 }),
      `${ROUNDED}, is a bar late, and counts an unchanged typical price as outflow`,
    ),
    OnBalanceVolume: beside(
      new core.OnBalanceVolume(),
      fromTechnicalIndicators(ti.OBV, {}),
      'LEAN starts with the volume of the first bar, the package with zero',
    ),
    ParabolicStopAndReverse: beside(
      new core.ParabolicStopAndReverse(),
      fromTechnicalIndicators(ti.PSAR, { step: 0.02, max: 0.2 }),
      'the package starts long whatever the first move is, and errs where a price equals the stop',
    ),
  };
}

/** Feeds both with LEAN's days of SPY. */
export function compareWithPackage({ ours, theirs, read, because }: PackageComparison): PackageResult {
  let largestDifference = 0;
  let days = 0;
  let lastDifferent = 0;
  for (const { bar } of readReferenceFile(FILE)) {
    ours.update(bar);
    theirs.update(bar);
    if (!ours.isReady || !theirs.isReady) continue;
    days++;
    const value = read === undefined ? ours.value : read();
    const difference = Math.abs(value - theirs.value);
    largestDifference = Math.max(largestDifference, difference);
    if (difference > AGREEMENT * Math.max(1, Math.abs(value))) lastDifferent = days;
  }
  return { largestDifference, agreeAfter: lastDifferent === days ? null : lastDifferent, because };
}
