import { Algorithm, Resolution, type Security, SimpleMovingAverage } from '@lockstep/core';
import { type Bars, firstBars, ONE_SYMBOL_BARS, readOne } from '../bench-data.ts';
import { figuresOf, runInMemory, type Workload } from './workload.ts';

export const QUANTITY = 10;
const WARM_UP_BARS = 200_000;

/** Holds a position while the fast average is above the slow one. A tie changes nothing. */
export class CrossRule {
  readonly #algorithm: Algorithm;
  readonly #security: Security;
  readonly #fast = new SimpleMovingAverage(10);
  readonly #slow = new SimpleMovingAverage(30);
  #isAbove: boolean | null = null;

  constructor(algorithm: Algorithm, security: Security) {
    this.#algorithm = algorithm;
    this.#security = security;
  }

  onBar(utcMs: number): void {
    const { price } = this.#security;
    this.#fast.update(utcMs, price);
    this.#slow.update(utcMs, price);
    if (!this.#slow.isReady) return;
    const difference = this.#fast.value - this.#slow.value;
    if (difference === 0) return;
    const isAbove = difference > 0;
    if (this.#isAbove !== null && isAbove !== this.#isAbove) this.#trade(isAbove);
    this.#isAbove = isAbove;
  }

  #trade(buys: boolean): void {
    const held = this.#security.holdings.quantity;
    if (buys) this.#algorithm.marketOrder(this.#security, QUANTITY);
    else if (held !== 0) this.#algorithm.marketOrder(this.#security, -held);
  }
}

/** W1: the rule on one symbol. */
export class Cross extends Algorithm {
  #rule!: CrossRule;

  override initialize() {
    this.setTimeZone('UTC');
    this.setStartDate(2015, 1, 1);
    this.setEndDate(2016, 12, 31);
    this.setCash(1_000_000);
    this.setBenchmark(() => 0);
    this.#rule = new CrossRule(this, this.addCrypto('BTCUSD', Resolution.Minute, undefined, false));
  }

  override onData() {
    this.#rule.onBar(this.utcTimeMs);
  }
}

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
      run: async () => figuresOf(await run(bars), ONE_SYMBOL_BARS),
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
      run: async () => figuresOf(await run(all, rounds), bars),
    };
  },
});

function run(bars: Bars, rounds = 1): ReturnType<typeof runInMemory> {
  return runInMemory(rounds === 1 ? Cross : LongCross, new Map([['BTCUSD', bars]]), rounds);
}
