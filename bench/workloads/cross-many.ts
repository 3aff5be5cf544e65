import { Algorithm, Resolution, type Slice } from '@lockstep/core';
import { type Bars, firstBars, readMany, SYMBOLS, withoutEveryThird } from '../bench-data.ts';
import { CrossRule } from './cross-algorithm.ts';
import { expectedCross } from './expected-cross.ts';
import { runInMemory, type Workload } from './workload.ts';

const WARM_UP_BARS = 2_000;

/** W2: the rule on each of a hundred symbols, in one portfolio. */
class CrossMany extends Algorithm {
  readonly #rules = new Map<string, CrossRule>();

  override initialize() {
    this.setTimeZone('UTC');
    this.setStartDate(2015, 1, 1);
    this.setEndDate(2015, 1, 8);
    this.setCash(1_000_000);
    this.setBenchmark(() => 0);
    for (let index = 0; index < SYMBOLS; index += 1) {
      const security = this.addCrypto(tickerOf(index), Resolution.Minute, undefined, false);
      this.#rules.set(security.symbol.id, new CrossRule(this, security));
    }
  }

  override onData(slice: Slice) {
    for (const [symbol] of slice.bars) this.#rules.get(symbol.id)?.onBar(slice.utcMs);
  }
}

export const crossMany: Workload = {
  title: 'a hundred symbols, 10,000 minute bars each',
  unit: 'bars',
  floor: ['bench_floor.mjs', 'objects'],
  target: 0.13,
  prepare: (folder) => prepare(readMany(folder)),
};

export const crossManyUnaligned: Workload = {
  ...crossMany,
  title: 'a hundred symbols, every third bar of each left out',
  target: 0.13 * 0.6,
  prepare: (folder) => prepare(readMany(folder).map((bars, index) => withoutEveryThird(bars, index % 3))),
};

function prepare(symbols: readonly Bars[]): ReturnType<Workload['prepare']> {
  const bars = symbols.reduce((sum, { time }) => sum + time.length, 0);
  return {
    expected: expectedCross(symbols),
    warmUp: () => run(symbols.map((each) => firstBars(each, WARM_UP_BARS))),
    bars,
    run: () => run(symbols),
  };
}

function run(symbols: readonly Bars[]): ReturnType<typeof runInMemory> {
  return runInMemory(CrossMany, new Map(symbols.map((bars, index) => [tickerOf(index), bars])));
}

function tickerOf(index: number): string {
  return `S${String(index).padStart(2, '0')}USD`;
}
