import type { BrokerageModel } from '../../brokerage-models/brokerage-model.ts';
import { DataNormalizationMode } from '../../market/data-normalization-mode.ts';
import { SecurityType } from '../../market/security-type.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import { TickType } from '../../market/tick-type.ts';
import { SecurityCache } from '../../securities/security-cache.ts';
import { Resolution } from '../../time/resolution.ts';
import { type SecurityFactory, tickTypes } from '../securities/security-factory.ts';
import { type Benchmark, FunctionBenchmark, SecurityBenchmark } from './benchmark.ts';

/** The benchmark that a strategy chose, or its brokerage model's. */
export class BenchmarkChoice {
  readonly #factory: SecurityFactory;
  #symbol: SecuritySymbol | null = null;
  #level: ((utcMs: number) => number) | null = null;

  constructor(factory: SecurityFactory) {
    this.#factory = factory;
  }

  choose(symbol: SecuritySymbol): void {
    this.#symbol = symbol;
    this.#level = null;
  }

  chooseFunction(level: (utcMs: number) => number): void {
    this.#level = level;
    this.#symbol = null;
  }

  /** The benchmark; its currencies come into the cash book. */
  resolve(model: BrokerageModel): Benchmark {
    if (this.#level !== null) return new FunctionBenchmark(this.#level);
    const symbol = this.#symbol ?? this.#defaultOf(model);
    if (typeof symbol === 'number') return new FunctionBenchmark(() => symbol);
    const config = this.#factory.config(symbol, tickTypes(symbol.securityType, Resolution.Hour)[0] ?? TickType.Trade, {
      resolution: Resolution.Hour,
      fillForward: false,
      extendedMarketHours: false,
      normalization: DataNormalizationMode.Adjusted,
      isInternal: true,
    });
    const cache = new SecurityCache(symbol.securityType !== SecurityType.Equity);
    const { quote } = this.#factory.currencies(symbol);
    return new SecurityBenchmark(config, cache, quote, this.#factory.hasStrictDailyEndTimes(symbol));
  }

  /** Name for reports: the ticker, or what a function or constant is called. */
  name(model: BrokerageModel): string {
    if (this.#level !== null) return 'Custom benchmark';
    if (this.#symbol !== null) return this.#symbol.value;
    return model.defaultBenchmark.kind === 'constant' ? 'No benchmark' : model.defaultBenchmark.ticker;
  }

  #defaultOf(model: BrokerageModel): SecuritySymbol | number {
    const benchmark = model.defaultBenchmark;
    if (benchmark.kind === 'constant') return benchmark.value;
    return this.#factory.symbol(benchmark.ticker, benchmark.securityType, benchmark.market);
  }
}
