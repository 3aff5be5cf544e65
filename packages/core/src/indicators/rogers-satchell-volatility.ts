import { BarIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { Sum } from './sum.ts';

/**
 * Rogers and Satchell's volatility per bar: root of the mean of `ln(h/c) ln(h/o) + ln(l/c) ln(l/o)`. Zero until it is ready
 * and for a bar with a price of zero, which is left out.
 */
export class RogersSatchellVolatility extends BarIndicator {
  readonly period: number;
  readonly #sum: Sum;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `RSV(${period})`, period);
    this.period = period;
    this.#sum = new Sum(`${this.name}_Sum`, period);
  }

  override reset(): void {
    this.#sum.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    if (open === 0 || high === 0 || low === 0 || close === 0) {
      this.state.publish(endTimeMs, 0);
      return;
    }
    const up = Math.log(high / close) * Math.log(high / open);
    this.#sum.push(endTimeMs, up + Math.log(low / close) * Math.log(low / open));
    this.state.publish(endTimeMs, this.isReady ? Math.sqrt(this.#sum.value / this.period) : 0);
  }
}
