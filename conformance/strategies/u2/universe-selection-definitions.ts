import { Algorithm, Resolution, SecurityChanges } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** The three equities that are traded most, ten shares of each. */
export default class UniverseSelectionDefinitions extends Algorithm {
  #changes = SecurityChanges.none;
  #wasTold = false;

  override initialize(): void {
    this.universeSettings.resolution = Resolution.Daily;
    this.setStartDate(2014, 3, 24);
    this.setEndDate(2014, 3, 28);
    this.setCash(100_000);
    this.addUniverse(this.universe.top(3));
  }

  override onData(): void {
    for (const { invested, symbol } of this.#changes.removedSecurities) if (invested) this.liquidate(symbol);
    for (const { invested, symbol } of this.#changes.addedSecurities) if (!invested) this.marketOrder(symbol, 10);
    this.#changes = SecurityChanges.none;
  }

  override onSecuritiesChanged(changes: SecurityChanges): void {
    this.#changes = changes;
    this.#wasTold = true;
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#wasTold, 'no change was told of');
  }
}
