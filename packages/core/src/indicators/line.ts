import { Identity } from './identity.ts';

/** One of several values of an indicator, which computes it and says when it is ready. */
export class Line extends Identity {
  readonly #ready: { readonly isReady: boolean; readonly warmUpPeriod: number };

  /** @param ready another indicator that is ready when this is */
  constructor(name: string, ready: { readonly isReady: boolean; readonly warmUpPeriod: number }) {
    super(name);
    this.#ready = ready;
  }

  override get isReady(): boolean {
    return this.#ready.isReady;
  }

  override get warmUpPeriod(): number {
    return this.#ready.warmUpPeriod;
  }
}
