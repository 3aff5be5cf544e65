import { ExponentialMovingAverage } from './exponential-moving-average.ts';
import { BarIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { Stochastic } from './stochastic.ts';

/** Leibfarth's premier stochastic oscillator, −1 to 1: `(eˢ − 1) / (eˢ + 1)` of a twice smoothed stochastic. Zero until ready. */
export class PremierStochasticOscillator extends BarIndicator {
  readonly #stochastic: Stochastic;
  readonly #first: ExponentialMovingAverage;
  readonly #second: ExponentialMovingAverage;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number, emaPeriod: number]>) {
    const [name, period, emaPeriod] = splitName(args);
    super(name ?? `PSO(${period},${emaPeriod})`, period + 2 * (emaPeriod - 1));
    this.#stochastic = new Stochastic(`${this.name}_Stochastic`, period, period, period);
    this.#first = new ExponentialMovingAverage(`${this.name}_First`, emaPeriod);
    this.#second = new ExponentialMovingAverage(`${this.name}_Second`, emaPeriod);
  }

  override reset(): void {
    this.#stochastic.reset();
    this.#first.reset();
    this.#second.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#stochastic.pushBar(endTimeMs, open, high, low, close);
    if (this.#stochastic.fastStoch.isReady) this.#first.push(endTimeMs, 0.1 * (this.#stochastic.fastStoch.value - 50));
    if (this.#first.isReady) this.#second.push(endTimeMs, this.#first.value);
    const exponential = Math.exp(this.#second.value);
    this.state.publish(endTimeMs, this.isReady ? (exponential - 1) / (exponential + 1) : 0);
  }
}
