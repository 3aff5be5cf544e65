/** Kinds of instruments; LEAN's numbers. */
export const SecurityType = {
  Base: 0,
  Equity: 1,
  Option: 2,
  Commodity: 3,
  Forex: 4,
  Future: 5,
  Cfd: 6,
  Crypto: 7,
  FutureOption: 8,
  Index: 9,
  IndexOption: 10,
  CryptoFuture: 11,
} as const;
export type SecurityType = (typeof SecurityType)[keyof typeof SecurityType];

const NAMES: Readonly<Record<SecurityType, string>> = {
  0: 'Base',
  1: 'Equity',
  2: 'Option',
  3: 'Commodity',
  4: 'Forex',
  5: 'Future',
  6: 'Cfd',
  7: 'Crypto',
  8: 'FutureOption',
  9: 'Index',
  10: 'IndexOption',
  11: 'CryptoFuture',
};

/** LEAN's name of the type, for example `Equity`; lower-cased it is the data folder. */
export function securityTypeName(type: SecurityType): string {
  return NAMES[type];
}
