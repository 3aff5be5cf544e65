import { Algorithm, type TimeRule } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Events of one instant fire in the order of their registration, and time never goes back. */
export default class ScheduledEventsOrder extends Algorithm {
  #eventCount = 0;
  #openCount = 0;
  #lastTimeMs = Number.NEGATIVE_INFINITY;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    const spy = this.addEquity('SPY').symbol;
    const aapl = this.symbol('AAPL');
    this.schedule.on(this.dateRules.weekStart(aapl), this.timeRules.afterMarketOpen(aapl), () => this.#afterOpen());
    const rules = [this.timeRules.at(9, 25), this.timeRules.beforeMarketClose(spy, 5), this.timeRules.at(16, 5)];
    const turns = rules.map(() => 0);
    for (const turn of [0, 1]) {
      for (const [index, rule] of rules.entries()) this.#register(rule, index, turn, turns);
    }
  }

  /** Registers an event that expects to be the first (0) or second (1) of its pair. */
  #register(rule: TimeRule, index: number, turn: number, turns: number[]): void {
    this.schedule.on(this.dateRules.everyDay('SPY'), rule, () => {
      requireThat(turns[index] === turn, `event ${turn} of rule ${index} fired out of order`);
      turns[index] = 1 - turn;
      requireThat(this.#lastTimeMs <= this.utcTimeMs, `time went back at ${this.time.toISO()}`);
      this.#lastTimeMs = this.utcTimeMs;
      this.#eventCount += 1;
    });
  }

  #afterOpen(): void {
    this.#openCount += 1;
    requireThat(this.time.toFormat('HH:mm:ss') === '09:30:00', `the open came at ${this.time.toISO()}`);
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#eventCount === 28, `${this.#eventCount} events instead of 28`);
    requireThat(this.#openCount === 1, `${this.#openCount} opens of a week instead of 1`);
  }
}
