import { MS_PER_SECOND, Resolution, SecurityType, type SubscriptionDataConfig, tradeBarBatch } from '@lockstep/core';
import { type IBApi, WhatToShow } from '@stoqey/ib';
import type { IbEvents } from '../connection/ib-events.ts';
import type { IbContract } from '../contracts/ib-contract.ts';
import type { PriceStream, PushPrices } from './price-stream.ts';

const SECONDS = 5;

/** Bars of trades, one every five seconds. */
export class FiveSecondBars implements PriceStream {
  readonly kind = 'bars';
  readonly #config: SubscriptionDataConfig;
  readonly #push: PushPrices;
  /** Start of the last bar, epoch ms UTC: after another subscription IB may repeat it. */
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(config: SubscriptionDataConfig, push: PushPrices) {
    this.#config = config;
    this.#push = push;
  }

  get symbol() {
    return this.#config.symbol;
  }

  subscribe(api: IBApi, reqId: number, { contract }: IbContract): void {
    const { symbol, extendedMarketHours } = this.#config;
    const regularHours = symbol.securityType === SecurityType.Equity && !extendedMarketHours;
    api.reqRealTimeBars(reqId, contract, SECONDS, WhatToShow.TRADES, regularHours);
  }

  unsubscribe(api: IBApi, reqId: number): void {
    api.cancelRealTimeBars(reqId);
  }

  /** Bars before the last one stay told. */
  restart(): void {}

  take([, epochSeconds, open, high, low, close, volume]: IbEvents['realtimeBar']): void {
    const timeMs = epochSeconds * MS_PER_SECOND;
    // Without a trade its prices are those of before; indices have no volume at all.
    const isTraded = volume > 0 || this.symbol.securityType === SecurityType.Index;
    if (timeMs <= this.#lastMs || !isTraded) return;
    this.#lastMs = timeMs;
    const { exchangeHours } = this.#config;
    const length = {
      exchangeHours,
      incrementMs: SECONDS * MS_PER_SECOND,
      resolution: Resolution.Second,
      strictDailyEndTimes: false,
    };
    this.#push(tradeBarBatch(length, [{ timeMs, open, high, low, close, volume }]));
  }
}
