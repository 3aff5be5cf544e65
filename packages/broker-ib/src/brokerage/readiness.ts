import { type BrokerageInbox, type Clock, LockstepError, sleepUntil } from '@lockstep/core';

/** What being ready depends on. */
export interface ReadinessOptions {
  readonly clock: Clock;
  readonly inbox: () => BrokerageInbox | null;
  /** Finds out everything that was not told. */
  readonly catchUp: () => Promise<void>;
  /** There is a connection, and TWS has IB. */
  readonly isLinked: () => boolean;
}

/** Waits before catching up is tried again, ms. */
const AGAIN_MS: readonly number[] = [1_000, 2_000, 5_000, 10_000, 30_000];
/** How long it may take when the connection is made, ms. */
const READY_WITHIN_MS = 60_000;

/** Whether TWS has IB and everything is known; what changes of that is told, once each way. */
export class Readiness {
  readonly #options: ReadinessOptions;
  #isReady = false;
  /** It was ready, and that it no longer is was told. */
  #isAway = false;
  #attempt = 0;
  #lastFailure = '';
  #waiting: { readonly resolve: () => void }[] = [];

  constructor(options: ReadinessOptions) {
    this.#options = options;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** Everything is asked for, until it is known. */
  begin(): void {
    this.#attempt += 1;
    void this.#catchUp(this.#attempt);
  }

  async #catchUp(attempt: number): Promise<void> {
    const { clock, catchUp, isLinked } = this.#options;
    for (let tries = 0; attempt === this.#attempt && isLinked(); tries += 1) {
      try {
        await catchUp();
        if (attempt === this.#attempt && isLinked()) this.#onReady();
        return;
      } catch (error) {
        this.#lastFailure = error instanceof Error ? error.message : String(error);
      }
      await sleepUntil(clock, clock.utcNow() + (AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)] ?? 1_000));
    }
  }

  #onReady(): void {
    this.#isReady = true;
    for (const { resolve } of this.#waiting.splice(0)) resolve();
    if (this.#isAway) this.#options.inbox()?.message({ kind: 'reconnected', ordersLost: false });
    this.#isAway = false;
  }

  /** Orders cannot be sent, or nothing is heard of them. */
  end(reason: string, isExpected: boolean): void {
    this.#attempt += 1;
    const wasReady = this.#isReady;
    this.#isReady = false;
    if (!wasReady || this.#isAway) return;
    this.#isAway = true;
    this.#options.inbox()?.message({ kind: 'disconnected', reason, expected: isExpected });
  }

  /** Nobody is told any more. */
  stop(): void {
    this.#attempt += 1;
    this.#isReady = false;
    this.#isAway = false;
    this.#waiting = [];
  }

  /** @throws LockstepError `BROKER_SILENT` when that takes too long */
  ready(): Promise<void> {
    if (this.#isReady) return Promise.resolve();
    const { clock } = this.#options;
    return new Promise((resolve, reject) => {
      const late = clock.at(clock.utcNow() + READY_WITHIN_MS, () => {
        this.#waiting = this.#waiting.filter((each) => each !== waiting);
        const why = this.#lastFailure === '' ? 'it has lost its connection to IB' : this.#lastFailure;
        reject(
          new LockstepError(
            'BROKER_SILENT',
            `TWS does not tell the orders of the account: ${why} If the API of TWS is read-only (IB 321), untick Read-Only API in its settings.`,
          ),
        );
      });
      const waiting = {
        resolve: (): void => {
          late.cancel();
          resolve();
        },
      };
      this.#waiting.push(waiting);
    });
  }
}
