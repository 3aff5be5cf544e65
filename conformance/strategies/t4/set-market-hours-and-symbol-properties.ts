import { Algorithm, BrokerageName, SecurityType } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const MARKET = 'interactivebrokers';

/** Contracts for difference that keep the hours and properties of what they follow. */
export default class SetMarketHoursAndSymbolProperties extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 7);
    this.setCash(100_000);
    this.setBrokerageModel(BrokerageName.InteractiveBrokersBrokerage);
    this.#addAs('SPY', null, 'usa', SecurityType.Equity);
    this.#addAs('AUDUSD', 'AUDUSD', 'oanda', SecurityType.Forex);
  }

  /** @param entry ticker of the entries that are set; null: of the whole market */
  #addAs(ticker: string, entry: string | null, market: string, type: SecurityType): void {
    const hours = this.marketHoursDatabase.entry(market, entry, type);
    const properties = this.symbolPropertiesDatabase.properties(market, entry, type, 'USD');
    this.marketHoursDatabase.setEntry(MARKET, entry, SecurityType.Cfd, hours);
    this.symbolPropertiesDatabase.setEntry(MARKET, entry, SecurityType.Cfd, properties);
    const cfd = this.addCfd(ticker, undefined, MARKET);
    requireThat(cfd.exchange.hours === hours.exchangeHours, `${ticker} keeps other hours`);
    requireThat(cfd.symbolProperties === properties, `${ticker} has other properties`);
  }
}
