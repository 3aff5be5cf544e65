import { Resolution } from '@lockstep/core';
import { runStrategy, tradeBars } from '@lockstep/core/testing';
import { expect, test } from 'vitest';
import { BuysTen, minutes, stageOf } from './one-trade.ts';

/** Buys when the price has risen over three bars and sells when it has fallen, all through the morning. */
class FollowsPrice extends BuysTen {
  #closes: number[] = [];

  override onData(): void {
    const security = this.securities.get('ABC');
    this.#closes = [...this.#closes, security.price].slice(-3);
    const [first = 0, , last = 0] = this.#closes;
    if (this.#closes.length < 3) return;
    if (last > first && !security.holdings.invested) this.marketOrder('ABC', 10);
    if (last < first && security.holdings.invested) this.liquidate('ABC');
  }
}

test('loss 24: paper and backtest on the very same candles trade at the same times and prices', async () => {
  const closes = Array.from({ length: 60 }, (_, minute) => 100 + Math.round(100 * Math.sin(minute / 4)) / 100);
  const data = [tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, closes })];
  const { orderEvents } = await runStrategy(FollowsPrice, { data, fillTiming: 'deferred' });
  const expected = orderEvents
    .filter(({ isFill }) => isFill)
    .map(({ utcTimeMs, fillQuantity, fillPrice }) => [utcTimeMs, fillQuantity, fillPrice]);
  expect(expected.length).toBeGreaterThan(4);

  const stage = stageOf({ data });
  await stage.start(FollowsPrice);
  await minutes(stage, 61);
  // What the line takes to tell of a fill is part of its time here.
  const told = await stage.session.store.queries.orderEvents();
  const fills = told
    .filter(({ status }) => status === 'Filled')
    .map(({ timeMs, fillQuantity, fillPrice }) => [timeMs - (timeMs % 1_000), Number(fillQuantity), Number(fillPrice)]);
  expect(fills).toEqual(expected);
});
