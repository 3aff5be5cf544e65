import type { CONTRACT_QUERY } from '../wire/contract-fields.ts';
import type { ContractDefinition } from './contract-definition.ts';

/** A contract as a request describes it; what is empty may be anything. */
export type ContractQuery = Readonly<Record<(typeof CONTRACT_QUERY)[number], string>>;

/** Exchanges that IB routes to by itself. */
const ROUTERS: ReadonlySet<string> = new Set(['SMART', 'IDEALPRO', 'PAXOS', 'ZEROHASH']);

/** Whether a contract is what a query is for. */
export function isMatch(query: ContractQuery, contract: ContractDefinition): boolean {
  const conId = Number(query.conId);
  if (conId > 0) return conId === contract.conId && isAt(query, contract);
  const isNamed =
    query.symbol === contract.symbol || (query.symbol === '' && query.localSymbol === contract.localSymbol);
  return (
    isNamed &&
    isSame(query.secType, contract.secType) &&
    isSame(query.currency, contract.currency) &&
    isSame(query.localSymbol, contract.localSymbol) &&
    isSame(query.tradingClass, contract.tradingClass) &&
    isSame(query.multiplier, contract.multiplier) &&
    // A month stands for each of its days.
    contract.lastTradeDate.startsWith(query.lastTradeDate.replaceAll('-', '')) &&
    isAt(query, contract)
  );
}

function isAt({ exchange, primaryExchange }: ContractQuery, contract: ContractDefinition): boolean {
  const isThere = exchange === '' || ROUTERS.has(exchange) || exchange === contract.primaryExchange;
  return isThere && isSame(primaryExchange, contract.primaryExchange);
}

function isSame(asked: string, value: string): boolean {
  return asked === '' || asked === value;
}

/** What a query is about, for a message. */
export function describeQuery({ conId, symbol, localSymbol, secType, exchange }: ContractQuery): string {
  return [symbol || localSymbol || conId, secType, exchange].filter((part) => part !== '').join(' ');
}
