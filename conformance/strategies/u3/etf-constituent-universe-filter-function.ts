import {
  Algorithm,
  type ETFConstituentUniverse,
  Resolution,
  type SecurityChanges,
  type SecuritySymbol,
  type Slice,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** What SPY holds, by its weight, between one and five percent of each, bought when the fund has told anew. */
export default class ETFConstituentUniverseFilterFunction extends Algorithm {
  #constituents: ReadonlyMap<string, ETFConstituentUniverse> | null = null;
  #isNew = false;
  #wasTold = false;
  #hasData = false;
  #rebalances = 0;
  #purchases = 0;

  override initialize(): void {
    this.setStartDate(2020, 12, 1);
    this.setEndDate(2021, 1, 31);
    this.setCash(100_000);
    this.universeSettings.resolution = Resolution.Hour;
    const spy = this.addEquity('SPY', Resolution.Hour).symbol;
    this.addUniverse(this.universe.etf(spy, (constituents) => this.#select(constituents)));
  }

  #select(constituents: readonly ETFConstituentUniverse[]): SecuritySymbol[] {
    this.#constituents = new Map(constituents.map((each) => [each.symbol.id, each]));
    const aapl = constituents.filter(({ symbol }) => symbol.value === 'AAPL');
    requireThat(aapl.length === 1 && aapl[0]?.weight !== 0, `AAPL is there ${aapl.length} times`);
    this.#isNew = true;
    return constituents.map(({ symbol }) => symbol);
  }

  override onData({ bars }: Slice): void {
    requireThat(this.#constituents !== null || !bars.has('AAPL'), 'AAPL came before a selection');
    if (bars.count === 1 && bars.has('SPY')) return;
    requireThat(bars.count === 0 || bars.has('AAPL'), `no bar of AAPL at ${this.time.toISO()}`);
    this.#hasData = true;
    if (!this.#isNew) return;
    for (const symbol of bars.keys) {
      const weight = this.#constituents?.get(symbol.id)?.weight ?? null;
      if (weight === null || weight < 0.0001) continue;
      this.setHoldings(symbol, Math.max(0.01, Math.min(weight, 0.05)));
      if (this.#isNew) this.#rebalances += 1;
      this.#isNew = false;
      this.#purchases += 1;
    }
  }

  override onSecuritiesChanged({ addedSecurities }: SecurityChanges): void {
    const isFirst = this.#constituents !== null && !this.#wasTold;
    requireThat(!isFirst || addedSecurities.length >= 500, `${addedSecurities.length} securities came`);
    this.#wasTold = true;
  }

  override onEndOfAlgorithm(): void {
    const counts = `${this.#rebalances} rebalances of ${this.#purchases} securities`;
    requireThat(counts === '2 rebalances of 8 securities', counts);
    requireThat(this.#wasTold && this.#hasData, 'there was no change, or no data');
  }
}
