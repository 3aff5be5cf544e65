import {
  Algorithm,
  type CoarseFundamental,
  DefaultBrokerageModel,
  formatDay,
  LocalDiskShortableProvider,
  Resolution,
  type Security,
  type SecuritySymbol,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const BROKER = 'testbrokerage';
/** What can be borrowed after each midnight; the company behind GME is not the one of that ticker today. */
const EXPECTED: Readonly<Record<string, string>> = {
  '2014-03-25': 'BAC QQQ SPY',
  '2014-03-26': 'SPY',
  '2014-03-27': 'AAPL BAC QQQ SPY',
  '2014-03-28': 'GOOCV',
};

class Broker extends DefaultBrokerageModel {
  override shortableProvider(): LocalDiskShortableProvider {
    return new LocalDiskShortableProvider(BROKER);
  }
}

/** Equities of which the broker lends at least 500 shares on the day, all sold short. */
export default class AllShortableSymbolsCoarseSelection extends Algorithm {
  readonly #selectedOn = new Set<string>();
  #spy!: Security;
  #lastTradeDay = '';

  override initialize(): void {
    this.setStartDate(2014, 3, 25);
    this.setEndDate(2014, 3, 29);
    this.setCash(10_000_000);
    this.#spy = this.addEquity('SPY');
    this.#spy.setShortableProvider(new LocalDiskShortableProvider(BROKER));
    this.addUniverse((coarse) => this.#select(coarse));
    this.universeSettings.resolution = Resolution.Daily;
    this.setBrokerageModel(new Broker());
  }

  override onData(): void {
    const today = this.time.toISODate() ?? '';
    if (today === this.#lastTradeDay) return;
    const idle = [...this.activeSecurities].filter(({ invested }) => !invested);
    for (const security of idle.sort((a, b) => (a.symbol.id < b.symbol.id ? -1 : 1))) {
      const { shortableProvider, symbol } = security;
      const quantity = shortableProvider.shortableQuantity(security, this.time.toMillis());
      requireThat(quantity !== null, `${symbol.value} cannot be borrowed on ${today}`);
      this.marketOrder(symbol, -(quantity?.toNumber() ?? 0));
      this.#lastTradeDay = today;
    }
  }

  #select(coarse: readonly CoarseFundamental[]): SecuritySymbol[] {
    const today = this.time.toISODate() ?? '';
    const quantities = this.#shortable();
    const chosen = coarse.map(({ symbol }) => symbol).filter(({ id }) => (quantities.get(id) ?? 0) >= 500);
    const tickers = chosen.map(({ value }) => value).sort();
    const expected = EXPECTED[today] ?? '';
    requireThat(
      expected.split(' ').every((ticker) => expected === '' || tickers.includes(ticker)),
      tickers.join(' '),
    );
    requireThat(today !== '2014-03-27' || coarse.some(({ symbol }) => symbol.value === 'GME'), 'GME is not there');
    this.#selectedOn.add(today);
    return chosen;
  }

  /** Quantities by identifier: the last file of a week. */
  #shortable(): Map<string, number> {
    const quantities = new Map<string, number>();
    const today = Math.floor(this.time.setZone('utc', { keepLocalTime: true }).toMillis() / 86_400_000);
    for (let day = today; day >= today - 7; day -= 1) {
      const text = this.#spy.dataFile(`equity/usa/shortable/${BROKER}/dates/${formatDay(day)}.csv`);
      for (const line of text?.split('\n') ?? []) {
        const [ticker = '', quantity] = line.trim().split(',');
        if (ticker !== '') quantities.set(this.symbol(ticker).id, Number(quantity));
      }
      if (quantities.size > 0) break;
    }
    return quantities;
  }

  override onEndOfAlgorithm(): void {
    const missing = Object.keys(EXPECTED).filter((day) => !this.#selectedOn.has(day));
    requireThat(missing.length === 0, `nothing was selected on ${missing.join(', ')}`);
  }
}
