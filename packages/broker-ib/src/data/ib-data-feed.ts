import {
  type Clock,
  type DataFeed,
  type FeedListener,
  type FeedStatus,
  LockstepError,
  MS_PER_MINUTE,
  PushSource,
  type SubscriptionDataConfig,
  type SubscriptionRequest,
  type SubscriptionSource,
  type Timer,
} from '@lockstep/core';
import { MarketDataType } from '@stoqey/ib';
import type { IbConnection, IbLink } from '../connection/ib-connection.ts';
import { ibErrorOf, ibErrorText } from '../connection/ib-errors.ts';
import type { IbNotice } from '../connection/ib-events.ts';
import { IbFailure } from '../connection/ib-failure.ts';
import type { ContractBook } from '../contracts/contract-book.ts';
import { EveryTick } from './every-tick.ts';
import { FiveSecondBars } from './five-second-bars.ts';
import { PriceSubscription } from './price-subscription.ts';
import { SampledPrices } from './sampled-prices.ts';
import { SilenceWatch } from './silence-watch.ts';
import { type AnyStream, streamFor } from './stream-for.ts';
import { StreamPace } from './stream-pace.ts';

export interface IbDataFeedOptions {
  readonly connection: IbConnection;
  readonly contracts: ContractBook;
  /**
   * Takes prices that come fifteen minutes late where the account has no live ones. @defaultValue false: they are refused
   */
  readonly delayed?: boolean | undefined;
  /** Subscriptions to ticks get each one; IB gives that for a few securities only. @defaultValue false: some a second */
  readonly everyTick?: boolean | undefined;
  /** How long a stream may be silent in market hours before it is asked for again, ms. @defaultValue 60000 */
  readonly silenceMs?: number | undefined;
}

const DELAY_MS = 15 * MS_PER_MINUTE;
const SILENCE_MS = 60_000;
/** How long prices that another session took are waited for before they are asked for again, ms. */
const COMPETITION_MS = 60_000;
const RETRY_MS = 15_000;

const DELAYED_COMES = 10_167;
const COMPETING_SESSION = 10_197;
const BUST = 10_225;
const TOO_FAST = 420;
const NO_SUCH_REQUEST = 300;
const HALTED_TICK = 49;
const PACING = /pacing/i;
/** A subscription of the engine's, and what it is made of at IB. */
interface Reader {
  readonly config: SubscriptionDataConfig;
  readonly source: PushSource;
  readonly stream: AnyStream;
  readonly subscription: PriceSubscription;
  /** When something came last, if it was asked for again since because nothing did; epoch ms UTC. */
  silentSinceMs: number | null;
}

/**
 * What TWS streams, from now on: trades as bars of five seconds, quotes and trades some times a second or one by one. Bars
 * of other lengths, and what was before or was missed, are made around it (`ibData`).
 */
export class IbDataFeed implements DataFeed {
  readonly #options: IbDataFeedOptions;
  readonly #readers = new Set<Reader>();
  readonly #byRequest = new Map<number, Reader>();
  readonly #pace: StreamPace;
  readonly #watch: SilenceWatch<Reader>;
  readonly #ends: (() => void)[] = [];
  /** Securities whose prices come late, or not at all for now, by symbol id. */
  readonly #delayed = new Set<string>();
  readonly #halted = new Set<string>();
  #listener: FeedListener | null = null;
  #isDown = false;
  /** Another session of the same login has the prices. */
  #competition: Timer | null = null;
  #pending = 0;

  constructor(options: IbDataFeedOptions) {
    this.#options = options;
    this.#pace = new StreamPace(options.connection.clock);
    this.#watch = new SilenceWatch({
      clock: options.connection.clock,
      silenceMs: options.silenceMs ?? SILENCE_MS,
      watched: () => [...this.#readers].filter(({ config }) => !this.#halted.has(config.symbol.id)),
      onSilent: (reader) => this.#onSilent(reader),
    });
  }

  get #clock(): Clock {
    return this.#options.connection.clock;
  }

  /** No contract is being looked up; streams may still be on their way up. */
  get isIdle(): boolean {
    return this.#pending === 0;
  }

  /** @throws LockstepError what `IbConnection.connect` throws */
  async connect(listener: FeedListener): Promise<void> {
    const { connection } = this.#options;
    this.#listener = listener;
    this.#ends.push(
      connection.listen({
        onBegin: () => this.#onBegin(),
        onEnd: (reason, isExpected) => this.#onEnd(reason, isExpected),
        onLink: (link) => this.#onLink(link),
        onNotice: (notice) => this.#onNotice(notice),
      }),
      connection.on('realtimeBar', (...bar) => this.#heard(bar[0], FiveSecondBars)?.take(bar)),
      connection.on('tickPrice', (id, type, price) => this.#heard(id, SampledPrices)?.takePrice(type, price)),
      connection.on('tickSize', (id, type, size) => this.#heard(id, SampledPrices)?.takeSize(type, size)),
      connection.on('tickString', (id, type, text) => this.#heard(id, SampledPrices)?.takeText(type, text)),
      connection.on('tickGeneric', (id, type, value) => this.#onGeneric(id, type, value)),
      connection.on('tickByTickAllLast', (...tick) => this.#heard(tick[0], EveryTick)?.takeTrade(tick)),
      connection.on('tickByTickBidAsk', (...tick) => this.#heard(tick[0], EveryTick)?.takeQuote(tick)),
      connection.on('marketDataType', (id, type) => this.#onType(id, type)),
    );
    await connection.connect(this);
    if (connection.isLinked) this.#begin();
    this.#watch.start();
  }

  disconnect(): void {
    this.#watch.stop();
    this.#competition?.cancel();
    for (const { subscription } of this.#readers) subscription.close();
    for (const end of this.#ends.splice(0)) end();
    this.#options.connection.disconnect(this);
  }

  /** @throws LockstepError `DATA_KIND_UNSUPPORTED` for what IB does not stream */
  subscribe({ config }: SubscriptionRequest): SubscriptionSource {
    const stream = streamFor(config, { ...this.#options, clock: this.#clock }, (batch) => {
      reader.source.push(batch);
      this.#listener?.arrived();
    });
    const reader: Reader = {
      config,
      stream,
      source: new PushSource(null, () => this.#close(reader)),
      subscription: new PriceSubscription(this.#options.connection, stream),
      silentSinceMs: null,
    };
    this.#readers.add(reader);
    this.#ask(reader);
    return reader.source;
  }

  #close(reader: Reader): void {
    this.#readers.delete(reader);
    this.#forget(reader);
    reader.subscription.close();
  }

  /** Subscribes, once it is known what to. */
  #ask(reader: Reader): void {
    const { connection } = this.#options;
    if (!reader.subscription.isWanted || !connection.isLinked) return;
    void this.#track(this.#subscribe(reader));
  }

  async #subscribe(reader: Reader): Promise<void> {
    const { contracts, connection } = this.#options;
    const { subscription, stream, config } = reader;
    try {
      const contract = await contracts.resolve(config.symbol);
      if (stream.kind === 'bars') await this.#pace.turn();
      if (!subscription.isWanted || !connection.isLinked || subscription.reqId !== null) return;
      this.#byRequest.set(subscription.ask(contract), reader);
    } catch (error) {
      if (error instanceof LockstepError) this.#refuse(reader, error.code, error.message);
      else if (error instanceof IbFailure && error.kind === 'refused')
        this.#refuse(reader, String(error.code ?? ''), error.message);
      else if (error instanceof IbFailure) this.#askLater(reader);
      else throw error;
    }
  }

  #askLater(reader: Reader): void {
    this.#clock.at(this.#clock.utcNow() + RETRY_MS, () => {
      if (reader.subscription.reqId === null) this.#ask(reader);
    });
  }

  /** Asks again for a stream, whatever has become of it. */
  #renew(reader: Reader): void {
    this.#forget(reader);
    reader.subscription.drop();
    this.#ask(reader);
  }

  /** Once something comes again, what did not come meanwhile is missed. */
  #onSilent(reader: Reader): void {
    reader.silentSinceMs ??= reader.subscription.heardMs;
    this.#renew(reader);
  }

  #forget({ subscription }: Reader): void {
    if (subscription.reqId !== null) this.#byRequest.delete(subscription.reqId);
  }

  async #track(work: Promise<void>): Promise<void> {
    this.#pending += 1;
    try {
      await work;
    } finally {
      this.#pending -= 1;
    }
  }

  /** The stream of a request, if it is of a kind; late prices have none. */
  #heard<T extends AnyStream>(reqId: number, kind: abstract new (...args: never[]) => T): T | null {
    const reader = this.#byRequest.get(reqId);
    if (reader === undefined || !(reader.stream instanceof kind)) return null;
    reader.subscription.heardMs = this.#clock.utcNow();
    reader.subscription.attempts = 0;
    if (this.#competition !== null) this.#endCompetition();
    if (reader.silentSinceMs !== null) this.#onSpeech(reader, reader.silentSinceMs);
    return reader.stream;
  }

  #onSpeech(reader: Reader, sinceMs: number): void {
    reader.silentSinceMs = null;
    const reason = `nothing had come since ${new Date(sinceMs).toISOString()}`;
    this.#tell({ kind: 'missed', symbol: reader.config.symbol, reason });
  }

  #onBegin(): void {
    // The first connection is begun with by `connect`.
    if (this.#isDown) this.#begin();
  }

  /** Asks for everything that is wanted. */
  #begin(): void {
    const { connection, delayed = false } = this.#options;
    if (delayed) connection.send('data', (api) => api.reqMarketDataType(MarketDataType.DELAYED));
    for (const reader of this.#readers) this.#renewUnsaid(reader);
    this.#up();
  }

  /** Asks again for a stream that the other side knows nothing of. */
  #renewUnsaid(reader: Reader): void {
    this.#forget(reader);
    reader.subscription.forget();
    this.#ask(reader);
  }

  #onEnd(reason: string, isExpected: boolean): void {
    for (const reader of this.#readers) {
      this.#forget(reader);
      reader.subscription.forget();
    }
    this.#down(reason, isExpected);
  }

  #onLink(link: IbLink): void {
    if (link === 'lost') {
      this.#down('TWS has lost its connection to IB (1100)', this.#options.connection.isRestarting);
    } else if (link === 'restoredWithoutData') {
      this.#begin();
    } else {
      for (const reader of this.#readers) if (reader.subscription.reqId === null) this.#ask(reader);
      this.#up();
    }
  }

  #down(reason: string, expected: boolean): void {
    if (this.#isDown) return;
    this.#isDown = true;
    this.#tell({ kind: 'disconnected', reason, expected });
  }

  #up(): void {
    if (!this.#isDown) return;
    this.#isDown = false;
    this.#tell({ kind: 'reconnected' });
  }

  #onNotice({ id, code, text }: IbNotice): void {
    if (code === COMPETING_SESSION) {
      this.#onCompetition(text);
      return;
    }
    const reader = this.#byRequest.get(id);
    if (reader === undefined || code === NO_SUCH_REQUEST) return;
    if (code === DELAYED_COMES) {
      this.#onDelayed(reader, text);
    } else if (code === BUST) {
      reader.silentSinceMs ??= reader.subscription.heardMs;
      this.#renewUnsaid(reader);
    } else if (code === TOO_FAST && PACING.test(text)) {
      this.#forget(reader);
      reader.subscription.forget();
      this.#askLater(reader);
    } else if (!isNotice(code)) {
      this.#refuse(reader, String(code), ibErrorText(code, text));
    }
  }

  #refuse(reader: Reader, code: string, text: string): void {
    const { subscription, config } = reader;
    this.#forget(reader);
    subscription.forget();
    subscription.isRefused = true;
    this.#tell({ kind: 'refused', symbol: config.symbol, code, text });
  }

  /** Prices come late. They never go into bars beside live ones unless that was asked for. */
  #onDelayed(reader: Reader, text: string): void {
    const { symbol } = reader.config;
    if (this.#options.delayed !== true) {
      reader.subscription.drop();
      this.#refuse(reader, String(DELAYED_COMES), ibErrorText(DELAYED_COMES, text));
    } else if (!this.#delayed.has(symbol.id)) {
      this.#delayed.add(symbol.id);
      this.#tell({ kind: 'delayed', symbol, delayMs: DELAY_MS });
    }
  }

  #onType(reqId: number, type: number): void {
    const reader = this.#byRequest.get(reqId);
    if (reader === undefined) return;
    const { symbol } = reader.config;
    const isDelayed = type === Number(MarketDataType.DELAYED) || type === Number(MarketDataType.DELAYED_FROZEN);
    if (isDelayed) this.#onDelayed(reader, 'Delayed market data is told.');
    else if (this.#delayed.delete(symbol.id)) this.#tell({ kind: 'live', symbol, delayMs: 0 });
  }

  #onGeneric(reqId: number, type: number, value: number): void {
    const reader = this.#byRequest.get(reqId);
    if (reader === undefined || type !== HALTED_TICK) return;
    const { symbol } = reader.config;
    // 0 is trading, 1 a halt by the regulator, 2 one for volatility; -1 is not known.
    if (value > 0 && !this.#halted.has(symbol.id)) {
      this.#halted.add(symbol.id);
      this.#tell({ kind: 'halted', symbol, reason: value === 2 ? 'volatility' : 'halted by the exchange' });
    } else if (value === 0 && this.#halted.delete(symbol.id)) {
      this.#tell({ kind: 'resumed', symbol, reason: '' });
    }
  }

  /** Prices stand still until the other session ends; they are asked for again now and then. */
  #onCompetition(text: string): void {
    if (this.#competition !== null) return;
    this.#down(ibErrorText(COMPETING_SESSION, text), false);
    const again = (): void => {
      this.#competition = this.#clock.at(this.#clock.utcNow() + COMPETITION_MS, () => {
        for (const reader of this.#readers) this.#renew(reader);
        again();
      });
    };
    again();
  }

  #endCompetition(): void {
    this.#competition?.cancel();
    this.#competition = null;
    this.#up();
  }

  #tell(status: FeedStatus): void {
    this.#listener?.status(status);
  }
}

function isNotice(code: number): boolean {
  const { class: errorClass } = ibErrorOf(code);
  return errorClass === 'notice' || errorClass === 'connection';
}
