import { Algorithm, Resolution, SecurityType } from '@lockstep/core';
import { type Bars, firstBars, readMany, SYMBOLS, withoutEveryThird } from '../bench-data.ts';
import { CrossRule } from './cross.ts';
import { expectedCross } from './expected-cross.ts';
import { figuresOf, runInMemory, type Workload } from './workload.ts';

const WARM_UP_BARS = 2_000;

/** W2: the rule on each of a hundred symbols, in one portfolio. */
class CrossMany extends Algorithm {
  readonly #rules: CrossRule[] = [];
  readonly #tickers: string[] = [];

  override initialize() {
    this.setTimeZone('UTC');
    this.setStartDate(2015, 1, 1);
    this.setEndDate(2015, 1, 8);
    this.setCash(1_000_000);
    this.setBenchmark(() => 0);
    for (let index = 0; index < SYMBOLS; index += 1) {
      const ticker = tickerOf(index);
      const security = this.addSecurity(SecurityType.Cfd, ticker, Resolution.Minute, 'oanda', { fillForward: false });
      this.#rules.push(new CrossRule(this, security));
      this.#tickers.push(ticker);
    }
  }

  override onData() {
    for (const rule of this.#rules) rule.onBar(this.utcTimeMs);
  }
}

function tickerOf(index: number): string {
  return `S${String(index).padStart(2, '0')}`;
}
