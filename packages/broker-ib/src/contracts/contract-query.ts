import { LockstepError, type SecuritySymbol, SecurityType, securityTypeName } from '@lockstep/core';
import { type Contract, SecType } from '@stoqey/ib';
import { listingExchange } from './listing-exchange.ts';

/** What a person adds where a ticker alone does not say which contract is meant. */
export type ContractHints = Pick<
  Contract,
  'conId' | 'primaryExch' | 'exchange' | 'currency' | 'lastTradeDateOrContractMonth' | 'multiplier' | 'localSymbol'
>;

const SMART = 'SMART';
/** Exchanges of indices; others are named in a hint. */
const INDEX_EXCHANGES: Readonly<Record<string, string>> = {
  SPX: 'CBOE',
  VIX: 'CBOE',
  RUT: 'RUSSELL',
  NDX: 'NASDAQ',
  DJX: 'CBOE',
  XSP: 'CBOE',
};
const BASE_LENGTH = 3;

/**
 * How a symbol is described to IB: descriptions to be tried one after another until contracts are found for one.
 *
 * @throws LockstepError `BROKER_INSTRUMENT` for kinds of securities that IB does not have, or that take a hint
 */
export function contractQueries(symbol: SecuritySymbol, hints: ContractHints = {}): readonly Contract[] {
  const { value, securityType } = symbol;
  switch (securityType) {
    case SecurityType.Equity: {
      const primaryExch = listingExchange(symbol);
      const stock = { symbol: value.replaceAll('.', ' '), secType: SecType.STK, exchange: SMART, currency: 'USD' };
      // A stock may have moved since.
      const listed = primaryExch === null ? [] : [{ ...stock, primaryExch, ...hints }];
      return [...listed, { ...stock, ...hints }];
    }
    case SecurityType.Forex:
      return [{ ...pairOf(symbol), secType: SecType.CASH, exchange: 'IDEALPRO', ...hints }];
    case SecurityType.Crypto:
      return [{ ...pairOf(symbol), secType: SecType.CRYPTO, exchange: 'PAXOS', ...hints }];
    case SecurityType.Cfd: {
      const cfd = { secType: SecType.CFD, exchange: SMART, ...hints };
      const metal = { symbol: value, secType: SecType.CMDTY, exchange: SMART, currency: value.slice(BASE_LENGTH) };
      const isPair = value.length === 2 * BASE_LENGTH;
      return [
        { symbol: value, ...cfd },
        ...(isPair
          ? [
              { ...pairOf(symbol), ...cfd },
              { ...metal, ...hints },
            ]
          : []),
      ];
    }
    case SecurityType.Index: {
      const exchange = hints.exchange ?? INDEX_EXCHANGES[value];
      return [
        { symbol: value, secType: SecType.IND, currency: 'USD', ...(exchange !== undefined && { exchange }), ...hints },
      ];
    }
    case SecurityType.Future:
      return [futureQuery(symbol, hints)];
    default:
      throw new LockstepError(
        'BROKER_INSTRUMENT',
        `Received ${value} (${securityTypeName(securityType)}); at Interactive Brokers expected a stock, a currency pair, a ` +
          'CFD, a crypto pair, an index or a future.',
      );
  }
}

function pairOf({ value }: SecuritySymbol): { readonly symbol: string; readonly currency: string } {
  return { symbol: value.slice(0, BASE_LENGTH), currency: value.slice(BASE_LENGTH) };
}

function futureQuery({ value, market }: SecuritySymbol, hints: ContractHints): Contract {
  const { conId, localSymbol, lastTradeDateOrContractMonth } = hints;
  if (conId === undefined && localSymbol === undefined && lastTradeDateOrContractMonth === undefined) {
    throw new LockstepError(
      'BROKER_INSTRUMENT',
      `Received the future ${value} without its month; expected a hint with conId, localSymbol or lastTradeDateOrContractMonth.`,
    );
  }
  return { symbol: value, secType: SecType.FUT, exchange: market.toUpperCase(), ...hints };
}

/** A contract in words, for messages: `AAPL STK SMART USD`. */
export function describeContract(contract: Contract): string {
  const { conId, symbol, localSymbol, secType, exchange, primaryExch, currency, lastTradeDateOrContractMonth } =
    contract;
  const parts = [
    symbol ?? localSymbol ?? conId,
    secType,
    lastTradeDateOrContractMonth,
    exchange,
    primaryExch,
    currency,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

/** What a contract is called here, and what kind of security it is; null for kinds that are not traded. */
export function tickerOfContract({ symbol = '', localSymbol = '', secType, currency = '' }: Contract): {
  readonly ticker: string;
  readonly securityType: SecurityType;
} | null {
  switch (secType) {
    case SecType.STK:
      return { ticker: symbol.replaceAll(' ', '.'), securityType: SecurityType.Equity };
    case SecType.CASH:
      return { ticker: symbol + currency, securityType: SecurityType.Forex };
    case SecType.CRYPTO:
      return { ticker: symbol + currency, securityType: SecurityType.Crypto };
    case SecType.CFD:
      // Pairs are written EUR.USD.
      return {
        ticker: localSymbol === `${symbol}.${currency}` ? symbol + currency : symbol,
        securityType: SecurityType.Cfd,
      };
    case SecType.CMDTY:
      return { ticker: symbol, securityType: SecurityType.Cfd };
    case SecType.IND:
      return { ticker: symbol, securityType: SecurityType.Index };
    case SecType.FUT:
      return { ticker: symbol, securityType: SecurityType.Future };
    default:
      return null;
  }
}
