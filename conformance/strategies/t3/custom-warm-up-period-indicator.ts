import {
  Algorithm,
  type Indicator,
  Resolution,
  RollingWindow,
  SimpleMovingAverage,
  ValueIndicator,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

const PERIOD = 60;

/** An average of its own making that does not say how long it takes to become ready. */
class PlainAverage extends ValueIndicator {
  readonly #window: RollingWindow<number>;

  constructor(name: string, period: number) {
    super(name);
    this.#window = new RollingWindow(period);
  }

  override get isReady(): boolean {
    return this.#window.isReady;
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#window.add(value);
    let sum = 0;
    for (const each of this.#window) sum += each ?? 0;
    this.state.publish(endTimeMs, sum / this.#window.count);
  }

  override reset(): void {
    super.reset();
    this.#window.reset();
  }
}

/** The same, which says so. */
class WarmedAverage extends PlainAverage {
  override get warmUpPeriod(): number {
    return PERIOD;
  }
}

/** Indicators of the strategy's own are warmed up when they name a period, and are left alone otherwise. */
export default class CustomWarmUpPeriodIndicator extends Algorithm {
  readonly #plain = new PlainAverage('plain', PERIOD);
  readonly #warmed = new WarmedAverage('warmed', PERIOD);
  readonly #builtIn = new SimpleMovingAverage('built in', PERIOD);
  readonly #twin = new SimpleMovingAverage('twin', PERIOD);

  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    this.setEndDate(2013, 10, 11);
    this.addEquity('SPY', Resolution.Second);
    for (const average of this.#all) this.registerIndicator('SPY', average, Resolution.Minute);
    for (const average of this.#all) this.#warm(average);
  }

  get #all(): readonly Indicator[] {
    return [this.#warmed, this.#plain, this.#builtIn, this.#twin];
  }

  #warm(average: Indicator): void {
    void this.warmUpIndicator('SPY', average, Resolution.Minute);
    const expected = average === this.#plain ? 0 : PERIOD;
    requireThat(average.samples === expected, `${average.name} was warmed up with ${average.samples} values`);
    requireThat(average.isReady === expected > 0, `${average.name} is ready: ${average.isReady}`);
  }

  override onData(): void {
    if (!this.portfolio.invested) this.setHoldings('SPY', 1);
    if (this.time.second !== 0) return;
    requireThat(this.#plain.isReady === this.#plain.samples >= PERIOD, 'the plain average is ready at another time');
    if (!this.#plain.isReady || !this.#warmed.isReady) return;
    const values = this.#all.map(({ value }) => value);
    const spread = Math.max(...values) - Math.min(...values);
    requireThat(spread <= 1e-10, `the averages are ${values.join(', ')}`);
  }
}
