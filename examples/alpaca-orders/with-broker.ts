import { type AlpacaBroker, createAlpacaBroker } from '@lockstep/broker-alpaca';

/** Connects to the paper account of the keys in the environment, or to a simulator at ALPACA_TRADING_URL, and leaves again. */
export async function withBroker(use: (broker: AlpacaBroker) => Promise<string>): Promise<void> {
  const trading = process.env['ALPACA_TRADING_URL'];
  const endpoints =
    trading === undefined ? undefined : { trading, tradingStream: `${trading.replace(/^http/, 'ws')}/stream` };
  const broker = createAlpacaBroker({ paper: true, endpoints });
  await broker.connect();
  console.log(await use(broker));
  broker.disconnect();
}
