import type { Clock, Timer } from '@lockstep/core';
import { EventName, type IBApi } from '@stoqey/ib';
import { connectIbClient, createIbClient, type IbAddress } from './ib-client.ts';
import { ibErrorText } from './ib-errors.ts';
import type { IbEventName, IbEvents, IbNotice } from './ib-events.ts';
import type { ConnectionEnd } from './reconnect-delay.ts';

/** What TWS says of itself when a connection begins. */
export interface SessionFacts {
  readonly serverVersion: number;
  /** As TWS writes it, with its zone: `20260115 09:30:00 America/New_York`. */
  readonly connectionTime: string;
  readonly accounts: readonly string[];
  /** The least order id that may be used. */
  readonly nextOrderId: number;
}

/** How a connection ended. */
export interface SessionEnd {
  readonly end: ConnectionEnd;
  readonly reason: string;
  /** Trying again is of no use. */
  readonly isFinal: boolean;
}

export interface SessionListener {
  onEvent<E extends IbEventName>(event: E, values: IbEvents[E]): void;
  onNotice(notice: IbNotice): void;
  onUp(facts: SessionFacts): void;
  /** Once, and nothing after it. */
  onEnd(end: SessionEnd): void;
  /** A message came that the client cannot decode. */
  onUndecoded(error: unknown): void;
}

export interface IbSessionOptions {
  readonly address: IbAddress;
  readonly clock: Clock;
  readonly listener: SessionListener;
}

/** How long TWS may take to say its version, ms. */
const VERSION_WITHIN_MS = 5_000;
/** How long it may take from there to the ids, ms. */
const IDS_WITHIN_MS = 15_000;
/** The code of a client id that another connection has. */
export const CLIENT_ID_TAKEN = 326;
const UNSUPPORTED_VERSION = 506;
const OUTDATED = 503;
const UNDECODED = 505;

/** The events that are passed on: each one there is. */
const EVENTS: Readonly<Record<IbEventName, true>> = {
  nextValidId: true,
  managedAccounts: true,
  currentTime: true,
  contractDetails: true,
  contractDetailsEnd: true,
  marketRule: true,
  symbolSamples: true,
  openOrder: true,
  openOrderEnd: true,
  orderStatus: true,
  orderBound: true,
  completedOrder: true,
  completedOrdersEnd: true,
  execDetails: true,
  execDetailsEnd: true,
  commissionReport: true,
  position: true,
  positionEnd: true,
  updateAccountValue: true,
  updatePortfolio: true,
  updateAccountTime: true,
  accountDownloadEnd: true,
  accountSummary: true,
  accountSummaryEnd: true,
  marketDataType: true,
  tickPrice: true,
  tickSize: true,
  tickString: true,
  tickGeneric: true,
  tickReqParams: true,
  tickSnapshotEnd: true,
  tickByTickAllLast: true,
  tickByTickBidAsk: true,
  tickByTickMidPoint: true,
  realtimeBar: true,
  historicalData: true,
  historicalDataUpdate: true,
  historicalTicks: true,
  historicalTicksBidAsk: true,
  historicalTicksLast: true,
  headTimestamp: true,
};

/** One connection, with a client of its own: from the first byte to its end, never used again. */
export class IbSession {
  readonly api: IBApi;
  readonly #options: IbSessionOptions;
  #timer: Timer | null = null;
  #serverVersion = 0;
  #connectionTime = '';
  #accounts: readonly string[] | null = null;
  #nextOrderId: number | null = null;
  #isUp = false;
  #isOver = false;
  /** What was said last that may be why it ends. */
  #hint = '';
  #end: ConnectionEnd = 'lost';
  /** When anything came last, epoch ms UTC. */
  heardMs: number;

  constructor(options: IbSessionOptions) {
    this.#options = options;
    this.heardMs = options.clock.utcNow();
    this.api = createIbClient(options.address, (error) => options.listener.onUndecoded(error));
  }

  open(): void {
    this.#listen();
    this.#within(VERSION_WITHIN_MS, () => this.#onSilent());
    connectIbClient(this.api, this.#options.address);
  }

  get isUp(): boolean {
    return this.#isUp && !this.#isOver;
  }

  /** Ends it at once. */
  close(reason: string, isFinal = false): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#timer?.cancel();
    this.api.disconnect();
    this.#options.listener.onEnd({ end: this.#end, reason, isFinal });
  }

  #listen(): void {
    const { listener, clock } = this.#options;
    const { api } = this;
    const on = api.on.bind(api) as (event: string, take: (...values: never[]) => void) => void;
    for (const event of Object.keys(EVENTS) as IbEventName[])
      on(event, (...values: never[]) => {
        if (!this.#isOver) listener.onEvent(event, values as unknown as IbEvents[typeof event]);
      });
    on(EventName.received, () => {
      this.heardMs = clock.utcNow();
    });
    on(EventName.server, (version: number, time: string) => this.#onServer(version, time));
    on(EventName.disconnected, () => this.#onDisconnected());
    on(EventName.info, (text: string, code: number) =>
      this.#onNotice({ id: -1, code, text, advancedReject: undefined }),
    );
    on(EventName.error, (error: Error, code: number, id: number, advancedReject: unknown) =>
      this.#onNotice({ id, code, text: error.message, advancedReject }),
    );
    // After our own listeners of these two: whoever is told that it is up knows them.
    on(EventName.managedAccounts, (text: string) => this.#onAccounts(text));
    on(EventName.nextValidId, (orderId: number) => this.#onNextId(orderId));
  }

  #onServer(version: number, time: string): void {
    this.#serverVersion = version;
    this.#connectionTime = time;
    this.#within(IDS_WITHIN_MS, () => this.#onSilent());
  }

  #onSilent(): void {
    this.close(
      this.#serverVersion === 0
        ? `it took the connection and said nothing within ${VERSION_WITHIN_MS / 1_000} s${this.#hint}`
        : `it told its version and no order id within ${VERSION_WITHIN_MS / 1_000 + IDS_WITHIN_MS / 1_000} s; it may be showing a dialog that somebody has to answer${this.#hint}`,
    );
  }

  #onAccounts(text: string): void {
    this.#accounts = text
      .split(',')
      .map((account) => account.trim())
      .filter((account) => account !== '');
    this.#upIfComplete();
  }

  #onNextId(orderId: number): void {
    this.#nextOrderId = orderId;
    this.#upIfComplete();
  }

  #upIfComplete(): void {
    if (this.#isOver || this.#isUp || this.#accounts === null || this.#nextOrderId === null) return;
    this.#isUp = true;
    this.#timer?.cancel();
    this.#options.listener.onUp({
      serverVersion: this.#serverVersion,
      connectionTime: this.#connectionTime,
      accounts: this.#accounts,
      nextOrderId: this.#nextOrderId,
    });
  }

  #onNotice(notice: IbNotice): void {
    if (this.#isOver) return;
    const { code, text, id } = notice;
    if (code === UNSUPPORTED_VERSION || code === OUTDATED) {
      this.close(`this version of the API is not spoken here: ${ibErrorText(code, text)}`, true);
      return;
    }
    if (code === CLIENT_ID_TAKEN) this.#end = 'taken';
    if (id === -1 && code < 1_000) this.#hint = ` (${code}: ${text})`;
    if (code === UNDECODED) this.#options.listener.onUndecoded(new Error(text));
    else this.#options.listener.onNotice(notice);
  }

  #onDisconnected(): void {
    this.close(this.#hint === '' ? 'TWS closed the connection' : `the connection ended${this.#hint}`);
  }

  #within(ms: number, callback: () => void): void {
    const { clock } = this.#options;
    this.#timer?.cancel();
    this.#timer = clock.at(clock.utcNow() + ms, callback);
  }
}
