import type { Resolution } from '../time/resolution.ts';

/** What the strategy asked to be warmed up with, and whether it still is. */
export class WarmUp {
  #bars: number | null = null;
  #spanMs: number | null = null;
  #resolution: Resolution | undefined;
  isActive = false;

  requestBars(count: number, resolution: Resolution | undefined): void {
    this.#bars = count;
    this.#spanMs = null;
    this.#resolution = resolution;
  }

  requestSpan(spanMs: number, resolution: Resolution | undefined): void {
    this.#spanMs = spanMs;
    this.#bars = null;
    this.#resolution = resolution;
  }

  get isRequested(): boolean {
    return this.#bars !== null || this.#spanMs !== null;
  }

  get bars(): number | null {
    return this.#bars;
  }

  get spanMs(): number | null {
    return this.#spanMs;
  }

  /** Resolution of the data during warm-up; undefined: that of each subscription. */
  get resolution(): Resolution | undefined {
    return this.#resolution;
  }
}
