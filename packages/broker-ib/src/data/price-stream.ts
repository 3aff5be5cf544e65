import type { DataBatch, SecuritySymbol } from '@lockstep/core';
import type { IBApi } from '@stoqey/ib';
import type { IbContract } from '../contracts/ib-contract.ts';

/** Prices of a security as IB streams them: what to ask for, and what to make of what comes. */
export interface PriceStream {
  readonly symbol: SecuritySymbol;
  /** Which of IB's streams it is; those of bars are paced. */
  readonly kind: 'bars' | 'quotes' | 'ticks';
  subscribe(api: IBApi, reqId: number, contract: IbContract): void;
  unsubscribe(api: IBApi, reqId: number): void;
  /** A connection is new: what was known of prices is not true any more. */
  restart(): void;
}

/** Where a stream puts what has come of its prices. */
export type PushPrices = (batch: DataBatch) => void;
