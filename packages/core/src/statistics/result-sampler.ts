import { Decimal } from '../numeric/decimal.ts';
import { smartRound } from '../numeric/smart-rounding.ts';
import { GrowingSeries, type SampleSeries } from './sample-series.ts';

const TICKS_PER_DAY = 864_000_000_000;
const TICKS_PER_MINUTE = 600_000_000;
const TICKS_PER_MS = 10_000;
const MOST_SAMPLES = 4_000;
const SHORTEST_PERIOD_MINUTES = 4;
const HUNDRED = Decimal.fromInteger(100);

/** What the sampler reads of a run. */
export interface SampledAccount {
  /** Cash and holdings in account currency. */
  totalPortfolioValue(): Decimal;
  /** Money traded since the start, in account currency. */
  totalSaleVolume(): Decimal;
  /** Benchmark level at an instant, unrounded; zero when there is none. */
  benchmarkValue(utcMs: number): Decimal;
  /** Holdings as fractions of the portfolio value, shorts negative; sampled daily for the report. */
  exposure?(): { readonly long: Decimal; readonly short: Decimal };
}

/** What a sampler needs at its start. */
export interface ResultSamplerOptions {
  readonly account: SampledAccount;
  /** First midnight of the run, wall-clock ms in the algorithm's zone. */
  readonly startLocalMs: number;
  /** Midnight after the last day of the run, wall-clock ms in the algorithm's zone. */
  readonly endLocalMs: number;
  readonly startingPortfolioValue: Decimal;
  /** Told before every forced sample, after the portfolio was valued: the capacity estimate closes its period. */
  readonly onForcedSample?: (utcMs: number) => void;
}

/** The series a run leaves behind; values are smart-rounded as chart points are. */
export interface SampledSeries {
  readonly equity: SampleSeries;
  readonly benchmark: SampleSeries;
  /** Change of the portfolio value since the previous daily sample, percent. */
  readonly performance: SampleSeries;
  /** Distance from the highest daily value, percent, ≤ 0. */
  readonly drawdown: SampleSeries;
  /** Traded money since the previous daily sample over portfolio value. */
  readonly turnover: SampleSeries;
  readonly longExposure: SampleSeries;
  readonly shortExposure: SampleSeries;
}

/**
 * Samples a run as LEAN's result handler does: equity at most every four minutes (4,000 points over long runs), all
 * series at each midnight of the algorithm's zone and at the end.
 */
export class ResultSampler {
  /** The engine calls `onSlice` when the slice is later than this; before the first sample −∞. */
  nextSampleUtc = Number.NEGATIVE_INFINITY;
  /** While true nothing is added to a series. */
  warmingUp = false;
  readonly #account: SampledAccount;
  readonly #startLocalMs: number;
  readonly #samplePeriodMs: number;
  readonly #onForcedSample: (utcMs: number) => void;
  readonly #equity = new GrowingSeries();
  readonly #benchmark = new GrowingSeries();
  readonly #performance = new GrowingSeries();
  readonly #drawdown = new GrowingSeries();
  readonly #turnover = new GrowingSeries();
  readonly #longExposure = new GrowingSeries();
  readonly #shortExposure = new GrowingSeries();
  #startingValue: Decimal;
  #dailyValue: Decimal;
  #highestValue: Decimal;
  #benchmarkValue = Decimal.ZERO;
  /** Total sale volume at the last and the last but one turnover sample. */
  #saleVolume = Decimal.ZERO;
  #earlierSaleVolume = Decimal.ZERO;
  #turnoverTimeMs = Number.NaN;

  constructor(options: ResultSamplerOptions) {
    this.#account = options.account;
    this.#startLocalMs = options.startLocalMs;
    this.#samplePeriodMs = samplePeriodMs(options.endLocalMs - options.startLocalMs);
    this.#onForcedSample = options.onForcedSample ?? (() => {});
    this.#startingValue = options.startingPortfolioValue;
    this.#dailyValue = options.startingPortfolioValue;
    this.#highestValue = options.startingPortfolioValue;
  }

  /** Portfolio value at the start, or at the end of warm-up when that differs. */
  get startingPortfolioValue(): Decimal {
    return this.#startingValue;
  }

  /** Samples equity after a slice when it is due. */
  onSlice(utcMs: number): void {
    if (utcMs > this.nextSampleUtc) this.#sampleSlice(utcMs);
  }

  /** The sample at a midnight of the algorithm's zone, and at the end of the run. `localMs` is `utcMs` in that zone. */
  sampleDaily(utcMs: number, localMs: number): void {
    const value = this.#account.totalPortfolioValue();
    this.#benchmarkValue = smartRound(this.#account.benchmarkValue(utcMs));
    const performance = this.#performanceOf(value);
    this.#highestValue = Decimal.max(value, this.#highestValue);
    this.#add(this.#equity, utcMs, value.round(4));
    this.#add(this.#benchmark, utcMs, this.#benchmarkValue);
    this.#add(this.#performance, utcMs, performance);
    if (!this.#highestValue.isZero()) this.#add(this.#drawdown, utcMs, this.#drawdownOf(value));
    this.#sampleExposure(utcMs, value);
    this.#sampleTurnover(utcMs, localMs, value);
    this.#dailyValue = value;
  }

  /** Takes the values after warm-up as the start; one that did not change keeps its scale. */
  onWarmupFinished(): void {
    this.warmingUp = false;
    const value = this.#account.totalPortfolioValue();
    if (!this.#highestValue.equals(value)) this.#highestValue = value;
    if (!this.#dailyValue.equals(value)) this.#dailyValue = value;
    if (!this.#startingValue.equals(value)) this.#startingValue = value;
  }

  /** Values and samples regardless of the period: what a run that failed gets at its end. */
  forceSample(utcMs: number): void {
    this.#onForcedSample(utcMs);
    this.#sampleSlice(utcMs);
  }

  /**
   * The end of a completed run: a forced sample at the clock's time, the last daily sample at the time of the last slice,
   * another forced sample. Without any slice LEAN's last sample bears the start's local midnight read as UTC.
   */
  finish(clockUtcMs: number, lastSliceUtcMs: number, lastSliceLocalMs: number): void {
    this.forceSample(clockUtcMs);
    this.sampleDaily(lastSliceUtcMs, lastSliceLocalMs);
    this.forceSample(clockUtcMs);
  }

  /**
   * What was sampled. A run that ended before any daily sample gets one point of benchmark and performance if its value
   * changed, so that it has (mostly zero) statistics; otherwise these stay empty.
   */
  series(utcMs: number): SampledSeries {
    let benchmark = this.#benchmark;
    let performance = this.#performance;
    if (benchmark.length === 0 && !this.warmingUp) {
      const change = this.#performanceOf(this.#account.totalPortfolioValue());
      if (!change.isZero()) {
        benchmark = new GrowingSeries();
        performance = new GrowingSeries();
        benchmark.append(utcMs, this.#benchmarkValue);
        performance.append(utcMs, smartRound(change));
      }
    }
    return {
      equity: this.#equity,
      benchmark,
      performance,
      drawdown: this.#drawdown,
      turnover: this.#turnover,
      longExposure: this.#longExposure,
      shortExposure: this.#shortExposure,
    };
  }

  #sampleSlice(utcMs: number): void {
    this.nextSampleUtc = utcMs + this.#samplePeriodMs;
    if (!this.warmingUp) this.#add(this.#equity, utcMs, this.#account.totalPortfolioValue().round(4));
  }

  #performanceOf(value: Decimal): Decimal {
    if (this.#dailyValue.isZero()) return Decimal.ZERO;
    return value.minus(this.#dailyValue).times(HUNDRED).dividedBy(this.#dailyValue).round(10);
  }

  #drawdownOf(value: Decimal): Decimal {
    return value.dividedBy(this.#highestValue).minus(Decimal.ONE).times(HUNDRED).round(2);
  }

  #sampleExposure(utcMs: number, value: Decimal): void {
    if (value.isZero() || this.#account.exposure === undefined) return;
    const { long, short } = this.#account.exposure();
    this.#add(this.#longExposure, utcMs, long.round(4));
    this.#add(this.#shortExposure, utcMs, short.round(4));
  }

  /** The first midnight is skipped; a second sample of the same instant replaces the first and spans both periods. */
  #sampleTurnover(utcMs: number, localMs: number, value: Decimal): void {
    if (value.isZero() || localMs === this.#startLocalMs) return;
    const volume = this.#account.totalSaleVolume();
    const since = utcMs === this.#turnoverTimeMs ? this.#earlierSaleVolume : this.#saleVolume;
    this.#earlierSaleVolume = this.#saleVolume;
    this.#saleVolume = volume;
    this.#turnoverTimeMs = utcMs;
    if (!this.warmingUp) this.#turnover.appendOrReplace(utcMs, smartRound(volume.minus(since).dividedBy(value)));
  }

  #add(series: GrowingSeries, utcMs: number, value: Decimal): void {
    if (!this.warmingUp) series.append(utcMs, smartRound(value));
  }
}

/**
 * A 4,000th of the run's length, at least four minutes. LEAN's run ends one 100-ns tick before midnight and its period is
 * cut to whole ticks; a period that is not a whole millisecond lies half a millisecond above the whole one here, which
 * compares alike for times in milliseconds.
 */
function samplePeriodMs(lengthMs: number): number {
  const days = Math.round(lengthMs / 86_400_000);
  const totalMinutes = (days * TICKS_PER_DAY - 1) / TICKS_PER_MINUTE;
  const minutes =
    totalMinutes < SHORTEST_PERIOD_MINUTES * MOST_SAMPLES ? SHORTEST_PERIOD_MINUTES : totalMinutes / MOST_SAMPLES;
  const ticks = Math.trunc(minutes * TICKS_PER_MINUTE);
  const wholeMs = Math.floor(ticks / TICKS_PER_MS);
  return wholeMs * TICKS_PER_MS === ticks ? wholeMs : wholeMs + 0.5;
}
