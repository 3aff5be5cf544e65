import { describe, expect, test } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import type { FillTiming } from '../../execution/fill-timing.ts';
import type { OrderEvent } from '../../orders/order-event.ts';
import { orderStatusName } from '../../orders/order-status.ts';
import type { OrderTicket } from '../../orders/order-ticket.ts';
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
});
