import type { Clock, Timer } from '@lockstep/core';
import type { Command } from './command-desk.ts';
import type { Store } from './store.ts';

/** Time between looks at the desk, in ms. */
const EVERY_MS = 1_000;

/** What a watch works with. */
export interface CommandWatchOptions {
  readonly store: Store;
  readonly clock: Clock;
  /**
   * Carries a command out and tells what came of it; an error refuses the command, with its message. A command may come
   * again when the process died while it was carried out.
   */
  readonly carryOut: (command: Command) => string | Promise<string>;
  /** Told when the desk could not be read; it is looked at again a second later. */
  readonly onError?: (error: unknown) => void;
}

/**
 * Looks for commands every second and has them carried out one by one, in the order in which they were given. Each is
 * acknowledged in the journal before and done (or refused) after; those of a process that died come first.
 */
export class CommandWatch {
  readonly #options: CommandWatchOptions;
  #timer: Timer | null = null;
  #isStopped = true;
  #looking: Promise<void> | null = null;

  constructor(options: CommandWatchOptions) {
    this.#options = options;
  }

  /** Looks now, and every second from now on. */
  start(): void {
    if (!this.#isStopped) return;
    this.#isStopped = false;
    this.#look();
  }

  /** No further command is begun; resolves when the one at hand is done. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#timer?.cancel();
    await this.#looking;
  }

  #look(): void {
    const { clock, onError } = this.#options;
    this.#looking = this.#carryOutPending()
      .catch((error: unknown) => onError?.(error))
      .finally(() => {
        this.#looking = null;
        if (!this.#isStopped) this.#timer = clock.at(clock.utcNow() + EVERY_MS, () => this.#look());
      });
  }

  async #carryOutPending(): Promise<void> {
    const { store } = this.#options;
    for (const command of await store.commands.pending()) {
      if (this.#isStopped) return;
      const told = { kind: 'command', commandId: command.id, name: command.name } as const;
      void store.keep({ ...told, phase: 'acknowledged', outcome: '' });
      const result = await this.#carryOut(command);
      await store.keep({ ...told, ...result });
    }
  }

  async #carryOut(command: Command): Promise<{ readonly phase: 'done' | 'refused'; readonly outcome: string }> {
    try {
      return { phase: 'done', outcome: await this.#options.carryOut(command) };
    } catch (error) {
      return { phase: 'refused', outcome: error instanceof Error ? error.message : String(error) };
    }
  }
}
