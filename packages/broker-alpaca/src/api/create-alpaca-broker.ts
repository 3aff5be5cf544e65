import { randomUUID } from 'node:crypto';
import {
  BrokerAccount,
  type BrokerAccountOptions,
  machineClock,
  type PlacedOrder,
  requireMoneyAskedFor,
} from '@lockstep/core';
import { AlpacaBrokerage } from '../brokerage/alpaca-brokerage.ts';
import type { AlpacaEndpoints } from '../wire/endpoints.ts';
import { credentialsOf, isPaperForced } from './credentials.ts';
import { type AlpacaOrderRequest, handoverOf } from './order-request.ts';

/** What a broker is made with. */
export interface AlpacaBrokerOptions extends BrokerAccountOptions {
  /** Paper money. @defaultValue true; `USE_PAPER_TRADING=true` in the environment makes it true whatever is given */
  readonly paper?: boolean | undefined;
  /** @defaultValue `ALPACA_API_KEY` of the environment, or `APCA_API_KEY_ID` */
  readonly keyId?: string | undefined;
  /** @defaultValue `ALPACA_SECRET_KEY` of the environment, or `APCA_API_SECRET_KEY` */
  readonly secret?: string | undefined;
  /** Addresses in the place of Alpaca's own, such as those of a simulator. */
  readonly endpoints?: Partial<AlpacaEndpoints> | undefined;
}

/**
 * Alpaca without a strategy: orders in plain words, each seen through to its end.
 *
 * @example
 * import { createAlpacaBroker } from '@lockstep/broker-alpaca';
 *
 * const broker = createAlpacaBroker({ paper: true });
 * await broker.connect();
 * const order = await broker.placeOrder({ symbol: 'AAPL', side: 'buy', notional: 100 });
 * await order.done;
 * await broker.disconnect();
 *
 * @throws LockstepError `CONFIG_INVALID` for missing keys, or real money that was not asked for twice
 */
export function createAlpacaBroker(options: AlpacaBrokerOptions = {}): AlpacaBroker {
  return new AlpacaBroker(options);
}

/** A connection to an account at Alpaca. */
export class AlpacaBroker extends BrokerAccount<AlpacaBrokerage> {
  constructor(options: AlpacaBrokerOptions) {
    const { realMoney, keyId, secret, endpoints, clock = machineClock(globalThis) } = options;
    const paper = (options.paper ?? true) || isPaperForced(process.env);
    requireMoneyAskedFor(paper, realMoney);
    const credentials = keyId === undefined || secret === undefined ? credentialsOf(process.env) : { keyId, secret };
    const brokerage = new AlpacaBrokerage({ credentials, paper, endpoints, clock });
    const prefix = `Q${randomUUID().replaceAll('-', '').slice(0, 12)}`;
    super({ ...options, brokerage, paper, clock, prefix });
  }

  /**
   * Places an order; the promise settles when it is known to be at Alpaca or to be refused, which its status says.
   *
   * @throws LockstepError `ORDER_INVALID` for what can never be right, such as a quantity of 0
   */
  async placeOrder(request: AlpacaOrderRequest): Promise<PlacedOrder> {
    return this.orders.place(handoverOf(request, this.numbers));
  }

  /** Asks for the cancel of every open order; gives Alpaca's ids of those that it did not cancel. */
  cancelAllOrders(): Promise<readonly string[]> {
    return this.brokerage.cancelAllOrders();
  }
}
