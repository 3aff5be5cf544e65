import { type ChildProcess, fork } from 'node:child_process';
import type { LiveStatus } from '../../src/session/live-session.ts';
import type { FromHosted, ToHosted } from './hosted-messages.ts';

/** The parent's hand on a process in which a live engine runs. */
export class HostedProcess {
  readonly #child: ChildProcess;
  readonly #loaded: Promise<void>;
  readonly #gone: Promise<void>;
  #isAlive = true;
  #isQuiet: (() => void) | null = null;
  #onStatus: ((status: LiveStatus) => void) | null = null;
  onMessage: (message: FromHosted) => void = () => undefined;
  /** Until then nothing happens there unless it is told of something, epoch ms UTC. */
  nextUtc: number = Number.NEGATIVE_INFINITY;

  constructor(program: string) {
    this.#child = fork(program, { execArgv: ['--enable-source-maps'] });
    this.#gone = new Promise((resolve) => {
      this.#child.once('exit', () => {
        this.#isAlive = false;
        this.#isQuiet?.();
        resolve();
      });
    });
    const loaded = new Promise<void>((resolve) => {
      this.#child.on('message', (message: FromHosted) => {
        if (message.kind === 'loaded') resolve();
        else this.#onMessage(message);
      });
    });
    this.#loaded = Promise.race([loaded, this.#gone]);
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Its program is loaded, and waits. */
  loaded(): Promise<void> {
    return this.#loaded;
  }

  tell(message: ToHosted): void {
    if (this.#isAlive && this.#child.connected) this.#child.send(message, () => undefined);
  }

  /** Tells it something that it answers by being quiet; settles then, or when it is gone. */
  async untilQuiet(message: ToHosted): Promise<void> {
    if (!this.#isAlive) return;
    const quiet = new Promise<void>((resolve) => {
      this.#isQuiet = resolve;
    });
    this.tell(message);
    await quiet;
    this.#isQuiet = null;
  }

  status(): Promise<LiveStatus> {
    return new Promise((resolve) => {
      this.#onStatus = resolve;
      this.tell({ kind: 'status' });
    });
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Settles when it is gone, however it went. */
  gone(): Promise<void> {
    return this.#gone;
  }

  #onMessage(message: FromHosted): void {
    if (message.kind === 'quiet') this.nextUtc = message.nextUtc;
    if (message.kind === 'status') this.#onStatus?.(message.status);
    else this.onMessage(message);
    if (message.kind === 'quiet' || message.kind === 'over' || message.kind === 'failed') this.#isQuiet?.();
  }
}
