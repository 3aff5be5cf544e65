import { Algorithm, FuncSecuritySeeder, type Security, type SecurityChanges } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** SPY is removed at each midnight and added again: it is the same object, tradable again and seeded once more. */
export default class SecurityInitializationOnReAddition extends Algorithm {
  #spy: Security | null = null;
  #wasRemoved = false;
  #seedings = 0;
  #days: string[] = [];

  override initialize(): void {
    this.setStartDate(2013, 10, 5);
    this.setEndDate(2013, 10, 30);
    const seeder = new FuncSecuritySeeder((security) => {
      this.#seedings += 1;
      return this.getLastKnownPrices(security);
    });
    this.setSecurityInitializer((security) => seeder.seedSecurity(security));
    this.#spy = this.#add();
    const { hours } = this.#spy.exchange;
    for (let day = this.startDate; day <= this.endDate; day = day.plus({ days: 1 })) {
      const text = day.toISODate() ?? '';
      if (hours.isDateOpen(Date.parse(text) / 86_400_000)) this.#days.push(text);
    }
    this.schedule.on(this.dateRules.everyDay('SPY'), this.timeRules.midnight, () => this.#remove());
  }

  override onSecuritiesChanged({ addedSecurities, removedSecurities }: SecurityChanges): void {
    const spy = this.#spy as Security;
    if (!this.#wasRemoved) {
      requireThat(addedSecurities.includes(spy), 'SPY was not added');
      return;
    }
    requireThat(addedSecurities.length === 0, `${addedSecurities.length} securities were added`);
    requireThat(removedSecurities.includes(spy), 'SPY was not removed');
    this.#wasRemoved = false;
    requireThat(this.#add().isTradable, 'SPY is not tradable again');
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#days.length === 0, `these days did not come: ${this.#days.join(', ')}`);
  }

  #remove(): void {
    const expected = this.#days.shift();
    requireThat(this.time.toISODate() === expected, `an event at ${this.time.toISO()}, expected ${expected}`);
    if (this.time.toMillis() === this.startDate.toMillis()) return;
    requireThat(this.#seedings === 1, `seeded ${this.#seedings} times`);
    this.#wasRemoved = this.removeSecurity('SPY');
    requireThat(this.#wasRemoved && this.#spy?.isTradable === false, 'SPY was not removed or is still tradable');
  }

  #add(): Security {
    this.#seedings = 0;
    const spy = this.addEquity('SPY');
    requireThat(this.#spy === null || this.#spy === spy, 'SPY came back as another object');
    requireThat(this.#seedings === 1, `seeded ${this.#seedings} times`);
    return spy;
  }
}
