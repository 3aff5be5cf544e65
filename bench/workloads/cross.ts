import { type Bars, firstBars, ONE_SYMBOL_BARS, readOne } from '../bench-data.ts';
import { Cross } from './cross-algorithm.ts';
import { runInMemory, type Workload } from './workload.ts';

const WARM_UP_BARS = 200_000;

/** The same for bars that are played several times and so begin earlier. */
class LongCross extends Cross {
  override initialize() {
    super.initialize();
    this.setStartDate(1997, 1, 1);
  }
}

export const cross: Workload = {
  title: 'one symbol, 1,000,000 minute bars, SMA 10/30 cross',
  unit: 'bars',
  floor: ['bench_floor.mjs', 'objects'],
  target: 0.2,
  prepare: (folder) => {
    const bars = readOne(folder);
    return {
      expected: { orders: 38_807, fills: 38_807, equity: '999832.90' },
      warmUp: () => run(firstBars(bars, WARM_UP_BARS)),
      bars: ONE_SYMBOL_BARS,
      run: () => run(bars),
    };
  },
};

/** The same rule on a tenth and on ten times the bars: cost per bar must not grow. */
export const crossOfLength = (bars: number): Workload => ({
  ...cross,
  title: `${bars.toLocaleString('en')} bars`,
  target: null,
  prepare: (folder) => {
    const rounds = Math.max(1, bars / ONE_SYMBOL_BARS);
    const all = firstBars(readOne(folder), bars);
    return {
      expected: {},
      warmUp: () => run(firstBars(all, WARM_UP_BARS / 2)),
      bars,
      run: () => run(all, rounds),
    };
  },
});

function run(bars: Bars, rounds = 1): ReturnType<typeof runInMemory> {
  return runInMemory(rounds === 1 ? Cross : LongCross, new Map([['BTCUSD', bars]]), rounds);
}
