import { readTime } from '../../wire/ib-times.ts';
import type { ClientSession } from '../sessions/client-session.ts';
import { handlerOf, type RequestHandler } from '../sessions/request-router.ts';
import { readFlag, readInteger, type ValuesOf } from '../wire/layout.ts';
import { COMPLETED_ORDERS_END, EXECUTION_DATA_END, OPEN_ORDER_END } from '../wire/order-messages.ts';
import {
  REQ_ALL_OPEN_ORDERS,
  REQ_AUTO_OPEN_ORDERS,
  REQ_COMPLETED_ORDERS,
  REQ_EXECUTIONS,
  REQ_OPEN_ORDERS,
} from '../wire/requests.ts';
import type { DeskParts } from './desk-parts.ts';
import type { Execution } from './executions.ts';
import { commissionReport, completedOrder, executionData, openOrder, orderStatus } from './order-wire.ts';
import type { SimulatedOrder } from './simulated-order.ts';

/** Answers questions about orders and executions. */
export class OrderQueries {
  readonly #parts: DeskParts;
  readonly #bind: (order: SimulatedOrder) => void;

  /** @param bind gives an order that was made by hand an id of client 0 */
  constructor(parts: DeskParts, bind: (order: SimulatedOrder) => void) {
    this.#parts = parts;
    this.#bind = bind;
  }

  get handlers(): readonly RequestHandler[] {
    return [
      handlerOf(REQ_OPEN_ORDERS, (session) => this.#tellOwn(session)),
      handlerOf(REQ_ALL_OPEN_ORDERS, (session) => this.#tellOpen(session, this.#listed())),
      handlerOf(REQ_AUTO_OPEN_ORDERS, (session, { autoBind }) => this.#bindFromNow(session, readFlag(autoBind))),
      handlerOf(REQ_EXECUTIONS, (session, filter) => this.#tellExecutions(session, filter)),
      handlerOf(REQ_COMPLETED_ORDERS, (session, { apiOnly }) => this.#tellCompleted(session, readFlag(apiOnly))),
    ];
  }

  /** What a client hears before its ids, where TWS has that habit. */
  tellOnConnect(session: ClientSession): void {
    const { habits } = this.#parts;
    const clientId = session.clientId ?? 0;
    if (habits.tellsOrdersOnConnect) {
      for (const order of this.#listed()) if (order.clientId === clientId) this.#tellOne(session, order);
    }
    if (!habits.tellsExecutionsOnConnect) return;
    for (const execution of this.#parts.executions.all) {
      if (execution.order.clientId === clientId) this.#tellExecution(session, execution, -1);
    }
  }

  #listed(): SimulatedOrder[] {
    const { orders, habits } = this.#parts;
    return orders.open().filter(({ stage }) => stage !== 'draft' || habits.untransmitted === 'inactive');
  }

  /** A client's own orders; client 0 takes those that were made by hand for its own. */
  #tellOwn(session: ClientSession): void {
    if (session.clientId === 0) for (const order of this.#listed()) if (order.isManual) this.#bind(order);
    this.#tellOpen(
      session,
      this.#listed().filter(({ clientId }) => clientId === session.clientId),
    );
  }

  #tellOpen(session: ClientSession, orders: readonly SimulatedOrder[]): void {
    const { readOnly, readOnlyEndsAnswers } = this.#parts.habits;
    if (readOnly && !readOnlyEndsAnswers) return;
    for (const order of orders) this.#tellOne(session, order);
    session.tell(OPEN_ORDER_END.write({}));
  }

  #tellOne(session: ClientSession, order: SimulatedOrder): void {
    session.tell(openOrder(order, this.#account));
    session.tell(orderStatus(order));
  }

  get #account(): string {
    return this.#parts.accounts[0] ?? '';
  }

  #bindFromNow(session: ClientSession, isOn: boolean): void {
    if (session.clientId !== 0) {
      session.tellError(-1, 327, 'Only the default client (i.e. 0) can auto bind orders.');
      return;
    }
    this.#parts.orders.bindsManual = isOn;
    if (isOn) for (const order of this.#parts.orders.open()) if (order.isManual) this.#bind(order);
  }

  #tellExecutions(session: ClientSession, filter: ValuesOf<typeof REQ_EXECUTIONS>): void {
    const { habits } = this.#parts;
    const reqId = readInteger(filter.reqId) ?? -1;
    const found = this.#parts.executions.all.filter((execution) => this.#passes(execution, filter, session));
    for (const execution of found) {
      this.#tellExecution(session, execution, reqId);
      if (habits.replayedCommissions === 'each') this.#tellCommission(session, execution);
    }
    session.tell(EXECUTION_DATA_END.write({ reqId }));
    if (habits.replayedCommissions === 'afterEnd') for (const each of found) this.#tellCommission(session, each);
  }

  #passes({ order, timeMs }: Execution, filter: ValuesOf<typeof REQ_EXECUTIONS>, session: ClientSession): boolean {
    const { zone, habits, accounts } = this.#parts;
    const { contract } = order.instrument;
    const clientId = readInteger(filter.clientId);
    const since = filter.time === '' ? null : readTime(filter.time, zone);
    const side = order.terms.side === 'BUY' ? ['BUY', 'BOT'] : ['SELL', 'SLD'];
    return (
      (habits.executionsOfOthers || order.clientId === session.clientId) &&
      (clientId === null || clientId === 0 || clientId === order.clientId) &&
      (filter.account === '' || accounts[0] === filter.account) &&
      (since === null || timeMs >= since) &&
      (filter.symbol === '' || filter.symbol === contract.symbol) &&
      (filter.secType === '' || filter.secType === contract.secType) &&
      (filter.exchange === '' || filter.exchange === 'SMART' || filter.exchange === contract.primaryExchange) &&
      (filter.side === '' || side.includes(filter.side))
    );
  }

  #tellExecution(session: ClientSession, execution: Execution, reqId: number): void {
    const { zone, habits } = this.#parts;
    session.tell(executionData(execution, { reqId, account: this.#account, zone, habits }));
  }

  #tellCommission(session: ClientSession, execution: Execution): void {
    const report = this.#parts.habits.commissionDelayMs === null ? null : commissionReport(execution);
    if (report !== null) session.tell(report);
  }

  #tellCompleted(session: ClientSession, apiOnly: boolean): void {
    const { orders, zone } = this.#parts;
    for (const order of orders.completed()) {
      if (!apiOnly || !order.isManual) session.tell(completedOrder(order, this.#account, zone));
    }
    session.tell(COMPLETED_ORDERS_END.write({}));
  }
}
