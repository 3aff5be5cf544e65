import { Algorithm, Duration, LockstepError, Resolution, Tick } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const HALF_A_DAY = Duration.fromObject({ hours: 12 });

/** A number of ticks cannot be asked for, a time of ticks can. */
export default class TickHistoryByCount extends Algorithm {
  override async initialize(): Promise<void> {
    this.setStartDate(2013, 10, 8);
    this.setEndDate(2013, 10, 9);
    const spy = this.addEquity('SPY', Resolution.Tick).symbol;
    await this.#requireRefusal(() => this.history(Tick, spy, 1));
    await this.#requireRefusal(() => this.history(Tick, spy, 1, Resolution.Tick));
    await this.#requireRefusal(() => this.history(Tick, [spy], 1));
    await this.#requireRefusal(() => this.history(Tick, [spy], 1, Resolution.Tick));
    for (const resolution of [undefined, Resolution.Tick]) {
      const ticks = await this.history(Tick, spy, HALF_A_DAY, resolution);
      requireThat(ticks.length > 0, 'there are no ticks');
    }
    this.quit();
  }

  async #requireRefusal(request: () => Promise<unknown>): Promise<void> {
    let error: unknown = null;
    try {
      await request();
    } catch (thrown: unknown) {
      error = thrown;
    }
    requireThat(
      error instanceof LockstepError && error.code === 'HISTORY_INVALID',
      `a number of ticks gave ${String(error)}`,
    );
  }
}
