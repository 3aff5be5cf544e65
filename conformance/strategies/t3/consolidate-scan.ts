import { Algorithm, Duration, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** When the bars of each period must come: day of the month and time. */
function expectedTimes() {
  return {
    day: ['7 16:00', '8 16:00', '9 16:00', '10 16:00'],
    'three hours': [
      '7 12:00',
      '7 15:00',
      '7 18:00',
      '8 12:00',
      '8 15:00',
      '8 18:00',
      '9 12:00',
      '9 15:00',
      '9 18:00',
      '10 12:00',
      '10 15:00',
    ],
    'two days': ['9 09:00'],
  };
}

/** Days, three hours and two days of hourly data: each bar comes when its time is over, whether data comes then or not. */
export default class ConsolidateScan extends Algorithm {
  readonly #expected = expectedTimes();

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 10);
    this.addEquity('SPY', Resolution.Hour);
    this.consolidate('SPY', Resolution.Daily, () => {
      this.#check('day');
      if (!this.portfolio.invested) this.setHoldings('SPY', 1);
    });
    this.consolidate('SPY', Duration.fromObject({ hours: 3 }), () => this.#check('three hours'));
    this.consolidate('SPY', Duration.fromObject({ days: 2 }), () => this.#check('two days'));
  }

  #check(period: keyof ReturnType<typeof expectedTimes>): void {
    const expected = this.#expected[period].shift();
    const now = this.time.toFormat('d HH:mm');
    requireThat(now === expected, `bar of ${period} at ${now} instead of ${expected}`);
  }

  override onEndOfAlgorithm(): void {
    for (const [period, left] of Object.entries(this.#expected)) {
      requireThat(left.length === 0, `bars of ${period} did not come: ${left.join(', ')}`);
    }
  }
}
