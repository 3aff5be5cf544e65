import {
  Algorithm,
  BaseData,
  CoarseFundamentalUniverseSelectionModel,
  Resolution,
  type SecuritySymbol,
  TimeZone,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Data about equities of which there is none. */
export class LinkedData extends BaseData {
  override getSource(): null {
    return null;
  }

  override reader(): null {
    return null;
  }

  override requiresMapping(): boolean {
    return true;
  }

  override dataTimeZone(): TimeZone {
    return TimeZone.of('UTC');
  }
}

/** Six equities, chosen each day; half of the money in AAPL. Whatever there is data about stays active. */
export abstract class LinkedEquities extends Algorithm {
  protected readonly dataSymbols: SecuritySymbol[] = [];

  override initialize(): void {
    this.setStartDate(2014, 3, 24);
    this.setEndDate(2014, 4, 7);
    this.setCash(100_000);
    this.universeSettings.resolution = Resolution.Daily;
    this.addUniverseSelection(new CoarseFundamentalUniverseSelectionModel(() => this.choose()));
  }

  protected choose(): SecuritySymbol[] {
    return ['AAPL', 'BAC', 'FB', 'GOOGL', 'GOOG', 'IBM'].map((ticker) => this.symbol(ticker));
  }

  /** Subscribes data about securities, instead of those before. */
  protected follow(symbols: readonly SecuritySymbol[]): void {
    if (symbols.length === 0) return;
    this.dataSymbols.length = 0;
    for (const symbol of symbols) this.dataSymbols.push(this.addData(LinkedData, symbol, Resolution.Daily).symbol);
  }

  override onData(): void {
    if (!this.portfolio.invested && this.transactions.getOpenOrders().length === 0) this.setHoldings('AAPL', 0.5);
    for (const { underlying } of this.dataSymbols) {
      const isActive = underlying !== null && this.activeSecurities.has(underlying);
      requireThat(isActive, `${underlying?.value} is not active`);
    }
  }
}
