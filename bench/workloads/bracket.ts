import { Algorithm, type Bracket, type OrderEvent, type OrderTicket, Resolution, type Security } from '@lockstep/core';
import { type Bars, firstBars, readOne } from '../bench-data.ts';
import { QUANTITY } from './cross.ts';
import { type Figures, figuresOf, runInMemory, type Workload } from './workload.ts';

const BARS = 200_000;
const WARM_UP_BARS = 20_000;
const STOP = 0.999;
const TARGET = 1.001;

abstract class Flat extends Algorithm {
  protected security!: Security;

  override initialize() {
    this.setTimeZone('UTC');
    this.setStartDate(2015, 1, 1);
    this.setEndDate(2015, 5, 31);
    this.setCash(1_000_000);
    this.setBenchmark(() => 0);
    this.security = this.addCrypto('BTCUSD', Resolution.Minute, undefined, false);
  }
}

/** W4: a bracket order whenever there is no position. */
class Brackets extends Flat {
  #bracket: Bracket | null = null;

  override onData() {
    if (this.#bracket?.isOpen === true) return;
    const { price } = this.security;
    this.#bracket = this.bracketOrder(this.security, QUANTITY, { stopLoss: price * STOP, takeProfit: price * TARGET });
  }
}

/** The same by hand, as in LEAN: when one of the pair fills, the other is cancelled in `onOrderEvent`. */
class BracketsByHand extends Flat {
  #stop: OrderTicket | null = null;
  #target: OrderTicket | null = null;

  override onData() {
    if (this.security.holdings.quantity !== 0) return;
    const { price } = this.security;
    this.marketOrder(this.security, QUANTITY);
    this.#stop = this.stopMarketOrder(this.security, -QUANTITY, price * STOP);
    this.#target = this.limitOrder(this.security, -QUANTITY, price * TARGET);
  }

  override onOrderEvent({ isFill, orderId }: OrderEvent) {
    if (!isFill) return;
    if (orderId === this.#stop?.orderId) this.#target?.cancel();
    else if (orderId === this.#target?.orderId) this.#stop?.cancel();
  }
}

function workload(title: string, strategy: new () => Algorithm, expected: Partial<Figures>): Workload {
  const run = (bars: Bars): ReturnType<typeof runInMemory> => runInMemory(strategy, new Map([['BTCUSD', bars]]));
  return {
    title,
    unit: 'orders',
    floor: ['bench_floor_w.mjs', 'bracket'],
    target: 0.15,
    prepare: (folder) => {
      const bars = firstBars(readOne(folder), BARS);
      return {
        expected,
        warmUp: () => run(firstBars(bars, WARM_UP_BARS)),
        run: async () => figuresOf(await run(bars), BARS),
      };
    },
  };
}

export const bracket: Workload = workload('200,000 bars, a bracket order whenever flat', Brackets, {
  orders: 194_895,
  fills: 129_929,
});

export const bracketByHand: Workload = workload('the same with the pair made by hand', BracketsByHand, {
  orders: 194_477,
  fills: 129_885,
});
