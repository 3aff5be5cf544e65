import { describe, expect, test } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import type { FillTiming } from '../../execution/fill-timing.ts';
import type { OrderEvent } from '../../orders/order-event.ts';
import { orderStatusName } from '../../orders/order-status.ts';
import type { OrderTicket } from '../../orders/order-ticket.ts';
import { tradeBars } from '../../testing/bar-series.ts';
import { randomWalk } from '../../testing/random-walk.ts';
import { type RunStrategyOptions, runStrategy, type StrategyRun } from '../../testing/run-strategy.ts';
import { Resolution } from '../../time/resolution.ts';

/** Orders of all kinds from handlers of all kinds, with cancels, updates and brackets. */
class Busy extends Algorithm {
  #bars = 0;
  readonly #tickets: OrderTicket[] = [];

  override initialize(): void {
    this.addEquity('ABC', Resolution.Minute);
    this.schedule.on(this.dateRules.everyDay(), this.timeRules.every(7 * 60_000 + 30_000), () => {
      if (this.portfolio.get('ABC').quantity < 0) this.liquidate('ABC');
    });
  }

  override onData(): void {
    this.#bars += 1;
    const { price } = this.securities.get('ABC');
    if (this.#bars % 5 === 0) this.#tickets.push(this.limitOrder('ABC', 10, price - 0.1));
    if (this.#bars % 11 === 0) this.#tickets.push(this.stopMarketOrder('ABC', -15, price - 0.3));
    if (this.#bars % 13 === 0) this.marketOrder('ABC', 5);
    if (this.#bars % 17 === 0) this.bracketOrder('ABC', 8, { stopLoss: price - 0.4, takeProfit: price + 0.4 });
    if (this.#bars % 3 === 0) this.#tickets.find((ticket) => ticket.isOpen)?.updateLimitPrice(price - 0.05);
    if (this.#bars % 19 === 0) this.#tickets.find((ticket) => ticket.isOpen)?.cancel();
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.isFill && event.orderId % 4 === 0) this.#tickets.push(this.limitOrder('ABC', -3, event.fillPrice + 0.2));
  }
}

const facts = (run: StrategyRun): unknown => ({
  events: run.orderEvents.map((event) => [
    event.orderId,
    event.utcTimeMs,
    orderStatusName(event.status),
    event.fillPrice,
    event.fillQuantity,
    event.orderFee.amount.toString(),
  ]),
  cash: run.portfolio.exactCash.toString(),
  held: run.portfolio.get('ABC').quantity,
  trades: run.trades.length,
  statistics: run.statistics,
});

const run = (seed: number, options: Partial<RunStrategyOptions>): Promise<StrategyRun> =>
  runStrategy(Busy, { data: [randomWalk(seed, 390, 0.2)], ...options });

describe('fill timing', () => {
  test('a venue with a ledger of its own gives what the strategy’s own account gives', async () => {
    for (let seed = 1; seed <= 8; seed += 1) {
      const fillTiming = 'deferred';
      const lent = await run(seed, { fillTiming, venue: 'lent' });
      const paper = await run(seed, { fillTiming, venue: 'paper' });
      expect(facts(paper)).toEqual(facts(lent));
      expect(lent.orderEvents.length).toBeGreaterThan(200);
    }
  });

  class Asks extends Algorithm {
    seen: string[] = [];

    override initialize(): void {
      this.addEquity('ABC', Resolution.Minute);
    }

    override onData(): void {
      if (this.seen.length > 0) return;
      const first = this.marketOrder('ABC', 1);
      const second = this.marketOrder('ABC', 2);
      this.seen.push(`returned ${orderStatusName(first.status)} ${orderStatusName(second.status)}`);
    }

    override onOrderEvent(event: OrderEvent): void {
      this.seen.push(`${event.orderId} ${orderStatusName(event.status)}`);
      if (event.isFill && event.orderId === 1) this.marketOrder('ABC', 3);
    }
  }

  const order = async (fillTiming: FillTiming): Promise<string[]> =>
    (await runStrategy(Asks, { data: [randomWalk(1, 390, 0.2)], fillTiming })).algorithm.seen;

  test('immediate: orders are filled when the call returns, those of a handler in between', async () => {
    expect(await order('immediate')).toEqual([
      '1 Submitted',
      '1 Filled',
      '2 Submitted',
      '2 Filled',
      '3 Submitted',
      '3 Filled',
      'returned Filled Filled',
    ]);
  });

  test('deferred: after the handler has returned, in the order in which they were asked for', async () => {
    expect(await order('deferred')).toEqual([
      'returned New New',
      '1 Submitted',
      '1 Filled',
      '2 Submitted',
      '2 Filled',
      '3 Submitted',
      '3 Filled',
    ]);
  });

  test.each(['lent', 'paper'] as const)(
    'a cancel that has not left yet does not spare an order: %s account',
    async (venue) => {
      class Pair extends Algorithm {
        #placed = false;

        override initialize(): void {
          this.addEquity('ABC', Resolution.Minute);
        }

        override onData(): void {
          if (this.#placed) return;
          this.#placed = true;
          this.stopMarketOrder('ABC', 15, 101);
          this.limitOrder('ABC', 15, 99);
        }

        override onOrderEvent(event: OrderEvent): void {
          if (event.isFill) for (const ticket of this.transactions.getOpenOrderTickets()) ticket.cancel();
        }
      }
      const calm = { open: 100, high: 100, low: 100, close: 100 };
      const bars = [calm, { open: 100, high: 102, low: 98, close: 100 }, calm];
      const data = [tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, bars, volume: 1_000 })];
      const { orderEvents } = await runStrategy(Pair, { data, cash: 1_000, fillTiming: 'deferred', venue });
      const told = orderEvents.map(
        ({ orderId, status, message }) => `${orderId} ${orderStatusName(status)} ${message}`,
      );
      expect(told.slice(0, 4)).toEqual(['1 Submitted ', '2 Submitted ', '1 Filled ', '2 CancelPending ']);
      expect(told[4]).toMatch(/^2 Invalid Order Error: ids: \[2\], Insufficient buying power/);
    },
  );
});
