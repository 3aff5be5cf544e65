import type { Subscription } from './subscription.ts';

/**
 * Subscriptions whose heads stand at one instant and have rows of one length directly ahead. They need not be looked at
 * while they all go on row by row.
 */
export class Convoy {
  /** Where the heads stand, epoch ms UTC; the earliest of them when they are not at one instant. */
  firstUtc: number;
  /** Length of the rows. */
  incrementMs: number;
  /** Slices that can be made before a head has to be looked at; zero when the heads do not move together. */
  slicesLeft: number;
  slicesMade: number;
  private lastUtc: number;
  /** The smallest number of rows ahead of a head. */
  private ahead: number;

  constructor() {
    this.firstUtc = Number.POSITIVE_INFINITY;
    this.incrementMs = Number.NaN;
    this.slicesLeft = 0;
    this.slicesMade = 0;
    this.lastUtc = Number.NEGATIVE_INFINITY;
    this.ahead = 0;
  }

  clear(): void {
    this.firstUtc = Number.POSITIVE_INFINITY;
    this.slicesLeft = 0;
    this.slicesMade = 0;
    this.lastUtc = Number.NEGATIVE_INFINITY;
  }

  /** Takes in a head that has just moved. */
  join(subscription: Subscription): void {
    const { emitUtc, incrementMs, ahead } = subscription;
    if (this.lastUtc === Number.NEGATIVE_INFINITY) {
      this.incrementMs = incrementMs;
      this.ahead = ahead;
    } else if (incrementMs !== this.incrementMs) {
      this.ahead = 0;
    } else if (ahead < this.ahead) {
      this.ahead = ahead;
    }
    if (emitUtc < this.firstUtc) this.firstUtc = emitUtc;
    if (emitUtc > this.lastUtc) this.lastUtc = emitUtc;
  }

  /** Starts when the heads that have joined are together and before all others. */
  start(othersUtc: number): void {
    if (this.ahead === 0 || this.firstUtc !== this.lastUtc) return;
    this.slicesLeft = Math.min(this.ahead, Math.ceil((othersUtc - this.firstUtc) / this.incrementMs));
  }

  advance(): void {
    this.slicesLeft -= 1;
    this.slicesMade += 1;
  }
}
