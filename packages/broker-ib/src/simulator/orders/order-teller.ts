import type { Clock, TimeZone } from '@lockstep/core';
import { zonedTime } from '../../wire/ib-times.ts';
import type { SimulatorHabits } from '../habits.ts';
import type { ClientSession } from '../sessions/client-session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { WireMessage } from '../wire/layout.ts';
import { ORDER_BOUND } from '../wire/order-messages.ts';
import type { Execution } from './executions.ts';
import { commissionReport, executionData, openOrder, orderStatus } from './order-wire.ts';
import type { SimulatedOrder } from './simulated-order.ts';

export interface OrderTellerOptions {
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly zone: TimeZone;
  readonly account: string;
  readonly habits: SimulatorHabits;
  /** The client that is told everything; null for none. */
  readonly masterClientId: number | null;
}

/** Tells clients about orders and executions, unasked. */
export class OrderTeller {
  readonly #options: OrderTellerOptions;

  constructor(options: OrderTellerOptions) {
    this.#options = options;
  }

  /** Whose order it is, whoever is told everything, and client 0 where it was made by hand. */
  #listeners({ clientId, isManual }: SimulatedOrder): ClientSession[] {
    const { sessions, masterClientId } = this.#options;
    return sessions.started.filter(
      (session) =>
        session.clientId === masterClientId || session.clientId === clientId || (isManual && session.clientId === 0),
    );
  }

  #tell(order: SimulatedOrder, ...messages: readonly WireMessage[]): void {
    for (const session of this.#listeners(order)) for (const message of messages) session.tell(message);
  }

  /** The order and its status. */
  tellOrder(order: SimulatedOrder): void {
    const { account, habits } = this.#options;
    for (let time = 0; time < habits.statusTimes; time += 1) {
      this.#tell(order, openOrder(order, account), orderStatus(order));
    }
  }

  tellOpenOrder(order: SimulatedOrder): void {
    this.#tell(order, openOrder(order, this.#options.account));
  }

  tellStatus(order: SimulatedOrder): void {
    for (let time = 0; time < this.#options.habits.statusTimes; time += 1) this.#tell(order, orderStatus(order));
  }

  tellError(order: SimulatedOrder, code: number, text: string, advancedReject = ''): void {
    for (const session of this.#listeners(order)) session.tellError(order.orderId, code, text, advancedReject);
  }

  tellExecution(execution: Execution): void {
    const { account, zone, habits } = this.#options;
    this.#tell(execution.order, executionData(execution, { reqId: -1, account, zone, habits }));
  }

  /** After the time that commissions take. */
  tellCommission(execution: Execution): void {
    const { clock, habits } = this.#options;
    const report = commissionReport(execution);
    if (report === null || habits.commissionDelayMs === null) return;
    if (habits.commissionDelayMs === 0) this.#tell(execution.order, report);
    else clock.at(clock.utcNow() + habits.commissionDelayMs, () => this.#tell(execution.order, report));
  }

  /** An instant as TWS writes it in messages. @param utcMs epoch ms */
  timeText(utcMs: number): string {
    return zonedTime(utcMs, this.#options.zone);
  }

  /** An order made by hand has got an id of a client. */
  tellBound(order: SimulatedOrder): void {
    const { permId, clientId, orderId } = order;
    this.#tell(order, ORDER_BOUND.write({ permId, clientId, orderId }));
  }
}
