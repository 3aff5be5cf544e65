import { fileURLToPath } from 'node:url';
import type { AlpacaBroker } from '@lockstep/broker-alpaca';
import { withBroker } from './with-broker.ts';

/** Buys, and lets a stop follow the market 5 % behind; then brings it closer. */
export async function followTheMarket(broker: AlpacaBroker, symbol = 'AAPL'): Promise<string> {
  const entry = await broker.placeOrder({ symbol, side: 'buy', quantity: 10 });
  await entry.done;
  if (entry.status !== 'Filled') return `${entry.status}: ${entry.message}`;
  const stop = await broker.placeOrder({
    symbol,
    side: 'sell',
    quantity: 10,
    type: 'trailingStop',
    trailPercent: 5,
    timeInForce: 'gtc',
  });
  const first = stop.stopPrice;
  stop.update({ trailingAmount: 0.04 });
  return `${entry.filledQuantity} ${symbol} at ${entry.averagePrice}, stop at ${first} and following`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await withBroker(followTheMarket);
