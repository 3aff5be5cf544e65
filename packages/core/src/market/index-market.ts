/** Markets of indexes that are not at the broker's default market. */
const MARKETS: Readonly<Record<string, string>> = {
  DAX: 'eurex',
  HSI: 'hkfe',
  KM: 'krx',
  N225: 'ose',
  SX5E: 'eurex',
};

/** The market of an index by its ticker; undefined for those of the default market. */
export function indexMarket(ticker: string): string | undefined {
  return MARKETS[ticker.toUpperCase()];
}
