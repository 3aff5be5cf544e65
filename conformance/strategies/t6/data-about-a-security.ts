import {
  Algorithm,
  BaseData,
  type CustomDataConfig,
  Resolution,
  type Security,
  type SubscriptionDataSource,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Data about an equity, whose file is nowhere. */
class Filings extends BaseData {
  count = 0;

  override getSource({ mappedTicker }: CustomDataConfig): SubscriptionDataSource {
    return { source: `filings/${mappedTicker.toLowerCase()}.csv` };
  }

  override reader(): null {
    return null;
  }

  override requiresMapping(): boolean {
    return true;
  }
}

/** Finds the data about a security at the security itself. */
export default class DataAboutASecurity extends Algorithm {
  #equity!: Security;

  override initialize(): void {
    this.setStartDate(2015, 10, 22);
    this.setEndDate(2015, 10, 30);
    this.#equity = this.addEquity('GOOGL', Resolution.Daily);
    const { symbol } = this.addData(Filings, 'GOOGL', Resolution.Daily);
    const filings = [100, 50].map((count) => {
      const point = new Filings();
      point.symbol = symbol;
      point.timeMs = this.startDate.toMillis();
      point.count = count;
      return point;
    });
    this.#equity.cache.addDataList(filings, Filings);
  }

  override onData(): void {
    const last = this.#equity.cache.getData(Filings);
    requireThat(last?.count === 50, `the last filing counts ${last?.count}`);
    const all = this.#equity.cache.getAll(Filings);
    requireThat(all.length === 2, `${all.length} filings`);
    if (!this.portfolio.invested) this.buy(this.#equity, 10);
  }
}
