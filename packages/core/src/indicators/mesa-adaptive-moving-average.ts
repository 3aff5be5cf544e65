import { Identity } from './identity.ts';
import { BarIndicator } from './indicator.ts';
import { MesaCycle } from './mesa-cycle.ts';
import { type Named, splitName } from './named.ts';
import { NumberWindow } from './number-window.ts';

const PRICES = 13;

/**
 * Ehlers' MESA adaptive moving average of the middle price: its factor follows the speed at which the phase of the measured
 * cycle changes. Zero until it is ready.
 */
export class MesaAdaptiveMovingAverage extends BarIndicator {
  /** The following adaptive moving average: that of the value, with half the factor. */
  readonly fama: Identity;
  readonly #fastLimit: number;
  readonly #slowLimit: number;
  readonly #prices: NumberWindow;
  readonly #cycle: MesaCycle;
  private average: number;

  /** @param fastLimit largest factor, 0.5 unless given. @param slowLimit smallest factor, 0.05 unless given */
  constructor(...args: Named<[fastLimit?: number, slowLimit?: number]>) {
    const [name, fastLimit = 0.5, slowLimit = 0.05] = splitName(args);
    super(name ?? 'MAMA', 33);
    this.fama = new Identity(`${this.name}_Fama`);
    this.#fastLimit = fastLimit;
    this.#slowLimit = slowLimit;
    this.#prices = new NumberWindow(PRICES);
    this.#cycle = new MesaCycle();
    this.average = 0;
  }

  override reset(): void {
    this.fama.reset();
    this.#prices.reset();
    this.#cycle.reset();
    this.average = 0;
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#prices.add((high + low) / 2);
    if (this.#prices.isFull) this.#average(endTimeMs);
    this.state.publish(endTimeMs, this.isReady ? this.average : 0);
  }

  #average(endTimeMs: number): void {
    const alpha = Math.max(this.#slowLimit, this.#fastLimit / this.#cycle.phaseChange(this.#prices));
    this.average = alpha * this.#prices.at(0) + (1 - alpha) * this.average;
    this.fama.push(endTimeMs, 0.5 * alpha * this.average + (1 - 0.5 * alpha) * this.fama.value);
  }
}
