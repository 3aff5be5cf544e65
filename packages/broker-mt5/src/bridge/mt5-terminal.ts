import { type Clock, LockstepError, MS_PER_HOUR, sleepUntil } from '@lockstep/core';
import { ServerTime } from '../wire/server-time.ts';
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

/** Who works with a terminal, and is told what becomes of the way to it. */
export interface TerminalListener {
  /** The terminal cannot be asked any more; it is being tried again. */
  lost(reason: string): void;
  /** It can be asked again: whatever happened meanwhile was not told. */
  back(state: TerminalState): Promise<void>;
  notice(severity: 'info' | 'warning' | 'error', code: string, text: string): void;
  /** Something has happened there: an expert tells so, a bridge has to be asked. */
  changed?(): void;
}

/** What a terminal is reached with. */
export interface Mt5TerminalOptions {
  /** The way to the bridge: `bridgeProcess()` or `bridgeSocket(…)`. */
  readonly transport: BridgeTransport;
  readonly clock: Clock;
  readonly account?: Mt5Login | undefined;
  /** Wall clock of the trade server. @defaultValue `America/New_York+7` */
  readonly serverTime?: string | undefined;
  /** Time after which an answer is no longer waited for, ms. @defaultValue 10000 */
  readonly deadlineMs?: number | undefined;
}

const DEADLINE_MS = 10_000;
const AGAIN_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000];
/** A terminal that has to be started takes its time, ms. */
const INITIALIZE_MS = 120_000;
/** So many ends of the bridge within `FAILING_MS` are too many. */
const MOST_ENDS = 5;
const FAILING_MS = 5 * 60_000;
const TERMINAL_NOT_FOUND = -10_003;
const AUTH_FAILED = -6;
/** Failures that trying again does not change. */
const FINAL: ReadonlySet<string> = new Set(['account', 'real', 'package', 'params', 'args', 'token', 'version']);

/**
 * A terminal, and the way to it, which is made again whenever it breaks: bridge, session with the terminal, account. Orders
 * and prices share it: it is there as long as somebody works with it.
 */
export class Mt5Terminal implements TerminalSession {
  /** What its times are. */
  readonly server: ServerTime;
  readonly #options: Mt5TerminalOptions;
  readonly #listeners = new Set<TerminalListener>();
  #opened: Promise<TerminalState> | null = null;
  #client: BridgeClient | null = null;
  #isOpen = false;
  #isReady = false;
  /** The run of attempts that is going on. */
  #recovery = 0;
  #opening = 0;
  /** When the bridge has ended, epoch ms UTC. */
  #ends: number[] = [];

  constructor(options: Mt5TerminalOptions) {
    this.#options = options;
    this.server = new ServerTime(options.serverTime);
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

  /** Time after which an answer is no longer waited for, ms. */
  get deadlineMs(): number {
    return this.#options.deadlineMs ?? DEADLINE_MS;
  }

  /**
   * Somebody begins to work with it.
   *
   * @throws LockstepError `BROKER_AUTH`, `BROKER_ACCOUNT`, `BROKER_UNAVAILABLE`, or `BROKER_SILENT` where trying again may help
   */
  async open(listener: TerminalListener): Promise<TerminalState> {
    this.#listeners.add(listener);
    this.#isOpen = true;
    this.#opened ??= this.#attempt().then((state) => {
      this.#isReady = true;
      return state;
    });
    try {
      return await this.#opened;
    } catch (error) {
      this.close(listener);
      throw error instanceof BridgeFailure ? connectError(error) : error;
    }
  }

  /** Somebody does not work with it any more; the last one ends it. */
  close(listener: TerminalListener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    this.#isOpen = false;
    this.#isReady = false;
    this.#opened = null;
    this.#recovery += 1;
    this.#client?.close();
    this.#client = null;
  }

  /** A tick has just come: it shows what the server's clock is. @param serverMs its time at the server */
  sawTick(serverMs: number): void {
    const differsMs = this.server.measure(serverMs, this.#options.clock.utcNow());
    if (differsMs === null) return;
    const hours = differsMs / MS_PER_HOUR;
    const text = `The clock of the trade server is ${hours} hours from ${this.server.rule}, by its ticks; that is reckoned with from now on. Set MT5_SERVER_TIME to its zone, so that the past is right as well.`;
    this.#notice(differsMs === 0 ? 'info' : 'warning', 'SERVER_TIME', text);
  }

  #tellLost(reason: string): void {
    for (const listener of this.#listeners) listener.lost(reason);
  }

  #notice(...notice: Parameters<TerminalListener['notice']>): void {
    for (const listener of this.#listeners) listener.notice(...notice);
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
    this.#tellLost(reason);
    void this.#recover((this.#recovery += 1));
  }

  /** Somebody has logged the terminal in elsewhere: nothing is sent there. */
  #onSwitched(reason: string): void {
    this.#notice('error', 'ACCOUNT_SWITCHED', `Trading is off: ${reason}. Log in again, and restart.`);
    this.#isReady = false;
    this.#tellLost(reason);
  }

  async #attempt(): Promise<TerminalState> {
    this.#opening += 1;
    try {
      this.#client ??= await this.#openClient();
      const { login, password, server, path, allowReal } = this.#options.account ?? {};
      const params = { login, password, server, path, allowReal: allowReal === true };
      return await this.#client.request<TerminalState>('initialize', params, INITIALIZE_MS);
    } finally {
      this.#opening -= 1;
    }
  }

  async #openClient(): Promise<BridgeClient> {
    const { transport, clock } = this.#options;
    const client: BridgeClient = await BridgeClient.open({
      transport,
      clock,
      deadlineMs: this.deadlineMs,
      onEnded: (reason) => {
        if (this.#client === client) this.#onBridgeEnded(reason);
      },
      onNotice: (text) => this.#notice('warning', 'BRIDGE_NOISE', text),
      onEvent: () => {
        for (const listener of this.#listeners) listener.changed?.();
      },
    });
    return client;
  }

  #onBridgeEnded(reason: string): void {
    this.#client = null;
    const now = this.#options.clock.utcNow();
    this.#ends = [...this.#ends.filter((endedMs) => endedMs > now - FAILING_MS), now];
    if (this.#ends.length >= MOST_ENDS) {
      this.#isReady = false;
      this.#tellLost(reason);
      const text = `The bridge has ended ${MOST_ENDS} times within five minutes and is not started again: ${reason}.`;
      this.#notice('error', 'BRIDGE_FAILED', text);
      this.#recovery += 1;
      return;
    }
    this.#lose(reason);
  }

  async #recover(run: number): Promise<void> {
    const { clock } = this.#options;
    for (let attempt = 0; this.#isOpen && run === this.#recovery; attempt += 1) {
      await sleepUntil(clock, clock.utcNow() + (AGAIN_MS[attempt] ?? AGAIN_MS.at(-1)!));
      if (!this.#isOpen || run !== this.#recovery) return;
      try {
        const state = await this.#attempt();
        if (!this.#isOpen || run !== this.#recovery) return;
        this.#isReady = true;
        this.#opened = Promise.resolve(state);
        await Promise.all([...this.#listeners].map((listener) => listener.back(state)));
        return;
      } catch (error) {
        this.#isReady = false;
        if (!(error instanceof BridgeFailure)) throw error;
        if (!FINAL.has(error.kind)) continue;
        this.#notice('error', 'TERMINAL_REFUSED', `The terminal cannot be used any more: ${error.message}.`);
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
  if (kind === 'token') {
    const text = `${message}: MT5_BRIDGE_TOKEN has to be what the bridge was started with (LOCKSTEP_MT5_TOKEN or MT5_BRIDGE_TOKEN there).`;
    return new LockstepError('BROKER_AUTH', text, { cause: failure });
  }
  if (kind === 'version') {
    const text = `${message}: run the bridge of this version of Lockstep on the machine of the terminal (npx lockstep mt5 bridge).`;
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
