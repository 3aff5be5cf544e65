import { Algorithm, Resolution, type Security, SimpleMovingAverage } from '@lockstep/core';

export const QUANTITY = 10;

/** Holds a position while the fast average is above the slow one. A tie changes nothing. */
export class CrossRule {
  readonly #algorithm: Algorithm;
  readonly #security: Security;
  readonly #fast: SimpleMovingAverage;
  readonly #slow: SimpleMovingAverage;
  #isAbove: boolean | null = null;

  /** @param periods of the two averages, in bars */
  constructor(algorithm: Algorithm, security: Security, periods = { fast: 10, slow: 30 }) {
    this.#algorithm = algorithm;
    this.#security = security;
    this.#fast = new SimpleMovingAverage(periods.fast);
    this.#slow = new SimpleMovingAverage(periods.slow);
  }

  onBar(utcMs: number): void {
    const { price } = this.#security;
    this.#fast.update(utcMs, price);
    this.#slow.update(utcMs, price);
    if (!this.#slow.isReady) return;
    const difference = this.#fast.value - this.#slow.value;
    if (difference === 0) return;
    const isAbove = difference > 0;
    if (this.#isAbove !== null && isAbove !== this.#isAbove) this.#trade(isAbove);
    this.#isAbove = isAbove;
  }

  #trade(buys: boolean): void {
    const held = this.#security.holdings.quantity;
    if (buys) this.#algorithm.marketOrder(this.#security, QUANTITY);
    else if (held !== 0) this.#algorithm.marketOrder(this.#security, -held);
  }
}

/** W1: the rule on one symbol. */
export class Cross extends Algorithm {
  override readonly parameters = this.defineParameters({
    fast: { default: 10, min: 1 },
    slow: { default: 30, min: 1 },
  });
  #rule!: CrossRule;

  override initialize() {
    this.setTimeZone('UTC');
    this.setStartDate(2015, 1, 1);
    this.setEndDate(2016, 12, 31);
    this.setCash(1_000_000);
    this.setBenchmark(() => 0);
    this.#rule = new CrossRule(this, this.addCrypto('BTCUSD', Resolution.Minute, undefined, false), this.parameters);
  }

  override onData() {
    this.#rule.onBar(this.utcTimeMs);
  }
}
