import {
  Algorithm,
  type Bracket,
  EquityFillModel,
  type OrderEvent,
  type OrderTicket,
  Resolution,
  type Security,
} from '@lockstep/core';
import { type Bars, firstBars, readOne } from '../bench-data.ts';
import { QUANTITY } from './cross-algorithm.ts';
import { type Figures, runInMemory, type Workload } from './workload.ts';

const BARS = 200_000;
const WARM_UP_BARS = 20_000;
const DISTANCE = 0.001;

abstract class Flat extends Algorithm {
  protected security!: Security;

  /**
   * Stop and target a tenth of a percent away. The fill model wants a price to go beyond a stop or limit by a step; the
   * reference fills at a touch. Whole cents that are passed exactly when the level itself is touched join the two.
   */
  protected levels(): { readonly stopLoss: number; readonly takeProfit: number } {
    const cents = Math.round(this.security.price * 100);
    return {
      stopLoss: (Math.floor(cents * (1 - DISTANCE)) + 1) / 100,
      takeProfit: (Math.ceil(cents * (1 + DISTANCE)) - 1) / 100,
    };
  }

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
    this.#bracket = this.bracketOrder(this.security, QUANTITY, this.levels());
  }
}

/**
 * The same by hand, as LEAN ran it on a raw equity that trades around the clock: levels are rounded to cents when they are
 * submitted, a stop fills at a touch, a limit beyond it. When one of the pair fills, the other is cancelled in
 * `onOrderEvent`. The cancel waits in line, so that sometimes both fill; the short position is then closed, and the next
 * bar starts anew.
 */
class BracketsByHand extends Flat {
  #stop: OrderTicket | null = null;
  #target: OrderTicket | null = null;

  override initialize() {
    super.initialize();
    this.security.setFillModel(new EquityFillModel());
  }

  override onData() {
    const { price, holdings } = this.security;
    if (holdings.quantity < 0) this.marketOrder(this.security, -holdings.quantity);
    else if (holdings.quantity === 0) this.#enter(price);
  }

  #enter(price: number): void {
    this.marketOrder(this.security, QUANTITY);
    this.#stop = this.stopMarketOrder(this.security, -QUANTITY, price * (1 - DISTANCE));
    this.#target = this.limitOrder(this.security, -QUANTITY, price * (1 + DISTANCE));
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
        bars: BARS,
        run: () => run(bars),
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
