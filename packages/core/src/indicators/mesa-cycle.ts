import { NumberWindow } from './number-window.ts';

const NEAR = 0.0962;
const FAR = 0.5769;
const DEGREES = 180 / Math.PI;

/** The last six numbers of a series, zero where there are none. */
class Taps {
  readonly #window = new NumberWindow(6);

  /** A number so many steps before; 0 is the one added last. */
  at(steps: number): number {
    return steps < this.#window.count ? this.#window.at(steps) : 0;
  }

  /** Ehlers' Hilbert filter of the series with a value that is not added yet. */
  filter(value: number): number {
    return NEAR * value + FAR * this.at(1) - FAR * this.at(3) - NEAR * this.at(5);
  }

  add(value: number): void {
    this.#window.add(value);
  }

  reset(): void {
    this.#window.reset();
  }
}

/** Ehlers' homodyne discriminator: the cycle of a price, its period in bars and its phase in degrees. */
export class MesaCycle {
  readonly #smooth = new Taps();
  readonly #detrended = new Taps();
  readonly #inPhase = new Taps();
  readonly #quadrature = new Taps();
  private period = 0;
  private phase = 0;
  private inPhase2 = 0;
  private quadrature2 = 0;
  private real = 0;
  private imaginary = 0;

  /** How far the phase fell with the latest price, in degrees; at least 1. @param prices with four prices or more */
  phaseChange(prices: NumberWindow): number {
    const gain = 0.075 * this.period + 0.54;
    const smooth = (4 * prices.at(0) + 3 * prices.at(1) + 2 * prices.at(2) + prices.at(3)) / 10;
    const detrended = this.#smooth.filter(smooth) * gain;
    const quadrature = this.#detrended.filter(detrended) * gain;
    const inPhase = this.#detrended.at(2);
    const inPhaseAhead = this.#inPhase.filter(inPhase) * gain;
    const quadratureAhead = this.#quadrature.filter(quadrature) * gain;
    this.#measurePeriod(inPhase - quadratureAhead, quadrature + inPhaseAhead);
    this.#smooth.add(smooth);
    this.#detrended.add(detrended);
    this.#inPhase.add(inPhase);
    this.#quadrature.add(quadrature);
    const before = this.phase;
    this.phase = inPhase === 0 ? 0 : Math.atan(quadrature / inPhase) * DEGREES;
    return Math.max(1, before - this.phase);
  }

  #measurePeriod(inPhase: number, quadrature: number): void {
    const inPhase2 = 0.2 * inPhase + 0.8 * this.inPhase2;
    const quadrature2 = 0.2 * quadrature + 0.8 * this.quadrature2;
    this.real = 0.2 * (inPhase2 * this.inPhase2 + quadrature2 * this.quadrature2) + 0.8 * this.real;
    this.imaginary = 0.2 * (inPhase2 * this.quadrature2 - quadrature2 * this.inPhase2) + 0.8 * this.imaginary;
    this.inPhase2 = inPhase2;
    this.quadrature2 = quadrature2;
    const angle = this.imaginary !== 0 && this.real !== 0 ? Math.atan(this.imaginary / this.real) * DEGREES : 0;
    const last = this.period;
    const measured = Math.max(0.67 * last, Math.min(1.5 * last, angle > 0 ? 360 / angle : 0));
    this.period = 0.2 * Math.max(6, Math.min(50, measured)) + 0.8 * last;
  }

  reset(): void {
    this.#smooth.reset();
    this.#detrended.reset();
    this.#inPhase.reset();
    this.#quadrature.reset();
    this.period = 0;
    this.phase = 0;
    this.inPhase2 = 0;
    this.quadrature2 = 0;
    this.real = 0;
    this.imaginary = 0;
  }
}
