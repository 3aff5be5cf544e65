import { Algorithm, type Bracket, type OrderEvent, Resolution, type SecuritySymbol } from '@lockstep/core';

/** Buys each hour what it does not hold, with a protective stop and a target that cancel each other. */
export default class BracketEntries extends Algorithm {
  override readonly parameters = this.defineParameters({
    stop: { default: 0.006, min: 0.001, max: 0.1, description: 'distance of the stop, as a fraction of the price' },
    target: { default: 0.009, min: 0.001, max: 0.1, description: 'distance of the target' },
  });
  readonly #brackets = new Map<SecuritySymbol, Bracket>();
  #wins = 0;
  #losses = 0;

  override initialize() {
    this.setStartDate(2024, 3, 4);
    this.setEndDate(2024, 3, 8);
    this.setCash(100_000);
    for (const ticker of ['BRAVO', 'CHARLIE']) {
      const { symbol } = this.addEquity(ticker, Resolution.Minute);
      for (const hour of [10, 11, 12, 13, 14]) {
        this.schedule.on(this.dateRules.everyDay(symbol), this.timeRules.at(hour, 0), () => this.#enter(symbol));
      }
    }
    this.setBenchmark(() => this.securities.get('BRAVO').price);
    // Closes positions and cancels the children that protect them.
    this.schedule.on(this.dateRules.everyDay('BRAVO'), this.timeRules.beforeMarketClose('BRAVO', 5), () =>
      this.liquidate(),
    );
  }

  #enter(symbol: SecuritySymbol): void {
    // Not `portfolio.get(symbol).invested`: while an entry waits for its price there is no position yet.
    if (this.#brackets.get(symbol)?.isOpen === true) return;
    const { price } = this.securities.get(symbol);
    const { stop, target } = this.parameters;
    const bracket = this.bracketOrder(symbol, Math.floor(30_000 / price), {
      limitPrice: toCents(price * 0.999), // a little below the market; without it the entry is a market order
      stopLoss: toCents(price * (1 - stop)),
      takeProfit: toCents(price * (1 + target)),
      tag: 'bracket',
    });
    this.#brackets.set(symbol, bracket);
  }

  override onOrderEvent(event: OrderEvent) {
    const bracket = this.#brackets.get(event.symbol);
    if (!event.isFill || bracket === undefined) return;
    if (event.orderId === bracket.takeProfit?.orderId) this.#wins += 1;
    if (event.orderId === bracket.stopLoss?.orderId) this.#losses += 1;
  }

  override onEndOfAlgorithm() {
    this.setRuntimeStatistic('Targets hit', this.#wins);
    this.setRuntimeStatistic('Stopped out', this.#losses);
  }
}

/** Brokers refuse prices of US shares that are no whole cents. */
function toCents(price: number): number {
  return Math.round(price * 100) / 100;
}
