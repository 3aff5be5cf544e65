import { Algorithm, ConstituentsUniverse, Resolution, type SecurityChanges } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** What a file of constituents names comes in right at the start. */
export default class ConstituentsUniverseImmediateSelection extends Algorithm {
  #wasTold = false;

  override initialize(): void {
    this.setStartDate(2013, 10, 8);
    this.setEndDate(2013, 10, 9);
    this.setCash(100_000);
    this.universeSettings.resolution = Resolution.Daily;
    this.addUniverse(new ConstituentsUniverse('constituents-universe-qctest', this.universeSettings));
  }

  override onSecuritiesChanged({ addedSecurities }: SecurityChanges): void {
    if (this.#wasTold) return;
    this.#wasTold = true;
    requireThat(this.time.equals(this.startDate), `told of changes at ${this.time.toISO()}`);
    const tickers = addedSecurities.map(({ symbol }) => symbol.value).join(' ');
    requireThat(tickers === 'AAPL QQQ', `${tickers} came`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#wasTold, 'no change was told of');
  }
}
