import type * as Alpaca from '@lockstep/broker-alpaca';
import { LockstepError } from '@lockstep/core';

/** Brokers that can be traded with without a strategy, and what they are made with. */
export interface BrokerOptions {
  readonly alpaca: Alpaca.AlpacaBrokerOptions;
}

/** What comes of each. */
export interface Brokers {
  readonly alpaca: Alpaca.AlpacaBroker;
}

/**
 * A broker without a strategy, by its name; it is not connected yet.
 *
 * @example
 * import { createBroker } from 'lockstep';
 *
 * const broker = await createBroker('alpaca', { paper: true });
 * await broker.connect();
 * await broker.placeOrder({ symbol: 'AAPL', side: 'buy', notional: 100 });
 *
 * @throws LockstepError `BROKER_UNAVAILABLE` for another name, or without the broker's package; `CONFIG_INVALID` without keys
 */
export async function createBroker<N extends keyof Brokers>(name: N, options?: BrokerOptions[N]): Promise<Brokers[N]> {
  // A name may come from a text.
  if ((name as string) !== 'alpaca') {
    throw new LockstepError('BROKER_UNAVAILABLE', `Received the broker ${name}; expected alpaca.`);
  }
  const { createAlpacaBroker } = await loadAlpaca();
  return createAlpacaBroker(options);
}

/** Only who trades there needs the broker's package. */
async function loadAlpaca(): Promise<typeof Alpaca> {
  try {
    return await import('@lockstep/broker-alpaca');
  } catch (error) {
    throw new LockstepError(
      'BROKER_UNAVAILABLE',
      'The package @lockstep/broker-alpaca could not be loaded. Add it to the project: npm install @lockstep/broker-alpaca.',
      { cause: error },
    );
  }
}
