import { Decimal, type Security, SecurityType } from '@lockstep/core';
import { listingExchange } from '../../contracts/listing-exchange.ts';
import type { PriceBand } from '../../contracts/price-bands.ts';
import type { ContractDefinition, GivenContract, SecType } from './contract-definition.ts';

const CENT = Decimal.fromParts(1, 2);
const HUNDREDTH_OF_CENT = Decimal.fromParts(1, 4);
/** Numbers of contracts look like IB's. */
const FIRST_CON_ID = 100_000_000;
const CON_IDS = 800_000_000;

/** Steps of US stocks: 0.0001 below a dollar, a cent from there on. */
const STOCK_BANDS: readonly PriceBand[] = [
  { lowEdge: Decimal.ZERO, increment: HUNDREDTH_OF_CENT },
  { lowEdge: Decimal.ONE, increment: CENT },
];

const SEC_TYPES: Readonly<Partial<Record<SecurityType, SecType>>> = {
  [SecurityType.Equity]: 'STK',
  [SecurityType.Forex]: 'CASH',
  [SecurityType.Cfd]: 'CFD',
  [SecurityType.Future]: 'FUT',
  [SecurityType.Crypto]: 'CRYPTO',
  [SecurityType.Index]: 'IND',
};

/** Exchange where a kind of contract is listed, unless something else is said. */
const EXCHANGES: Readonly<Record<SecType, string>> = {
  STK: 'NASDAQ',
  CASH: 'IDEALPRO',
  CFD: 'SMART',
  FUT: 'CME',
  CRYPTO: 'PAXOS',
  IND: 'CBOE',
  OPT: 'CBOE',
};

/** The contract that IB would have for a security of a venue. @param isTaken whether a number is another contract's */
export function contractOfSecurity(security: Security, isTaken: (conId: number) => boolean): ContractDefinition {
  const { symbol, symbolProperties, baseCurrency, type } = security;
  const { minimumPriceVariation, lotSize, contractMultiplier, quoteCurrency, description } = symbolProperties;
  const secType = SEC_TYPES[type] ?? 'STK';
  const isPair = secType === 'CASH' || secType === 'CRYPTO';
  const base = baseCurrency?.symbol ?? symbol.value.slice(0, -quoteCurrency.length);
  const ticker = symbol.value.replace('.', ' ');
  const localSymbol = isPair ? `${base}.${quoteCurrency}` : ticker;
  const isStock = secType === 'STK' && quoteCurrency === 'USD';
  return {
    conId: conIdOf(symbol.id, isTaken),
    symbol: isPair ? base : ticker,
    secType,
    currency: quoteCurrency,
    primaryExchange: (secType === 'STK' ? listingExchange(symbol) : null) ?? EXCHANGES[secType],
    localSymbol,
    tradingClass: secType === 'STK' ? 'NMS' : localSymbol,
    lastTradeDate: '',
    multiplier: contractMultiplier.equals(Decimal.ONE) ? '' : contractMultiplier.toString(),
    longName: description === '' ? ticker : description,
    priceBands: isStock ? STOCK_BANDS : [{ lowEdge: Decimal.ZERO, increment: minimumPriceVariation }],
    minSize: lotSize,
    sizeIncrement: lotSize,
    timeZoneId: security.exchange.hours.timeZone.name,
    traded: symbol,
  };
}

/** A given contract with what was left out. */
export function filledContract(given: GivenContract, isTaken: (conId: number) => boolean): ContractDefinition {
  const { symbol, secType, currency = 'USD', lastTradeDate = '', primaryExchange = EXCHANGES[secType] } = given;
  const name = [symbol, secType, currency, lastTradeDate, primaryExchange, given.localSymbol ?? ''].join('/');
  return {
    conId: given.conId ?? conIdOf(name, isTaken),
    symbol,
    secType,
    currency,
    primaryExchange,
    localSymbol: given.localSymbol ?? symbol,
    tradingClass: given.tradingClass ?? symbol,
    lastTradeDate,
    multiplier: given.multiplier ?? '',
    longName: given.longName ?? symbol,
    priceBands: given.priceBands ?? (secType === 'STK' ? STOCK_BANDS : [{ lowEdge: Decimal.ZERO, increment: CENT }]),
    minSize: given.minSize ?? Decimal.ONE,
    sizeIncrement: given.sizeIncrement ?? Decimal.ONE,
    timeZoneId: given.timeZoneId ?? 'America/New_York',
    traded: given.traded ?? null,
  };
}

/** A number that is the same wherever the name is (FNV-1a). */
function conIdOf(name: string, isTaken: (conId: number) => boolean): number {
  let hash = 0x81_1c_9d_c5;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01_00_01_93) >>> 0;
  let conId = FIRST_CON_ID + (hash % CON_IDS);
  while (isTaken(conId)) conId += 1;
  return conId;
}
