import { Algorithm, type ETFConstituentUniverse, Resolution, type SecuritySymbol, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** What QQQ holds while its ticker changes: the universe follows it. */
export default class ETFConstituentUniverseMappedComposite extends Algorithm {
  readonly #counts = new Map<string, number>();
  readonly #held = new Set<string>();
  readonly #hasDataOn = new Map<string, boolean>();
  #qqq!: SecuritySymbol;
  #wasRenamed = false;

  override initialize(): void {
    this.setStartDate(2011, 2, 1);
    this.setEndDate(2011, 4, 4);
    this.setCash(100_000);
    this.universeSettings.resolution = Resolution.Hour;
    this.#qqq = this.addEquity('QQQ', Resolution.Daily).symbol;
    this.addUniverse(this.universe.etf(this.#qqq, (constituents) => this.#select(constituents)));
  }

  #select(constituents: readonly ETFConstituentUniverse[]): SecuritySymbol[] {
    const symbols = new Map(constituents.map(({ symbol }) => [symbol.id, symbol]));
    requireThat(symbols.has(this.symbol('AAPL').id), 'AAPL is not there');
    this.#counts.set(this.#today, symbols.size);
    for (const id of symbols.keys()) this.#held.add(id);
    return [...symbols.values()];
  }

  get #today(): string {
    return this.utcTime.toISODate() ?? '';
  }

  override onData(slice: Slice): void {
    for (const [symbol, { oldSymbol, newSymbol }] of slice.symbolChangedEvents) {
      const change = `${symbol.value}: ${oldSymbol} ${newSymbol}`;
      requireThat(change === 'QQQ: QQQQ QQQ', change);
      this.#wasRenamed = true;
    }
    const symbols = slice.bars.keys;
    if (symbols.length === 1 && slice.bars.has(this.#qqq)) return;
    const hasHeld = symbols.some(({ id }) => this.#held.has(id));
    this.#hasDataOn.set(this.#today, hasHeld || this.#hasDataOn.get(this.#today) === true);
    if (!this.portfolio.invested) this.setHoldings('AAPL', 0.5);
  }

  override onEndOfAlgorithm(): void {
    const counts = [...this.#counts.values()];
    requireThat(counts.length === 2 && counts.every((count) => count >= 25), `selections of ${counts.join(', ')}`);
    requireThat(this.#wasRenamed, 'QQQ was not renamed');
    const empty = [...this.#hasDataOn].filter(([, hasData]) => !hasData).map(([day]) => day);
    requireThat(empty.length === 0, `no data of the fund on ${empty.join(', ')}`);
  }
}
