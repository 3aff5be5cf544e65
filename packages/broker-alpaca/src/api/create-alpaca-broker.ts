import { randomUUID } from 'node:crypto';
import {
  type BrokerageCash,
  type BrokerageHolding,
  type BrokerageMessage,
  type BrokerageOrder,
  type Clock,
  LockstepError,
  machineClock,
  type OrderEvent,
  type PlacedOrder,
  PlacedOrders,
} from '@lockstep/core';
import { AlpacaBrokerage } from '../brokerage/alpaca-brokerage.ts';
import type { AlpacaEndpoints } from '../wire/endpoints.ts';
import { credentialsOf, isPaperForced } from './credentials.ts';
import { type AlpacaOrderRequest, handoverOf } from './order-request.ts';

/** What a broker is made with. */
export interface AlpacaBrokerOptions {
  /** Paper money. @defaultValue true; `USE_PAPER_TRADING=true` in the environment makes it true whatever is given */
  readonly paper?: boolean | undefined;
  /** Has to be said, too, where `paper` is false. */
  readonly realMoney?: boolean | undefined;
  /** @defaultValue `ALPACA_API_KEY` of the environment, or `APCA_API_KEY_ID` */
  readonly keyId?: string | undefined;
  /** @defaultValue `ALPACA_SECRET_KEY` of the environment, or `APCA_API_SECRET_KEY` */
  readonly secret?: string | undefined;
  /** Addresses in the place of Alpaca's own, such as those of a simulator. */
  readonly endpoints?: Partial<AlpacaEndpoints> | undefined;
  /** @defaultValue the wall clock of this machine */
  readonly clock?: Clock | undefined;
  /** Told of each event of each order. */
  readonly onOrderEvent?: ((event: OrderEvent, order: PlacedOrder | null) => void) | undefined;
  /** Told of everything else: notices, orders of others, a connection that goes and comes back. */
  readonly onMessage?: ((message: BrokerageMessage) => void) | undefined;
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
export class AlpacaBroker {
  /** The adapter itself, as strategies use it. */
  readonly brokerage: AlpacaBrokerage;
  /** Paper money. */
  readonly paper: boolean;
  readonly #clock: Clock;
  readonly #orders: PlacedOrders;
  readonly #prefix = `Q${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  #count = 0;

  constructor(options: AlpacaBrokerOptions) {
    const { paper = true, realMoney = false, keyId, secret, endpoints, clock = machineClock(globalThis) } = options;
    this.#clock = clock;
    this.paper = paper || isPaperForced(process.env);
    if (!this.paper && !realMoney) {
      throw new LockstepError(
        'CONFIG_INVALID',
        'Received paper: false, which trades real money; expected realMoney: true beside it, or paper money.',
      );
    }
    const credentials = keyId === undefined || secret === undefined ? credentialsOf(process.env) : { keyId, secret };
    this.brokerage = new AlpacaBrokerage({ credentials, paper: this.paper, endpoints, clock });
    const { onOrderEvent, onMessage } = options;
    const { brokerage } = this;
    this.#orders = new PlacedOrders({ brokerage, utcNow: () => clock.utcNow(), onOrderEvent, onMessage });
  }

  /** @throws LockstepError `BROKER_AUTH`, `BROKER_ACCOUNT`, `BROKER_SILENT` as `AlpacaBrokerage.connect` */
  connect(): Promise<void> {
    return this.brokerage.connect(this.#orders);
  }

  disconnect(): void {
    this.brokerage.disconnect();
  }

  /**
   * Places an order; the promise settles when it is known to be at Alpaca or to be refused, which its status says.
   *
   * @throws LockstepError `ORDER_INVALID` for what can never be right, such as a quantity of 0
   */
  async placeOrder(request: AlpacaOrderRequest): Promise<PlacedOrder> {
    const handover = handoverOf(request, {
      next: () => (this.#count += 1),
      clientOrderId: (orderId) => `${this.#prefix}${orderId}`,
      utcNow: () => this.#clock.utcNow(),
    });
    return this.#orders.place(handover);
  }

  /** Asks for the cancel of every open order; gives Alpaca's ids of those that it did not cancel. */
  cancelAllOrders(): Promise<readonly string[]> {
    return this.brokerage.cancelAllOrders();
  }

  getOpenOrders(): Promise<readonly BrokerageOrder[]> {
    return this.brokerage.getOpenOrders();
  }

  getHoldings(): Promise<readonly BrokerageHolding[]> {
    return this.brokerage.getHoldings();
  }

  getCashBalance(): Promise<readonly BrokerageCash[]> {
    return this.brokerage.getCashBalance();
  }
}
