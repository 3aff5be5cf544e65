import type { Clock, Timer } from '@lockstep/core';
import type { Secret } from '../config/secret.ts';

const TIMEOUT_MS = 10_000;

/** What a heartbeat works with. */
export interface HeartbeatOptions {
  /** An address of a dead-man service: it alerts when pings stay away. */
  readonly url: Secret;
  readonly everySeconds: number;
  readonly clock: Clock;
  /** Whether all is well; while it is not, nothing is sent. */
  readonly isWell: () => boolean;
  /** Told when pings begin to fail, and when they arrive again (null). */
  readonly onChange?: (error: unknown) => void;
}

/**
 * Pings an address while all is well, so that somebody outside notices when it is not, or when this process or its machine
 * is gone.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #timer: Timer | null = null;
  #abort: AbortController | null = null;
  #isFailing = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** Pings now and from now on. */
  start(): void {
    if (this.#timer !== null) return;
    const { clock, everySeconds, isWell } = this.#options;
    this.#timer = clock.at(clock.utcNow() + everySeconds * 1_000, () => {
      this.#timer = null;
      this.start();
    });
    if (isWell() && this.#abort === null) void this.#ping();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#abort?.abort();
  }

  async #ping(): Promise<void> {
    const { clock, url, onChange } = this.#options;
    const abort = new AbortController();
    this.#abort = abort;
    const deadline = clock.at(clock.utcNow() + TIMEOUT_MS, () => abort.abort());
    let failure: unknown = null;
    try {
      const response = await fetch(url.reveal(), { signal: abort.signal });
      await response.arrayBuffer();
      if (!response.ok) failure = new Error(`HTTP ${response.status}`);
    } catch (error) {
      failure = error;
    }
    deadline.cancel();
    this.#abort = null;
    const isFailing = failure !== null;
    if (isFailing === this.#isFailing || (isFailing && this.#timer === null)) return;
    this.#isFailing = isFailing;
    onChange?.(failure);
  }
}
