import { Decimal, type SecuritySymbol } from '@lockstep/core';
import type { Contract, ContractDetails } from '@stoqey/ib';
import type { PriceBand } from './price-bands.ts';

/** A contract that is known: which one it is, and what may be ordered of it. */
export interface IbContract {
  readonly symbol: SecuritySymbol;
  readonly conId: number;
  /** As requests and orders name it: by its number, routed by IB where IB does that. */
  readonly contract: Contract;
  readonly priceBands: readonly PriceBand[];
  /** Smallest order and step of sizes, units; null where IB says nothing. */
  readonly minSize: Decimal | null;
  readonly sizeIncrement: Decimal | null;
  /** IB's names of the order types that it takes, such as `LMT`, `TRAIL`, `MOC`; empty where IB says nothing. */
  readonly orderTypes: ReadonlySet<string>;
  /** Zone in which its trading hours are told. */
  readonly timeZoneId: string;
  readonly details: ContractDetails;
}

/** Sizes beyond this are IB's way to say that there is none. */
const UNSET = 1e15;

/** What contract details tell, without the price steps of their rule. */
export function contractOfDetails(
  symbol: SecuritySymbol,
  details: ContractDetails,
  priceBands: readonly PriceBand[],
): IbContract {
  const { contract, minSize, sizeIncrement, orderTypes = '', timeZoneId = '' } = details;
  const { conId = 0, secType, exchange, primaryExch, currency, localSymbol, tradingClass, multiplier } = contract;
  return {
    symbol,
    conId,
    contract: {
      conId,
      ...(contract.symbol !== undefined && { symbol: contract.symbol }),
      ...(secType !== undefined && { secType }),
      ...(exchange !== undefined && { exchange }),
      ...(primaryExch !== undefined && primaryExch !== '' && { primaryExch }),
      ...(currency !== undefined && { currency }),
      ...(localSymbol !== undefined && { localSymbol }),
      ...(tradingClass !== undefined && { tradingClass }),
      ...(multiplier !== undefined && Number(multiplier) !== 0 && { multiplier }),
      ...expiryOf(contract),
    },
    priceBands,
    minSize: sizeOf(minSize),
    sizeIncrement: sizeOf(sizeIncrement),
    orderTypes: new Set(orderTypes.split(',').filter((type) => type !== '')),
    timeZoneId,
    details,
  };
}

/** `20260320 08:30 US/Central` is cut at the day. */
function expiryOf({ lastTradeDateOrContractMonth = '' }: Contract): Pick<Contract, 'lastTradeDateOrContractMonth'> {
  const [day = ''] = lastTradeDateOrContractMonth.split(' ');
  return day === '' ? {} : { lastTradeDateOrContractMonth: day };
}

function sizeOf(size: number | undefined): Decimal | null {
  return size === undefined || !(size > 0) || size > UNSET ? null : Decimal.fromNumber(size);
}

/** The steps that hold for all prices. */
export function oneBand(minTick: number | undefined): readonly PriceBand[] {
  return minTick === undefined || !(minTick > 0)
    ? []
    : [{ lowEdge: Decimal.ZERO, increment: Decimal.fromNumber(minTick) }];
}

/** Number of the rule for price steps at the exchange that orders are sent to; null where there is none. */
export function ruleOf({ contract, validExchanges = '', marketRuleIds = '' }: ContractDetails): number | null {
  const at = validExchanges.split(',').indexOf(contract.exchange ?? '');
  const id = Number(marketRuleIds.split(',')[Math.max(at, 0)]);
  return Number.isInteger(id) && id > 0 ? id : null;
}
