import { expect, test } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import { tradeBars } from '../../testing/bar-series.ts';
import { runStrategy } from '../../testing/run-strategy.ts';
import { Resolution } from '../../time/resolution.ts';

/** Opens a bracket on each bar and gives up both of its children, or the entry before it has filled. */
class GivesUp extends Algorithm {
  #bar = 0;

  override initialize(): void {
    this.setCash(1_000_000);
    this.addEquity('ABC', Resolution.Minute);
  }

  override onData(): void {
    this.#bar += 1;
    const { price } = this.securities.get('ABC');
    const levels = { stopLoss: price / 2, takeProfit: price * 2 };
    if (this.#bar % 2 === 0) this.bracketOrder('ABC', 1, { ...levels, limitPrice: price * 0.9 }).cancel();
    else this.bracketOrder('ABC', 1, levels);
    for (const ticket of this.transactions.getOpenOrderTickets()) ticket.cancel();
  }
}

test('a bracket of which nothing is open any more is let go of after a while', async () => {
  const closes = Array.from({ length: 60 }, () => 100);
  const data = [tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, closes })];
  const { run } = (await runStrategy(GivesUp, { data })).outcome;
  expect(run.book.count).toBeGreaterThan(100);
  // Those of the last minutes may still hear of a late fill.
  expect(run.brackets.parts().length).toBeLessThanOrEqual(7);
});
