import type { Alpaca } from '@alpacahq/alpaca-trade-api';
import { type BrokerageInbox, type Clock, sleepUntil } from '@lockstep/core';
import type { WireTradeUpdate } from '../../wire/trade-update.ts';
import { CallFailure } from '../calls/call-failure.ts';
import type { GapRecovery } from './gap-recovery.ts';
import { TradeUpdateStream } from './trade-update-stream.ts';
import type { UpdateIntake } from './update-intake.ts';

/** What keeping up with trade updates works with. */
export interface TradeUpdatesOptions {
  readonly client: Alpaca;
  readonly url: string;
  readonly clock: Clock;
  readonly intake: UpdateIntake;
  readonly recovery: GapRecovery;
  readonly inbox: () => BrokerageInbox | null;
  /** Reads what the account holds. */
  readonly readPositions: () => Promise<unknown>;
  /** Everything up to now is known. */
  readonly onReady: () => void;
  readonly notice: (severity: 'info' | 'warning' | 'error', code: string, text: string) => void;
}

/** Waits before catching up is tried again, ms. */
const AGAIN_MS = [1_000, 2_000, 5_000, 10_000, 30_000];

/**
 * Trade updates without gaps: what the stream tells is taken in as it comes, and whenever it has been away, or has told
 * something unreadable, what came before is asked for first while the rest waits.
 */
export class TradeUpdates {
  readonly #options: TradeUpdatesOptions;
  readonly #stream: TradeUpdateStream;
  #isReady = false;
  /** Updates that came while it is being found out what came before them; null when they are taken as they come. */
  #buffer: WireTradeUpdate[] | null = [];
  #heardMs = Number.NaN;
  #wasLost = false;
  #onOpen: (() => void) | null = null;
  /** Counts openings and closings: what an earlier one began is over. */
  #openings = 0;

  constructor(options: TradeUpdatesOptions) {
    this.#options = options;
    const { client, url, clock } = options;
    this.#stream = new TradeUpdateStream({
      client,
      clock,
      url,
      listener: {
        onUpdate: (update) => this.#onUpdate(update),
        onUp: () => void this.#catchUp(),
        onDown: (reason) => this.#onDown(reason),
        onTrouble: (text) => this.#onTrouble(text),
      },
    });
  }

  /** Updates come, and nothing before them is missing. */
  get isReady(): boolean {
    return this.#isReady;
  }

  get isConnecting(): boolean {
    return this.#stream.isConnecting;
  }

  /** Resolves when all that was on the stream is taken in. */
  echo(): Promise<void> {
    return this.#stream.echo();
  }

  /** When something was heard last, epoch ms UTC; NaN before the first. */
  get heardMs(): number {
    return this.#heardMs;
  }

  /** Resolves once updates come and nothing is missing. @throws LockstepError `BROKER_AUTH` */
  async open(): Promise<void> {
    this.#openings += 1;
    const ready = new Promise<void>((resolve) => {
      this.#onOpen = resolve;
    });
    await this.#stream.start();
    await ready;
  }

  close(): void {
    this.#openings += 1;
    this.#isReady = false;
    this.#wasLost = false;
    this.#onOpen = null;
    this.#buffer = [];
    this.#stream.stop();
  }

  /** Opens the stream anew: it is open and does not tell. */
  rebuild(reason: string): void {
    this.#stream.rebuild(reason);
  }

  #onUpdate(update: WireTradeUpdate): void {
    this.#heardMs = this.#options.clock.utcNow();
    if (this.#buffer === null) this.#options.intake.take(update);
    else this.#buffer.push(update);
  }

  #onDown(reason: string): void {
    this.#isReady = false;
    this.#buffer = [];
    if (this.#wasLost) return;
    this.#wasLost = true;
    this.#options.inbox()?.message({
      kind: 'disconnected',
      reason: `Stream of trade updates: ${reason}`,
      expected: false,
    });
  }

  #onTrouble(text: string): void {
    this.#options.notice(
      'warning',
      'UPDATE_UNREADABLE',
      `Alpaca's stream told something that could not be taken in; orders are read instead. ${text}`,
    );
    if (this.#buffer === null) void this.#catchUp();
  }

  async #catchUp(): Promise<void> {
    const opening = this.#openings;
    const isOver = (): boolean => opening !== this.#openings || !this.#stream.isUp;
    this.#buffer ??= [];
    for (let tries = 0; !isOver() && !(await this.#ask()); tries += 1) {
      const { clock } = this.#options;
      await sleepUntil(clock, clock.utcNow() + (AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)] ?? 0));
    }
    if (!isOver()) this.#goOn();
  }

  /** Asks what has happened; false where Alpaca does not answer in full. */
  async #ask(): Promise<boolean> {
    const { recovery, readPositions, notice } = this.#options;
    try {
      if (!Number.isNaN(this.#heardMs)) await recovery.run(this.#heardMs);
      await readPositions();
      return true;
    } catch (error) {
      if (!(error instanceof CallFailure)) notice('error', 'CATCH_UP_FAILED', String(error));
      return false;
    }
  }

  #goOn(): void {
    const { clock, intake, inbox, onReady } = this.#options;
    const updates = this.#buffer ?? [];
    this.#buffer = null;
    for (const update of updates) intake.take(update);
    this.#heardMs = clock.utcNow();
    this.#isReady = true;
    if (this.#wasLost) inbox()?.message({ kind: 'reconnected', ordersLost: false });
    this.#wasLost = false;
    onReady();
    this.#onOpen?.();
    this.#onOpen = null;
  }
}
