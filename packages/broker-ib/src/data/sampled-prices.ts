import {
  type Clock,
  quoteTickBatch,
  SecurityType,
  type SubscriptionDataConfig,
  TickType,
  tradeTickBatch,
} from '@lockstep/core';
import type { IBApi } from '@stoqey/ib';
import type { IbContract } from '../contracts/ib-contract.ts';
import type { PriceStream, PushPrices } from './price-stream.ts';

/** IB's numbers of what it tells: live, and the same delayed. */
const BID_SIZE: readonly (number | undefined)[] = [0, 69];
const BID: readonly number[] = [1, 66];
const ASK: readonly number[] = [2, 67];
const ASK_SIZE: readonly (number | undefined)[] = [3, 70];
const LAST: readonly number[] = [4, 68];
const LAST_SIZE: readonly (number | undefined)[] = [5, 71];
const REAL_TIME_VOLUME = 48;
/** Asks for each trade with its size and time. */
const WITH_TRADES = '233';
/** Kinds of securities whose trades come with a size. */
const WITH_SIZE: ReadonlySet<SecurityType> = new Set<SecurityType>([
  SecurityType.Equity,
  SecurityType.Future,
  SecurityType.Crypto,
]);
/** Sizes beyond this are IB's way to say that there is none. */
const UNSET = 1e15;

/** Quotes or trades as IB tells them some times a second: the newest, not each one. */
export class SampledPrices implements PriceStream {
  readonly kind = 'quotes';
  readonly #config: SubscriptionDataConfig;
  readonly #clock: Clock;
  readonly #push: PushPrices;
  #bid = 0;
  #ask = 0;
  #bidSize = 0;
  #askSize = 0;
  #last = 0;
  #lastSize = -1;
  /** Volume of the day up to the last trade told: the same one may come twice. */
  #dayVolume = -1;

  constructor(config: SubscriptionDataConfig, clock: Clock, push: PushPrices) {
    this.#config = config;
    this.#clock = clock;
    this.#push = push;
  }

  get symbol() {
    return this.#config.symbol;
  }

  /** Each trade comes with its size, in a text of its own. */
  get #hasTrades(): boolean {
    return this.#config.tickType === TickType.Trade && WITH_SIZE.has(this.symbol.securityType);
  }

  subscribe(api: IBApi, reqId: number, { contract }: IbContract): void {
    api.reqMktData(reqId, contract, this.#hasTrades ? WITH_TRADES : '', false, false);
  }

  unsubscribe(api: IBApi, reqId: number): void {
    api.cancelMktData(reqId);
  }

  restart(): void {
    this.#bid = this.#ask = this.#bidSize = this.#askSize = this.#last = 0;
    this.#lastSize = this.#dayVolume = -1;
  }

  /** A price; -1 stands for none. */
  takePrice(tickType: number, price: number): void {
    const value = price > 0 ? price : 0;
    if (this.#config.tickType === TickType.Quote) {
      if (BID.includes(tickType)) this.#quote(value, this.#ask, this.#bidSize, this.#askSize);
      else if (ASK.includes(tickType)) this.#quote(this.#bid, value, this.#bidSize, this.#askSize);
    } else if (LAST.includes(tickType) && value > 0) {
      // Where sizes come by themselves the trade is told with the size.
      if (this.symbol.securityType === SecurityType.Index) this.#trade(value, 0, this.#clock.utcNow());
      this.#last = value;
      this.#lastSize = -1;
    }
  }

  takeSize(tickType: number | undefined, size: number | undefined): void {
    if (size === undefined || size > UNSET || size < 0) return;
    if (this.#config.tickType === TickType.Quote) {
      if (BID_SIZE.includes(tickType)) this.#quote(this.#bid, this.#ask, size, this.#askSize);
      else if (ASK_SIZE.includes(tickType)) this.#quote(this.#bid, this.#ask, this.#bidSize, size);
    } else if (LAST_SIZE.includes(tickType) && this.#isDelayed(tickType) && size !== this.#lastSize) {
      if (this.#last > 0) this.#trade(this.#last, size, this.#clock.utcNow());
      this.#lastSize = size;
    }
  }

  /** Live trades come as texts: `price;size;time in ms;volume of the day;average price;single`. */
  takeText(tickType: number, text: string): void {
    if (tickType !== REAL_TIME_VOLUME || !this.#hasTrades) return;
    const [price = 0, size = 0, timeMs = 0, volume = 0] = text.split(';').map(Number);
    if (!(price > 0 && size > 0 && timeMs > 0) || volume <= this.#dayVolume) return;
    this.#dayVolume = volume;
    this.#trade(price, size, timeMs);
  }

  #isDelayed(tickType: number | undefined): boolean {
    return tickType === LAST_SIZE[1] || !this.#hasTrades;
  }

  #quote(bid: number, ask: number, bidSize: number, askSize: number): void {
    const isSame = bid === this.#bid && ask === this.#ask && bidSize === this.#bidSize && askSize === this.#askSize;
    this.#bid = bid;
    this.#ask = ask;
    this.#bidSize = bidSize;
    this.#askSize = askSize;
    if (isSame || (bid === 0 && ask === 0)) return;
    const timeMs = this.#clock.utcNow();
    this.#push(quoteTickBatch([{ timeMs, bidPrice: bid, bidSize, askPrice: ask, askSize, exchange: '' }]));
  }

  #trade(price: number, size: number, timeMs: number): void {
    this.#push(tradeTickBatch([{ timeMs, price, size, exchange: '' }]));
  }
}
