import { fileURLToPath } from 'node:url';
import type { AlpacaBroker } from '@lockstep/broker-alpaca';
import { withBroker } from './with-broker.ts';

/** Buys with a stop 5 % below and a target 5 % above: both rest at Alpaca, and one cancels the other. */
export async function buyProtected(broker: AlpacaBroker, symbol = 'AAPL', price = 200): Promise<string> {
  const [stopPrice, limitPrice] = [cents(price * 0.95), cents(price * 1.05)];
  const entry = await broker.placeOrder({
    symbol,
    side: 'buy',
    quantity: 10,
    type: 'limit',
    limitPrice: price,
    timeInForce: 'gtc',
    stopLoss: { stopPrice },
    takeProfit: { limitPrice },
  });
  await entry.done;
  return entry.status === 'Filled'
    ? `${entry.filledQuantity} ${symbol} at ${entry.averagePrice}, stop at ${stopPrice}, target at ${limitPrice}`
    : `${entry.status}: ${entry.message}`;
}

function cents(price: number): number {
  return Math.round(price * 100) / 100;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await withBroker(buyProtected);
