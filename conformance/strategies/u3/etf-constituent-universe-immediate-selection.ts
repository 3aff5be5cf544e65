import { Algorithm, Resolution, type SecurityChanges, type SecuritySymbol } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** What a fund holds comes in right at the start, together with the fund itself. */
export default class ETFConstituentUniverseImmediateSelection extends Algorithm {
  #held: ReadonlyMap<string, SecuritySymbol> | null = null;
  #wasTold = false;

  override initialize(): void {
    this.setStartDate(2020, 12, 1);
    this.setEndDate(2021, 1, 31);
    this.setCash(100_000);
    this.universeSettings.resolution = Resolution.Hour;
    const spy = this.addEquity('SPY', Resolution.Hour).symbol;
    this.addUniverse(
      this.universe.etf(spy, (constituents) => {
        this.#held = new Map(constituents.map(({ symbol }) => [symbol.id, symbol]));
        return [...this.#held.values()];
      }),
    );
  }

  override onData(): void {
    requireThat(this.#held !== null, 'there was data before a selection');
  }

  override onSecuritiesChanged({ addedSecurities }: SecurityChanges): void {
    requireThat(this.#held !== null, 'there was a change before a selection');
    if (this.#wasTold || this.#held === null) return;
    this.#wasTold = true;
    requireThat(this.time.equals(this.startDate), `told of changes at ${this.time.toISO()}`);
    const count = addedSecurities.length;
    requireThat(count === this.#held.size + 1, `${count} securities came for ${this.#held.size} held`);
    const came = new Set(addedSecurities.map(({ symbol }) => symbol.id));
    requireThat(
      [...this.#held.keys()].every((id) => came.has(id)),
      'some of the fund did not come',
    );
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#wasTold, 'no change was told of');
  }
}
