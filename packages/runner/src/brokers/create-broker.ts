import type * as Alpaca from '@lockstep/broker-alpaca';
import type * as Ib from '@lockstep/broker-ib';
import { LockstepError } from '@lockstep/core';

/** Brokers that can be traded with without a strategy, and what they are made with. */
export interface BrokerOptions {
  readonly alpaca: Alpaca.AlpacaBrokerOptions;
  readonly ib: Ib.IbBrokerOptions;
}

/** What comes of each. */
export interface Brokers {
  readonly alpaca: Alpaca.AlpacaBroker;
  readonly ib: Ib.IbBroker;
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
  const create = CREATORS[name] as ((options?: BrokerOptions[N]) => Promise<Brokers[N]>) | undefined;
  if (create !== undefined) return create(options);
  const names = Object.keys(CREATORS).join(' or ');
  throw new LockstepError('BROKER_UNAVAILABLE', `Received the broker ${name}; expected ${names}.`);
}

const CREATORS: { readonly [N in keyof Brokers]: (options?: BrokerOptions[N]) => Promise<Brokers[N]> } = {
  alpaca: async (options) => {
    const { createAlpacaBroker } = await loaded('@lockstep/broker-alpaca', () => import('@lockstep/broker-alpaca'));
    return createAlpacaBroker(options);
  },
  ib: async (options) => {
    const { createIbBroker } = await loaded('@lockstep/broker-ib', () => import('@lockstep/broker-ib'));
    return createIbBroker(options);
  },
};

/** Only who trades there needs the broker's package. */
async function loaded<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new LockstepError(
      'BROKER_UNAVAILABLE',
      `The package ${name} could not be loaded. Add it to the project: npm install ${name}.`,
      { cause },
    );
  }
}
