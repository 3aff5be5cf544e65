import {
  Algorithm,
  type AverageTrueRange,
  type BollingerBands,
  type ExponentialMovingAverage,
  type MovingAverageConvergenceDivergence,
  type RelativeStrengthIndex,
  Resolution,
  SimpleMovingAverage,
} from '@lockstep/core';
import { type Bars, firstBars, ONE_SYMBOL_BARS, readOne } from '../bench-data.ts';
import { runInMemory, type Workload } from './workload.ts';

const WARM_UP_BARS = 100_000;
const FIVE_MINUTES_MS = 300_000;

/** W3: ten moving averages and five more indicators a bar, a consolidator, no orders. */
class Ribbon extends Algorithm {
  readonly #averages: SimpleMovingAverage[] = [];
  #ema!: ExponentialMovingAverage;
  #rsi!: RelativeStrengthIndex;
  #macd!: MovingAverageConvergenceDivergence;
  #bands!: BollingerBands;
  #range!: AverageTrueRange;
  readonly #slow = new SimpleMovingAverage(20);
  total = 0;

  override initialize() {
    this.setTimeZone('UTC');
    this.setStartDate(2015, 1, 1);
    this.setEndDate(2016, 12, 31);
    this.setBenchmark(() => 0);
    const { symbol } = this.addCrypto('BTCUSD', Resolution.Minute, undefined, false);
    for (let period = 10; period <= 100; period += 10) this.#averages.push(this.sma(symbol, period));
    this.#ema = this.ema(symbol, 20);
    this.#rsi = this.rsi(symbol, 14);
    this.#macd = this.macd(symbol, 12, 26, 9);
    this.#bands = this.bb(symbol, 20, 2);
    this.#range = this.atr(symbol, 14);
    this.consolidate(symbol, FIVE_MINUTES_MS, (bar) => this.#slow.update(bar.endTimeMs, bar.close));
  }

  override onData() {
    if (!this.#slow.isReady) return;
    for (const average of this.#averages) this.total += average.value;
    this.total +=
      this.#ema.value + this.#rsi.value + this.#macd.value + this.#bands.upperBand.value + this.#range.value;
    this.total += this.#slow.value;
  }
}

export const ribbon: Workload = {
  title: '1,000,000 minute bars, ten SMA, EMA, RSI, MACD, Bollinger bands, ATR, a five-minute consolidator',
  unit: 'bars',
  floor: ['bench_floor_w.mjs', 'ribbon', String(ONE_SYMBOL_BARS)],
  target: 0.2,
  prepare: (folder) => {
    const bars = readOne(folder);
    return {
      expected: { orders: 0, fills: 0 },
      warmUp: () => run(firstBars(bars, WARM_UP_BARS)),
      bars: ONE_SYMBOL_BARS,
      run: () => run(bars),
    };
  },
};

function run(bars: Bars): ReturnType<typeof runInMemory> {
  return runInMemory(Ribbon, new Map([['BTCUSD', bars]]));
}
