import { MS_PER_SECOND, quoteTickBatch, type SubscriptionDataConfig, TickType, tradeTickBatch } from '@lockstep/core';
import { type IBApi, TickByTickDataType } from '@stoqey/ib';
import type { IbEvents } from '../connection/ib-events.ts';
import type { IbContract } from '../contracts/ib-contract.ts';
import type { PriceStream, PushPrices } from './price-stream.ts';

/** Each trade or each quote, one by one; IB gives it for a few securities at a time. */
export class EveryTick implements PriceStream {
  readonly kind = 'ticks';
  readonly #config: SubscriptionDataConfig;
  readonly #push: PushPrices;

  constructor(config: SubscriptionDataConfig, push: PushPrices) {
    this.#config = config;
    this.#push = push;
  }

  get symbol() {
    return this.#config.symbol;
  }

  subscribe(api: IBApi, reqId: number, { contract }: IbContract): void {
    const type = this.#config.tickType === TickType.Quote ? TickByTickDataType.BidAsk : TickByTickDataType.Last;
    api.reqTickByTickData(reqId, contract, type, 0, false);
  }

  unsubscribe(api: IBApi, reqId: number): void {
    api.cancelTickByTickData(reqId);
  }

  restart(): void {}

  /** Trades past a limit, and those that no exchange reported, are no prices to go by. */
  takeTrade([, , time, price, size, { pastLimit, unreported }, exchange]: IbEvents['tickByTickAllLast']): void {
    if (pastLimit === true || unreported === true || !(price > 0)) return;
    this.#push(tradeTickBatch([{ timeMs: Number(time) * MS_PER_SECOND, price, size, exchange }]));
  }

  takeQuote([, time, bidPrice, askPrice, bidSize, askSize]: IbEvents['tickByTickBidAsk']): void {
    const timeMs = Number(time) * MS_PER_SECOND;
    this.#push(quoteTickBatch([{ timeMs, bidPrice, bidSize, askPrice, askSize, exchange: '' }]));
  }
}
