import { Algorithm, type Identity, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const CLOSES: Readonly<Record<string, number>> = {
  '2013-10-07 16:00': 144.755_785_372,
  '2013-10-08 16:00': 143.078_409_768,
  '2013-10-09 16:00': 143.156_226_162,
  '2013-10-10 16:00': 146.329_405_784,
  '2013-10-11 16:00': 147.245_909_98,
};

/** A day's close in a consolidator, in an identity indicator and, by then, in the handler of another indicator. */
export default class ConsolidatorAndIdentityIndicator extends Algorithm {
  #identity: Identity | null = null;
  #checks = 0;

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    const { symbol } = this.addEquity('SPY', Resolution.Minute);
    this.consolidate(symbol, Resolution.Daily, (bar) => this.#check(bar.value));
    this.#identity = this.identity(symbol, Resolution.Daily);
    this.#identity.onUpdated(() => this.#check(this.#identity?.value));
    this.min(symbol, 5, Resolution.Daily).onUpdated(() => this.#check(this.#identity?.value));
  }

  #check(value: number | undefined): void {
    this.#checks += 1;
    const at = this.time.toFormat('yyyy-MM-dd HH:mm');
    requireThat(value === CLOSES[at], `${value} at ${at} instead of ${CLOSES[at]}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#checks === 15, `${this.#checks} values came`);
  }
}
