/**
 * Coins that their exchange treats as equal to a currency without listing a pair of the two, as coin and currency joined;
 * by market.
 */
const EQUAL_COINS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'binance',
    new Set([
      'USDCUSD',
      'USDTUSD',
      'USDPUSD',
      'SUSDUSD',
      'BUSDUSD',
      'USTUSD',
      'TUSDUSD',
      'FDUSDUSD',
      'DAIUSD',
      'IDRTIDR',
      'BNFCRUSD',
    ]),
  ],
  ['bitfinex', new Set(['EURSEUR', 'XCHFCHF'])],
  ['bybit', new Set(['USDCUSD', 'USDTUSD', 'USDPUSD', 'SUSDUSD', 'BUSDUSD', 'USTUSD', 'TUSDUSD', 'DAIUSD'])],
  ['coinbase', new Set(['USDCUSD'])],
  ['dydx', new Set(['USDCUSD'])],
]);

/** Dollars and the coins that stand for them when one of them is the account currency. */
const DOLLARS: readonly string[] = ['USDT', 'USDC', 'USD'];

/** Two currencies are worth the same at an exchange that lists no pair of them. */
export function areEqualCoins(first: string, second: string, market: string): boolean {
  const equal = EQUAL_COINS.get(market);
  return equal !== undefined && (equal.has(first + second) || equal.has(second + first));
}

/** A currency is worth one unit of the account currency at an exchange that lists no pair of them. */
export function isWorthAccountCurrency(currency: string, account: string, market: string): boolean {
  if (!DOLLARS.includes(account)) return areEqualCoins(account, currency, market);
  return DOLLARS.some((dollar) => dollar !== currency && areEqualCoins(dollar, currency, market));
}
