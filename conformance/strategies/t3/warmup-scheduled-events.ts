import { Algorithm, Duration, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Every six hours, from the warm-up's start to the end. */
const TIMES = ['4 18', '5 00', '5 06', '5 12', '5 18', '6 00', '6 06', '6 12', '6 18', '7 00', '7 06', '7 12', '7 18'];

/** Scheduled events and ends of the day come during the warm-up as well. */
export default class WarmupScheduledEvents extends Algorithm {
  readonly #times = [...TIMES, '8 00', '8 06', '8 12'].map((time) => `${time}:00`);
  readonly #endsOfDay = ['4 15:50', '7 15:50', '8 15:50'];

  override initialize(): void {
    this.setStartDate(2013, 10, 8);
    this.setEndDate(2013, 10, 8);
    this.addEquity('SPY', Resolution.Minute, { fillForward: false });
    this.schedule.on(this.dateRules.everyDay(), this.timeRules.every(Duration.fromObject({ hours: 6 })), () =>
      this.#check(this.#times.shift()),
    );
    this.warmUp();
  }

  protected warmUp(): void {
    this.setWarmUp(9, Resolution.Hour);
  }

  override onEndOfDay(): void {
    this.#check(this.#endsOfDay.shift());
  }

  #check(expected: string | undefined): void {
    const now = this.time.toFormat('d HH:mm');
    requireThat(now === expected, `an event came at ${now} instead of ${expected}`);
    requireThat(this.time.day <= 7 || !this.isWarmingUp, `the warm-up goes on at ${now}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#times.length === 0, `no events came at ${this.#times.join(', ')}`);
    requireThat(this.#endsOfDay.length === 0, `no ends of day came at ${this.#endsOfDay.join(', ')}`);
  }
}
