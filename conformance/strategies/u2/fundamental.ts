import {
  Algorithm,
  Duration,
  Fundamental,
  Resolution,
  SecurityChanges,
  type SecuritySymbol,
  type Universe,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { mostExpensive } from './fundamental-universe-selection.ts';

const TWO_DAYS = Duration.fromObject({ days: 2 });

/** Fundamentals, in whichever way they are asked for, are the same; of the two dearest equities two percent each. */
export default class FundamentalAlgorithm extends Algorithm {
  #changes = SecurityChanges.none;

  override async initialize(): Promise<void> {
    this.universeSettings.resolution = Resolution.Daily;
    this.setStartDate(2014, 3, 26);
    this.setEndDate(2014, 4, 7);
    const universe = this.addUniverse((fundamentals) => this.#select(fundamentals));
    await this.#requireHistory(universe);
    this.addEquity('SPY');
    this.addEquity('AAPL');
    const ibm = this.symbol('IBM');
    const { endTimeMs, price } = this.fundamentals(ibm);
    requireThat(endTimeMs === this.utcTimeMs && price !== 0, `IBM at ${price}, as of ${endTimeMs}`);
    requireThat(this.fundamentals([this.symbol('NB'), ibm]).length === 2, 'two were asked for');
    await this.#requireSameEverywhere();
    await this.#requireHistory(universe);
  }

  /** Two days, asked for by days twice and once as all that there is. */
  async #requireHistory(universe: Universe): Promise<void> {
    for (const span of [TWO_DAYS, TWO_DAYS, 100]) {
      const days = await this.history(universe, span);
      requireThat(days.length === 2, `${days.length} days of fundamentals`);
      for (const { data } of days) {
        const count = data.filter((each) => each instanceof Fundamental).length;
        requireThat(count > 7_000, `${count} fundamentals`);
      }
    }
  }

  async #requireSameEverywhere(): Promise<void> {
    const days = await this.history(Fundamental, [...this.securities], TWO_DAYS);
    requireThat(days.length === 2 && days[0]?.size === 2, `${days.length} days of ${days[0]?.size}`);
    for (const ticker of ['AAPL', 'SPY']) {
      const { price = 0, endTimeMs } = days[1]?.get(ticker) ?? {};
      requireThat(price !== 0, `${ticker} has no price`);
      for (const other of [this.securities.get(ticker).fundamentals, this.fundamentals(ticker)]) {
        requireThat(other.price === price && other.endTimeMs === endTimeMs, `${ticker} at ${other.price} and ${price}`);
      }
    }
  }

  #select(fundamentals: readonly Fundamental[]): SecuritySymbol[] {
    const chosen = mostExpensive(fundamentals);
    for (const { symbol, price, endTimeMs } of chosen) {
      requireThat(price !== 0, `${symbol.value} has no price`);
      const others = [this.fundamentals(symbol), this.securities.find(symbol)?.fundamentals];
      for (const other of others) {
        const isSame = other === undefined || (other.price === price && other.endTimeMs === endTimeMs);
        requireThat(isSame, `${symbol.value} at ${other?.price} and ${price}`);
      }
    }
    return chosen.map(({ symbol }) => symbol);
  }

  override onData(): void {
    for (const { invested, symbol } of this.#changes.removedSecurities) if (invested) this.liquidate(symbol);
    for (const { symbol } of this.#changes.addedSecurities) this.setHoldings(symbol, 0.02);
    this.#changes = SecurityChanges.none;
  }

  override onSecuritiesChanged(changes: SecurityChanges): void {
    this.#changes = changes;
  }
}
