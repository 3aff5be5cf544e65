import { type BrokerageOrder, Decimal, OrderStatus, type SecuritySymbol } from '@lockstep/core';
import type { Contract } from '@stoqey/ib';
import type { IbConnection } from '../../connection/ib-connection.ts';
import { IbFailure } from '../../connection/ib-failure.ts';
import type { StrangeExecution } from '../executions/execution-book.ts';
import type { ExecutionListing } from '../executions/execution-listing.ts';
import type { OrderIntake } from './order-intake.ts';
import type { OrderListing } from './order-listing.ts';
import type { OrderRegistry } from './order-registry.ts';
import { type TrackedOrder, wireName } from './tracked-order.ts';
import { decimalOf } from './wire-numbers.ts';
import { brokerageOrderOf, type ListedOrder } from './wire-order.ts';

/** What answering works with. */
export interface OrderAnswersOptions {
  readonly connection: IbConnection;
  readonly registry: OrderRegistry;
  readonly listing: OrderListing;
  readonly executions: ExecutionListing;
  readonly intake: OrderIntake;
  readonly symbolOf: (contract: Contract) => SecuritySymbol | null;
}

/** TWS's orders in core's words. */
export class OrderAnswers {
  readonly #options: OrderAnswersOptions;

  constructor(options: OrderAnswersOptions) {
    this.#options = options;
  }

  /** @throws IbFailure without an answer in full */
  async getOpenOrders(): Promise<readonly BrokerageOrder[]> {
    const { listing, intake } = this.#options;
    const open = await listing.open();
    for (const each of open) intake.believe(each);
    return open.filter((each) => !this.#isTakenBack(each)).map((each) => this.describe(each, open));
  }

  /** What TWS holds without sending it on is no open order: it is refused, or is being cancelled. */
  #isTakenBack(listed: ListedOrder): boolean {
    return listed.status === 'Inactive' && listed.whyHeld === '' && this.#behind(listed)?.isClosed === true;
  }

  #behind({ order, permId, clientId, orderId }: ListedOrder): TrackedOrder | null {
    return this.#options.registry.behind({ orderRef: order.orderRef ?? '', permId, clientId, orderId });
  }

  /**
   * An order by our name: open, ended as far as TWS remembers, or executed; null when TWS has no trace of it.
   *
   * @throws IbFailure when TWS did not answer in full, or may have orders that it has not told of
   */
  async findOrder(clientOrderId: string): Promise<BrokerageOrder | null> {
    const { listing, connection, executions } = this.#options;
    const open = await listing.open();
    const isIt = ({ order }: ListedOrder): boolean => order.orderRef === clientOrderId;
    const found = open.find(isIt);
    if (found !== undefined) return this.describe(found, open);
    const completed = (await listing.completed()).filter(isIt);
    const ended = completed.find(({ filled }) => filled.sign() > 0) ?? completed[0];
    if (ended !== undefined) return this.describe(ended, open);
    const executed = (await executions.ask()).filter(({ execution }) => execution.orderRef === clientOrderId);
    const [first] = executed;
    if (first !== undefined) return this.#describeExecuted(clientOrderId, executed, first);
    if (!connection.isLinked)
      throw new IbFailure('silent', `TWS has lost IB: whether it has order ${clientOrderId} is not known.`);
    return null;
  }

  /** Of an order that TWS has forgotten its executions may be left. */
  #describeExecuted(
    clientOrderId: string,
    executed: readonly StrangeExecution[],
    { contract, execution }: StrangeExecution,
  ): BrokerageOrder | null {
    const tracked = this.#options.registry.withClientOrderId(clientOrderId);
    if (tracked === null) return null;
    const sum = executed.reduce(
      (units, each) => units.plus(decimalOf(each.execution.shares) ?? Decimal.ZERO),
      Decimal.ZERO,
    );
    const value = executed.reduce(
      (total, each) =>
        total.plus(
          (decimalOf(each.execution.shares) ?? Decimal.ZERO).times(decimalOf(each.execution.price) ?? Decimal.ZERO),
        ),
      Decimal.ZERO,
    );
    const { order } = tracked;
    const filled = order.quantity.sign() < 0 ? sum.negated() : sum;
    return {
      clientOrderId,
      brokerIds: [String(execution.permId), wireName(execution.clientId ?? 0, execution.orderId ?? 0)],
      parentBrokerId: null,
      symbol: order.symbol,
      instrument: contract.localSymbol ?? order.symbol.value,
      type: order.type,
      quantity: order.quantity,
      filledQuantity: filled,
      averageFillPrice: sum.isZero() ? Decimal.ZERO : value.dividedBy(sum).normalize(),
      limitPrice: null,
      stopPrice: null,
      trailingAmount: null,
      status: sum.gte(order.quantity.abs()) ? OrderStatus.Filled : OrderStatus.Canceled,
      updatedAtMs: this.#options.connection.clock.utcNow(),
    };
  }

  /** @param open other orders, among which its parent may be */
  describe(listed: ListedOrder, open: readonly ListedOrder[]): BrokerageOrder {
    const { symbolOf } = this.#options;
    const tracked = this.#behind(listed);
    const { permId, clientId, orderId } = listed;
    return brokerageOrderOf(listed, {
      symbol: tracked?.order.symbol ?? symbolOf(listed.contract),
      brokerIds: [...(permId === 0 ? [] : [String(permId)]), ...(orderId === 0 ? [] : [wireName(clientId, orderId)])],
      parentBrokerId: this.#parentOf(listed, tracked, open),
      quantity: tracked?.order.quantity.abs(),
    });
  }

  #parentOf(
    { parentId, clientId }: ListedOrder,
    tracked: TrackedOrder | null,
    open: readonly ListedOrder[],
  ): string | null {
    const parent = tracked?.parent ?? null;
    if (parent !== null && parent.permId !== 0) return String(parent.permId);
    if (parentId === 0) return null;
    const listed = open.find((each) => each.clientId === clientId && each.orderId === parentId);
    return listed === undefined || listed.permId === 0 ? wireName(clientId, parentId) : String(listed.permId);
  }
}
