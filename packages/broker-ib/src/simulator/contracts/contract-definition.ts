import type { Decimal, SecuritySymbol } from '@lockstep/core';
import type { PriceBand } from '../../contracts/price-bands.ts';

/** Kinds of contracts, in IB's words. */
export type SecType = 'STK' | 'CASH' | 'CFD' | 'FUT' | 'CRYPTO' | 'IND' | 'OPT';

/** A contract as IB knows it. */
export interface ContractDefinition {
  readonly conId: number;
  readonly symbol: string;
  readonly secType: SecType;
  readonly currency: string;
  /** Where it is listed: `NASDAQ`, `IDEALPRO`, `CME`, … */
  readonly primaryExchange: string;
  readonly localSymbol: string;
  readonly tradingClass: string;
  /** `yyyymmdd` of the last trading day of a future, else empty. */
  readonly lastTradeDate: string;
  /** Units in a contract, empty where it is one. */
  readonly multiplier: string;
  readonly longName: string;
  readonly priceBands: readonly PriceBand[];
  readonly minSize: Decimal;
  readonly sizeIncrement: Decimal;
  readonly timeZoneId: string;
  /** Under which symbol the venue trades it; null for what is only known. */
  readonly traded: SecuritySymbol | null;
}

/** A contract that a simulator shall know beside those of its venue; what is left out is what is usual. */
export type GivenContract = Pick<ContractDefinition, 'symbol' | 'secType'> & Partial<ContractDefinition>;
