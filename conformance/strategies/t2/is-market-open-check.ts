import { Algorithm, Market, Resolution, type Security } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Hour, minute, second of a check, and whether the market is open for regular and for extended trading then. */
type Check = readonly [hour: number, minute: number, second: number, regular: boolean, extended: boolean];

const CHECKS: readonly Check[] = [
  [3, 59, 59, false, false],
  [4, 0, 0, false, true],
  [9, 29, 59, false, true],
  [9, 30, 0, true, true],
  [15, 59, 59, true, true],
  [16, 0, 0, false, true],
  [19, 59, 59, false, true],
  [20, 0, 0, false, false],
  [21, 0, 0, false, false],
];

/** Asks each day around the opens and closes whether the market is open. */
export default class IsMarketOpenCheck extends Algorithm {
  protected readonly extendedMarketHours: boolean = false;
  #checks = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    const spy = this.addEquity('SPY', Resolution.Minute, Market.USA, true, undefined, this.extendedMarketHours);
    for (const [hour, minute, second, regular, extended] of CHECKS) {
      this.schedule.on(this.dateRules.everyDay(spy.symbol), this.timeRules.at(hour, minute, second), () =>
        this.#check(spy, regular, extended),
      );
    }
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#checks >= 4 * CHECKS.length, `only ${this.#checks} checks were made`);
  }

  #check(spy: Security, regular: boolean, extended: boolean): void {
    this.#checks += 1;
    const { exchange } = spy;
    const at = this.time.toISO();
    requireThat(this.isMarketOpen(spy) === regular, `isMarketOpen is not ${regular} at ${at}`);
    requireThat(exchange.hours.isOpen(exchange.localTimeMs, true) === extended, `extended hours differ at ${at}`);
  }
}
