const HEADER =
  'market,symbol,type,description,quote_currency,contract_multiplier,minimum_price_variation,lot_size,market_ticker,minimum_order_size';

/** Main pairs of retail forex, each as base and quote currency. */
const FOREX_PAIRS =
  'AUDCAD AUDCHF AUDJPY AUDNZD AUDUSD CADCHF CADJPY CHFJPY EURAUD EURCAD EURCHF EURGBP EURJPY EURNOK EURNZD EURSEK ' +
  'EURUSD GBPAUD GBPCAD GBPCHF GBPJPY GBPNZD GBPUSD NZDCAD NZDCHF NZDJPY NZDUSD USDCAD USDCHF USDCNH USDJPY USDMXN ' +
  'USDNOK USDSEK USDZAR';

/** Smallest trade of each broker in units of the base currency. */
const FOREX_LOT = { oanda: 1, fxcm: 1000 } as const;

/** Oanda's CFDs: ticker, description, quote currency, tick, lot. */
const OANDA_CFDS = [
  ['XAUUSD', 'Gold', 'USD', '0.001', '1'],
  ['XAGUSD', 'Silver', 'USD', '0.00001', '1'],
  ['SPX500USD', 'US SPX 500', 'USD', '0.1', '0.1'],
  ['NAS100USD', 'US Nas 100', 'USD', '0.1', '0.1'],
  ['US30USD', 'US Wall St 30', 'USD', '0.1', '0.1'],
  ['US2000USD', 'US Russ 2000', 'USD', '0.001', '0.1'],
  ['DE30EUR', 'Germany 30', 'EUR', '0.1', '0.1'],
  ['EU50EUR', 'Europe 50', 'EUR', '0.1', '0.1'],
  ['FR40EUR', 'France 40', 'EUR', '0.1', '0.1'],
  ['UK100GBP', 'UK 100', 'GBP', '0.1', '0.1'],
  ['JP225USD', 'Japan 225', 'USD', '0.1', '0.1'],
] as const;

/** What one exchange asks of a coin: tick, lot and smallest order. */
type CoinRules = readonly [tick: string, lot: string, minimumOrder: string];

interface CryptoExchange {
  readonly market: string;
  readonly quotes: readonly string[];
  readonly coins: Readonly<Record<string, CoinRules>>;
  /** Pairs that the exchange lists with other rules than the coin's. */
  readonly exceptions?: Readonly<Record<string, CoinRules>>;
  /** Pairs of the grid that the exchange does not list. */
  readonly unlisted?: readonly string[];
  marketTicker(coin: string, quote: string): string;
}

const joined = (coin: string, quote: string): string => coin + quote;

const CRYPTO_EXCHANGES: readonly CryptoExchange[] = [
  {
    market: 'coinbase',
    quotes: ['USD', 'EUR', 'USDT', 'USDC'],
    coins: {
      BTC: ['0.01', '0.00000001', '0.00000001'],
      ETH: ['0.01', '0.00000001', '0.00000001'],
      LTC: ['0.01', '0.00000001', '0.00000001'],
    },
    unlisted: ['LTCUSDT'],
    marketTicker: (coin, quote) => `${coin}-${quote}`,
  },
  {
    market: 'binance',
    quotes: ['EUR', 'USDT', 'USDC'],
    coins: { BTC: ['0.01', '0.00001', '5'], ETH: ['0.01', '0.0001', '5'], LTC: ['0.01', '0.001', '5'] },
    marketTicker: joined,
  },
  {
    market: 'binanceus',
    quotes: ['USD', 'USDT', 'USDC'],
    coins: { BTC: ['0.01', '0.00001', '1'], ETH: ['0.01', '0.0001', '1'], LTC: ['0.01', '0.001', '1'] },
    unlisted: ['LTCUSDC'],
    marketTicker: joined,
  },
  {
    market: 'bitfinex',
    quotes: ['USD', 'EUR', 'USDT'],
    coins: {
      BTC: ['0.00000001', '0.00000001', '0.00004'],
      ETH: ['0.00000001', '0.00000001', '0.0008'],
      LTC: ['0.00000001', '0.00000001', '0.04'],
    },
    unlisted: ['LTCEUR'],
    marketTicker: (coin, quote) => `t${coin}${quote === 'USDT' ? 'UST' : quote}`,
  },
  {
    market: 'bybit',
    quotes: ['EUR', 'USDT', 'USDC'],
    coins: {
      BTC: ['0.1', '0.000001', '0.000011'],
      ETH: ['0.01', '0.00001', '0.00029'],
      LTC: ['0.01', '0.00001', '0.00923'],
    },
    exceptions: {
      ETHEUR: ['0.01', '0.00001', '0.0003'],
      LTCEUR: ['0.01', '0.00001', '0.00959'],
      LTCUSDC: ['0.01', '0.00001', '0.00925'],
    },
    marketTicker: joined,
  },
  {
    market: 'kraken',
    quotes: ['USD', 'EUR', 'USDT', 'USDC'],
    coins: {
      BTC: ['0.1', '0.00000001', '0.00005'],
      ETH: ['0.01', '0.00000001', '0.002'],
      LTC: ['0.01', '0.00000001', '0.05'],
    },
    exceptions: {
      BTCUSDC: ['0.01', '0.00000001', '0.00005'],
      LTCUSDT: ['0.00001', '0.00000001', '0.05'],
      LTCUSDC: ['0.001', '0.00000001', '0.05'],
    },
    marketTicker: krakenTicker,
  },
];

/** The built-in symbol properties as text of the database's CSV format. */
export function builtInSymbolProperties(): string {
  const rows = [HEADER, 'usa,[*],equity,,USD,1,0.01,1', 'usa,[*],index,,USD,1,0.01,1'];
  for (const [market, lot] of Object.entries(FOREX_LOT)) {
    for (const pair of FOREX_PAIRS.split(' ')) rows.push(forexRow(market, pair, lot));
  }
  for (const [ticker, description, quote, tick, lot] of OANDA_CFDS) {
    rows.push(`oanda,${ticker},cfd,${description},${quote},1,${tick},${lot}`);
  }
  for (const exchange of CRYPTO_EXCHANGES) rows.push(...cryptoRows(exchange));
  return rows.join('\n');
}

/** A tenth of a pip: yen pairs are quoted with three digits, all others with five. */
function forexRow(market: string, pair: string, lot: number): string {
  const quote = pair.slice(3);
  const tick = quote === 'JPY' ? '0.001' : '0.00001';
  return `${market},${pair},forex,${pair.slice(0, 3)}/${quote},${quote},1,${tick},${lot}`;
}

function cryptoRows(exchange: CryptoExchange): readonly string[] {
  const rows: string[] = [];
  for (const [coin, rules] of Object.entries(exchange.coins)) {
    for (const quote of exchange.quotes) {
      const pair = coin + quote;
      if (exchange.unlisted?.includes(pair)) continue;
      const [tick, lot, minimumOrder] = exchange.exceptions?.[pair] ?? rules;
      const marketTicker = exchange.marketTicker(coin, quote);
      rows.push(
        `${exchange.market},${pair},crypto,${coin}/${quote},${quote},1,${tick},${lot},${marketTicker},${minimumOrder}`,
      );
    }
  }
  return rows;
}

/** Kraken calls Bitcoin XBT and marks its older pairs with X for coins and Z for currencies. */
function krakenTicker(coin: string, quote: string): string {
  const name = coin === 'BTC' ? 'XBT' : coin;
  return quote === 'USD' || quote === 'EUR' ? `X${name}Z${quote}` : name + quote;
}
