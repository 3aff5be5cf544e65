import { LockstepError } from '../errors/lockstep-error.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import type { Clock } from '../time/clock.ts';
import type { Brokerage, BrokerageCash, BrokerageHolding, BrokerageMessage, BrokerageOrder } from './brokerage.ts';
import type { PlacedOrder } from './placed-order.ts';
import { PlacedOrders } from './placed-orders.ts';
import { OrderNumbers } from './plain-order.ts';

/** What using an account without a strategy takes, at each broker. */
export interface BrokerAccountOptions {
  /** Paper money. @defaultValue true */
  readonly paper?: boolean | undefined;
  /** Has to be said, too, where `paper` is false. */
  readonly realMoney?: boolean | undefined;
  /** @defaultValue the wall clock of this machine */
  readonly clock?: Clock | undefined;
  /** Told of each event of each order. */
  readonly onOrderEvent?: ((event: OrderEvent, order: PlacedOrder | null) => void) | undefined;
  /** Told of everything else: notices, orders of others, a connection that goes and comes back. */
  readonly onMessage?: ((message: BrokerageMessage) => void) | undefined;
}

/** What an account is made of. */
export interface BrokerAccountParts<B extends Brokerage>
  extends Pick<BrokerAccountOptions, 'onOrderEvent' | 'onMessage'> {
  readonly brokerage: B;
  readonly paper: boolean;
  readonly clock: Clock;
  /** Begins the name of each order: unique for the account. */
  readonly prefix: string;
}

/** An account at a broker, used without a strategy. */
export class BrokerAccount<B extends Brokerage> {
  /** The adapter itself, as strategies use it. */
  readonly brokerage: B;
  /** Paper money. */
  readonly paper: boolean;
  protected readonly orders: PlacedOrders;
  protected readonly numbers: OrderNumbers;

  constructor({ brokerage, paper, clock, prefix, onOrderEvent, onMessage }: BrokerAccountParts<B>) {
    const utcNow = (): number => clock.utcNow();
    this.brokerage = brokerage;
    this.paper = paper;
    this.orders = new PlacedOrders({ brokerage, utcNow, onOrderEvent, onMessage });
    this.numbers = new OrderNumbers(prefix, utcNow);
  }

  /** @throws LockstepError as the adapter's `connect` */
  async connect(): Promise<void> {
    await this.brokerage.connect(this.orders);
  }

  disconnect(): void {
    void this.brokerage.disconnect();
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

/** @throws LockstepError `CONFIG_INVALID` for real money that was not asked for twice */
export function requireMoneyAskedFor(paper: boolean, realMoney = false): void {
  if (paper || realMoney) return;
  throw new LockstepError(
    'CONFIG_INVALID',
    'Received paper: false, which trades real money; expected realMoney: true beside it, or paper money.',
  );
}
