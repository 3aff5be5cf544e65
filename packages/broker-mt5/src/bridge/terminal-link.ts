import { type Clock, LockstepError, sleepUntil } from '@lockstep/core';
import type { WireAccount, WireTerminal } from '../wire/structures.ts';
import { BridgeClient } from './bridge-client.ts';
import { BridgeFailure } from './bridge-failure.ts';
import type { BridgeTransport } from './bridge-transport.ts';
import type { TerminalSession } from './terminal-session.ts';

/** Which account the terminal is to be logged in to. */
export interface Mt5Login {
  /** Number of the account; without it whichever the terminal has. */
  readonly login?: string | undefined;
  readonly password?: string | undefined;
  readonly server?: string | undefined;
  /** Of `terminal64.exe`, on the bridge's machine. */
  readonly path?: string | undefined;
  /** Accounts with real money are refused unless it is true. */
  readonly allowReal?: boolean | undefined;
}

/** What `initialize` answers. */
export interface TerminalState {
  readonly account: WireAccount;
  readonly terminal: WireTerminal;
}

export interface TerminalLinkOptions {
  readonly transport: BridgeTransport;
  readonly clock: Clock;
  readonly account: Mt5Login;
  readonly deadlineMs: number;
  /** The terminal cannot be asked any more; it is being tried again. */
  readonly onLost: (reason: string) => void;
  /** It can be asked again: whatever happened meanwhile was not told. */
  readonly onBack: (state: TerminalState) => Promise<void>;
  readonly onNotice: (severity: 'info' | 'warning' | 'error', code: string, text: string) => void;
}

const AGAIN_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000];
/** A terminal that has to be started takes its time, ms. */
const INITIALIZE_MS = 120_000;
/** So many ends of the bridge within `FAILING_MS` are too many. */
const MOST_ENDS = 5;
const FAILING_MS = 5 * 60_000;
const TERMINAL_NOT_FOUND = -10_003;
const AUTH_FAILED = -6;
/** Failures that trying again does not change. */
const FINAL: ReadonlySet<string> = new Set(['account', 'real', 'package', 'params', 'args']);

/** The way to a terminal, which is made again whenever it breaks: bridge, session with the terminal, account. */
export class TerminalLink implements TerminalSession {
  readonly #options: TerminalLinkOptions;
  #client: BridgeClient | null = null;
  #isOpen = false;
  #isReady = false;
  /** The run of attempts that is going on. */
  #recovery = 0;
  #opening = 0;
  /** When the bridge has ended, epoch ms UTC. */
  #ends: number[] = [];

  constructor(options: TerminalLinkOptions) {
    this.#options = options;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** Requests that wait for their answer. */
  get pending(): number {
    return this.#opening + (this.#client?.pending ?? 0);
  }

  /** Resolves when nothing waits for an answer. */
  async settled(): Promise<void> {
    await this.#client?.settled();
  }

  /**
   * Opens it for the first time.
   *
   * @throws LockstepError `BROKER_AUTH`, `BROKER_ACCOUNT`, `BROKER_UNAVAILABLE`, or `BROKER_SILENT` where trying again may help
   */
  async open(): Promise<TerminalState> {
    this.#isOpen = true;
    try {
      const state = await this.#attempt();
      this.#isReady = true;
      return state;
    } catch (error) {
      this.close();
      throw error instanceof BridgeFailure ? connectError(error) : error;
    }
  }

  close(): void {
    this.#isOpen = false;
    this.#isReady = false;
    this.#recovery += 1;
    this.#client?.close();
    this.#client = null;
  }

  async request<T>(method: string, params: object, deadlineMs?: number): Promise<T> {
    const client = this.#client;
    if (client === null || !this.#isReady)
      throw new BridgeFailure('lost', 0, 'there is no connection to the terminal', false);
    try {
      return await client.request<T>(method, params, deadlineMs);
    } catch (error) {
      if (error instanceof BridgeFailure && error.kind === 'ipc' && client === this.#client) this.#lose(error.message);
      if (error instanceof BridgeFailure && error.kind === 'account' && client === this.#client)
        this.#onSwitched(error.message);
      throw error;
    }
  }

  /** Starts over, since the terminal is not what it should be. */
  #lose(reason: string): void {
    if (!this.#isReady) return;
    this.#isReady = false;
    this.#options.onLost(reason);
    void this.#recover((this.#recovery += 1));
  }

  /** Somebody has logged the terminal in elsewhere: nothing is sent there. */
  #onSwitched(reason: string): void {
    this.#options.onNotice('error', 'ACCOUNT_SWITCHED', `Trading is off: ${reason}. Log in again, and restart.`);
    this.#isReady = false;
    this.#options.onLost(reason);
  }

  async #attempt(): Promise<TerminalState> {
    this.#opening += 1;
    try {
      this.#client ??= await this.#openClient();
      const { login, password, server, path, allowReal } = this.#options.account;
      const params = { login, password, server, path, allowReal: allowReal === true };
      return await this.#client.request<TerminalState>('initialize', params, INITIALIZE_MS);
    } finally {
      this.#opening -= 1;
    }
  }

  async #openClient(): Promise<BridgeClient> {
    const { transport, clock, deadlineMs, onNotice } = this.#options;
    const client: BridgeClient = await BridgeClient.open({
      transport,
      clock,
      deadlineMs,
      onEnded: (reason) => {
        if (this.#client === client) this.#onBridgeEnded(reason);
      },
      onNotice: (text) => onNotice('warning', 'BRIDGE_NOISE', text),
    });
    return client;
  }

  #onBridgeEnded(reason: string): void {
    this.#client = null;
    const now = this.#options.clock.utcNow();
    this.#ends = [...this.#ends.filter((endedMs) => endedMs > now - FAILING_MS), now];
    if (this.#ends.length >= MOST_ENDS) {
      this.#isReady = false;
      this.#options.onLost(reason);
      const text = `The bridge has ended ${MOST_ENDS} times within five minutes and is not started again: ${reason}.`;
      this.#options.onNotice('error', 'BRIDGE_FAILED', text);
      this.#recovery += 1;
      return;
    }
    this.#lose(reason);
  }

  async #recover(run: number): Promise<void> {
    const { clock, onNotice, onBack } = this.#options;
    for (let attempt = 0; this.#isOpen && run === this.#recovery; attempt += 1) {
      await sleepUntil(clock, clock.utcNow() + (AGAIN_MS[attempt] ?? AGAIN_MS.at(-1)!));
      if (!this.#isOpen || run !== this.#recovery) return;
      try {
        const state = await this.#attempt();
        if (!this.#isOpen || run !== this.#recovery) return;
        this.#isReady = true;
        await onBack(state);
        return;
      } catch (error) {
        this.#isReady = false;
        if (!(error instanceof BridgeFailure)) throw error;
        if (!FINAL.has(error.kind)) continue;
        onNotice('error', 'TERMINAL_REFUSED', `The terminal cannot be used any more: ${error.message}.`);
        return;
      }
    }
  }
}

/** Why connecting failed, in words that say what to do. */
export function connectError(failure: BridgeFailure): LockstepError {
  const { kind, code, message } = failure;
  if (kind === 'real') {
    const text = `${message}: choose real money deliberately, or log in to a demo account.`;
    return new LockstepError('BROKER_ACCOUNT', text, { cause: failure });
  }
  if (kind === 'account')
    return new LockstepError('BROKER_ACCOUNT', `${message}: check MT5_LOGIN and MT5_SERVER.`, { cause: failure });
  if (kind === 'package') {
    const text = `${message}. Run the bridge on Windows (or under Wine) with: pip install MetaTrader5; reach it from here by MT5_BRIDGE=host:port.`;
    return new LockstepError('BROKER_UNAVAILABLE', text, { cause: failure });
  }
  if (code === AUTH_FAILED) {
    const text = `The broker does not take the login (${message}): check MT5_LOGIN, MT5_PASSWORD and MT5_SERVER.`;
    return new LockstepError('BROKER_AUTH', text, { cause: failure });
  }
  if (code === TERMINAL_NOT_FOUND) {
    const text = `There is no terminal (${message}): install MetaTrader 5, or name its terminal64.exe with MT5_PATH.`;
    return new LockstepError('BROKER_UNAVAILABLE', text, { cause: failure });
  }
  return new LockstepError('BROKER_SILENT', `The terminal cannot be reached: ${message}.`, { cause: failure });
}
