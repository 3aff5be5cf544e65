import { fileURLToPath } from 'node:url';
import type { AlpacaBroker } from '@lockstep/broker-alpaca';
import { withBroker } from './with-broker.ts';

/** Buys for 100 dollars: how many shares that is, is known when the order has filled. */
export async function buyForMoney(broker: AlpacaBroker, symbol = 'AAPL'): Promise<string> {
  const order = await broker.placeOrder({ symbol, side: 'buy', notional: 100 });
  await order.done;
  return order.status === 'Filled'
    ? `${order.filledQuantity} ${symbol} at ${order.averagePrice}`
    : `${order.status}: ${order.message}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await withBroker(buyForMoney);
