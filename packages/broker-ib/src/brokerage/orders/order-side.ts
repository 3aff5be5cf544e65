import type { BrokerageInbox, TimeZone } from '@lockstep/core';
import type { IbConnection } from '../../connection/ib-connection.ts';
import type { ContractBook } from '../../contracts/contract-book.ts';
import { readTime } from '../../wire/ib-times.ts';
import { CommissionBook } from '../executions/commission-book.ts';
import { ExecutionBook } from '../executions/execution-book.ts';
import { ExecutionListing } from '../executions/execution-listing.ts';
import { ExternalOrders } from './external-orders.ts';
import { LookUp } from './look-up.ts';
import { OrderAnswers } from './order-answers.ts';
import { OrderIds } from './order-ids.ts';
import { OrderIntake } from './order-intake.ts';
import { OrderListing } from './order-listing.ts';
import { OrderRegistry } from './order-registry.ts';
import type { TrackedOrder } from './tracked-order.ts';
import type { ListedOrder } from './wire-order.ts';

/** What knowing orders works with. */
export interface OrderSideOptions {
  readonly connection: IbConnection;
  readonly contracts: ContractBook;
  readonly inbox: () => BrokerageInbox | null;
  readonly onHeard: (tracked: TrackedOrder) => void;
  readonly onInactive: (tracked: TrackedOrder) => void;
  /** The zone of TWS. */
  readonly zone: () => TimeZone;
  /** When the present connection began, epoch ms UTC. */
  readonly beganMs: () => number;
}

/** Everything that is known of orders and executions: what TWS tells comes in here, and what is asked is answered from it. */
export class OrderSide {
  readonly ids = new OrderIds();
  readonly registry: OrderRegistry;
  readonly commissions: CommissionBook;
  readonly book: ExecutionBook;
  readonly executions: ExecutionListing;
  readonly intake: OrderIntake;
  readonly external: ExternalOrders;
  readonly answers: OrderAnswers;
  readonly lookUp: LookUp;

  constructor(options: OrderSideOptions) {
    const { connection, contracts, inbox, zone, beganMs, onHeard, onInactive } = options;
    const { ids } = this;
    const utcNow = (): number => connection.clock.utcNow();
    const account = (): string | null => (connection.state === 'up' ? connection.account : null);
    const read = (text: string): number | null => readTime(text, zone());
    const symbolOf = contracts.symbolOf.bind(contracts);
    const registry = new OrderRegistry({ inbox, utcNow, onHeard });
    const commissions = new CommissionBook(inbox);
    this.registry = registry;
    this.commissions = commissions;
    this.book = new ExecutionBook({ registry, commissions, ids, inbox, account, symbolOf, readTime: read, utcNow });
    this.executions = new ExecutionListing({ connection, book: this.book, registry, beganMs, zone });
    const { executions } = this;
    const listing = new OrderListing({ connection, readTime: read });
    this.intake = new OrderIntake({
      registry,
      ids,
      account,
      utcNow,
      onInactive,
      onStranger: (listed) => this.external.see(listed),
      onDoubt: () => this.doubt(),
    });
    const { intake } = this;
    this.answers = new OrderAnswers({ connection, registry, listing, executions, intake, symbolOf });
    this.external = new ExternalOrders({
      inbox,
      describe: (listed) => this.answers.describe(listed, []),
      isOurs: (listed) => isTracked(registry, listed),
    });
    this.lookUp = new LookUp({ connection, registry, intake, listing, executions });
  }

  /** Takes in what TWS tells. @returns ends it */
  listen(connection: IbConnection): (() => void)[] {
    const { ids, intake, book, commissions } = this;
    return [
      connection.on('nextValidId', (orderId) => ids.raiseTo(orderId)),
      connection.on('openOrder', (...values) => intake.onOpenOrder(...values)),
      connection.on('orderStatus', (...values) => intake.onStatus(...values)),
      connection.on('orderBound', (...values) => intake.onBound(...values)),
      connection.on('completedOrder', (...values) => intake.onCompleted(...values)),
      connection.on('execDetails', (_, contract, execution) => book.take(contract, execution)),
      connection.on('commissionReport', (report) => commissions.take(report)),
    ];
  }

  /** Orders of an earlier process are known by now: what is of none of ours is of others. */
  settleStrangers(): void {
    this.book.settleStrangers();
    this.external.settle();
  }

  /** TWS is asked what is true; what cannot be asked is asked again when something is heard or time is up. */
  doubt(): void {
    void this.lookUp.run().catch(() => undefined);
  }
}

function isTracked(registry: OrderRegistry, { order, permId, clientId, orderId }: ListedOrder): boolean {
  return registry.behind({ orderRef: order.orderRef ?? '', permId, clientId, orderId }) !== null;
}
