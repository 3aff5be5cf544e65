import { SecurityType } from '../market/security-type.ts';

/** Stands for every ticker of a market in databases. */
export const WILDCARD = '[*]';

const TYPES_BY_NAME: ReadonlyMap<string, SecurityType> = new Map(
  Object.entries(SecurityType).map(([name, type]) => [name.toLowerCase(), type]),
);

/** Lookup key of a reference database; upper and lower case are the same, no ticker means the wildcard. */
export function databaseKey(market: string, ticker: string | null, securityType: SecurityType): string {
  return `${securityType}|${market.toLowerCase()}|${(ticker || WILDCARD).toLowerCase()}`;
}

/** The security type of a name in any case, undefined when it is none that Lockstep knows. */
export function securityTypeOfName(name: string): SecurityType | undefined {
  return TYPES_BY_NAME.get(name.toLowerCase());
}
