import {
  Algorithm,
  DataNormalizationMode,
  Duration,
  type OrderEvent,
  OrderStatus,
  Resolution,
  type SecurityChanges,
  type Slice,
  TickType,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** IBM bought and sold all day long fills on the right side of its quotes; daily AAPL comes with trades alone. */
export default class EquityTradeAndQuotes extends Algorithm {
  #mayTrade = false;
  #quotes = 0;
  #trades = 0;

  override async initialize(): Promise<void> {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.setCash(100_000);
    this.setSecurityInitializer((security) => security.setDataNormalizationMode(DataNormalizationMode.Raw));
    this.addEquity('IBM', Resolution.Minute);
    this.addEquity('AAPL', Resolution.Daily);
    const history = await this.history(['IBM'], Duration.fromObject({ days: 3 }), Resolution.Minute);
    requireThat(history.length === 390, `${history.length} slices of history`);
    const complete = history.every((slice) => slice.bars.size === 1 || slice.quoteBars.size === 1);
    requireThat(complete, 'some slices have neither trades nor quotes');
    this.schedule.on(this.dateRules.everyDay('IBM'), this.timeRules.afterMarketOpen('IBM', 0), () => {
      this.#mayTrade = true;
    });
    this.schedule.on(this.dateRules.everyDay('IBM'), this.timeRules.beforeMarketClose('IBM', 16), () => {
      this.#mayTrade = false;
    });
  }

  override onData(slice: Slice): void {
    this.#quotes += slice.quoteBars.size;
    this.#trades += slice.bars.size;
    if (!this.portfolio.invested && this.#mayTrade) this.setHoldings('IBM', 1);
    if (this.time.minute % 15 === 0) this.liquidate();
  }

  override onSecuritiesChanged(changes: SecurityChanges): void {
    for (const { symbol, subscriptions } of changes.addedSecurities) {
      const kinds = subscriptions.map(({ tickType }) => tickType).join();
      const expected = symbol.value === 'IBM' ? [TickType.Trade, TickType.Quote].join() : String(TickType.Trade);
      requireThat(kinds === expected, `${symbol.value} has the subscriptions ${kinds}`);
    }
  }

  override onOrderEvent({ status, exactFillQuantity, fillPrice }: OrderEvent): void {
    if (status !== OrderStatus.Filled) return;
    const { askPrice, bidPrice } = this.securities.get('IBM');
    const expected = exactFillQuantity.sign() > 0 ? askPrice : bidPrice;
    requireThat(fillPrice === expected, `filled at ${fillPrice}, expected ${expected}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#trades > 1955, `${this.#trades} trade bars`);
    requireThat(this.#quotes === 1950, `${this.#quotes} quote bars`);
  }
}
