import { Algorithm, Resolution, type TradeBar, TradeBarConsolidator } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A consolidator keeps its last two bars: the one just handed over first. */
export default class ConsolidatorRollingWindow extends Algorithm {
  readonly #consolidator = new TradeBarConsolidator({ periodMs: 600_000 });
  #count = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('SPY', Resolution.Minute);
    this.#consolidator.onDataConsolidated((_, bar) => this.#check(bar));
    this.subscriptionManager.addConsolidator('SPY', this.#consolidator);
  }

  #check(bar: TradeBar): void {
    this.#count += 1;
    const consolidator = this.#consolidator;
    const newest = consolidator.get(0);
    requireThat(consolidator.current === newest, 'current is not the first bar of the window');
    requireThat(newest?.timeMs === bar.timeMs && newest.close === bar.close, 'the window begins with another bar');
    if (consolidator.window.count < 2) return;
    const before = consolidator.get(1);
    requireThat(consolidator.previous === before, 'previous is not the second bar of the window');
    requireThat(before !== undefined && before.timeMs < bar.timeMs, 'the second bar of the window is not older');
    requireThat(before.close > 0, `the second bar closed at ${before.close}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#count > 0, 'no bar was consolidated');
    requireThat(this.#consolidator.window.count === 2, `the window holds ${this.#consolidator.window.count} bars`);
  }
}
