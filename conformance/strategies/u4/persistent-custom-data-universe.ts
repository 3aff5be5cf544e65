import {
  Algorithm,
  BaseData,
  type CustomDataConfig,
  formatDay,
  Resolution,
  SecurityType,
  type Slice,
  type SubscriptionDataSource,
  SubscriptionTransportMedium,
  type Universe,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const KEY = 'picks.csv';
const MS_PER_DAY = 86_400_000;

/** Tickers that were picked on a day, known a day later. */
class Picks extends BaseData {
  tickers: readonly string[] = [];

  override getSource(): SubscriptionDataSource {
    return { source: KEY, transportMedium: SubscriptionTransportMedium.ObjectStore };
  }

  override reader({ exchangeTimeZone }: CustomDataConfig, line: string): Picks {
    const [day = '', ...tickers] = line.split(',');
    const midnight = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6, 8)));
    const picks = new Picks();
    picks.tickers = tickers;
    picks.timeMs = exchangeTimeZone.toUtc(midnight);
    picks.endTimeMs = exchangeTimeZone.toUtc(midnight + MS_PER_DAY);
    return picks;
  }
}

/** A universe that chooses nothing but its own data, of which there is history of the same type. */
export default class PersistentCustomDataUniverse extends Algorithm {
  #universe!: Universe;
  #hasData = false;

  override async initialize(): Promise<void> {
    this.setStartDate(2018, 6, 1);
    this.setEndDate(2018, 6, 19);
    this.objectStore.save(KEY, this.#lines().join('\n'));
    this.#universe = this.addUniverse(Picks, 'my-stock-data-source', Resolution.Daily, (picks) =>
      picks.map(({ symbol }) => symbol),
    );
    await this.#requireHistory();
  }

  /** Five picks on the day after each day of trading, for a year. */
  #lines(): string[] {
    const { exchangeHours } = this.marketHoursDatabase.entry('usa', 'SPY', SecurityType.Equity);
    const [first, last] = [Date.UTC(2017, 6, 4) / MS_PER_DAY, Date.UTC(2018, 6, 4) / MS_PER_DAY];
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
      .filter((day) => exchangeHours.isDateOpen(day - 1))
      .map((day) => `${formatDay(day)},SPY,QQQ,FB,AAPL,IWM`);
  }

  async #requireHistory(): Promise<void> {
    const start = this.startDate.set({ month: 1, day: 1 });
    const history = await this.history(Picks, this.#universe.symbol, start, start.set({ month: 6 }), Resolution.Daily);
    requireThat(history.length > 0 && history.every((each) => each instanceof Picks), `${history.length} picks`);
  }

  override async onData(slice: Slice): Promise<void> {
    requireThat(slice.containsKey(this.#universe.symbol), `no data of the universe at ${this.time.toISO()}`);
    if (this.#hasData) return;
    this.#hasData = true;
    await this.#requireHistory();
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#hasData, 'there was no data');
  }
}
