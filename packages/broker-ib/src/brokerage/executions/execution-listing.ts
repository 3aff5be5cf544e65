import type { BrokerageExecution, BrokerageExecutions, TimeZone } from '@lockstep/core';
import { dayOf, MS_PER_DAY } from '@lockstep/core';
import type { IbConnection } from '../../connection/ib-connection.ts';
import type { OrderRegistry } from '../orders/order-registry.ts';
import { wireName } from '../orders/tracked-order.ts';
import type { ExecutionBook, StrangeExecution } from './execution-book.ts';
import { revisionOf, stemOf } from './execution-id.ts';

/** What listing executions works with. */
export interface ExecutionListingOptions {
  readonly connection: IbConnection;
  readonly book: ExecutionBook;
  readonly registry: OrderRegistry;
  /** When the present connection began, epoch ms UTC. */
  readonly beganMs: () => number;
  /** The zone of TWS. */
  readonly zone: () => TimeZone;
}

/** Asks TWS for executions. It remembers those of today only, and those since it was started only. */
export class ExecutionListing {
  readonly #options: ExecutionListingOptions;

  constructor(options: ExecutionListingOptions) {
    this.#options = options;
  }

  /** Has all of them told that TWS remembers; the book takes them in. @throws IbFailure without an answer in full */
  async ask(): Promise<readonly StrangeExecution[]> {
    const { connection } = this.#options;
    const answer = await connection.request({
      name: 'executions',
      lane: 'orders',
      send: (api, reqId) => api.reqExecutions(reqId, { acctCode: connection.account }),
      item: 'execDetails',
      end: 'execDetailsEnd',
    });
    const latest = new Map<string, StrangeExecution>();
    for (const [, contract, execution] of answer) {
      const { execId = '', acctNumber } = execution;
      if ((acctNumber ?? connection.account) !== connection.account) continue;
      const before = latest.get(stemOf(execId))?.execution.execId;
      if (before === undefined || revisionOf(execId) >= revisionOf(before))
        latest.set(stemOf(execId), { contract, execution });
    }
    return [...latest.values()];
  }

  /** Executions since an instant, epoch ms UTC, oldest first. @throws IbFailure without an answer in full */
  async since(sinceMs: number): Promise<BrokerageExecutions> {
    const { book } = this.#options;
    const told = (await this.ask()).map((each) => book.describe(each));
    const listed = told.filter(({ quantity }) => !quantity.isZero()).toSorted((a, b) => a.timeMs - b.timeMs);
    const completeFromMs = Math.max(sinceMs, this.#remembersFrom(told));
    const executions = [...listed, ...this.#concluded()].filter(({ timeMs }) => timeMs >= sinceMs);
    return { executions, completeFromMs };
  }

  /**
   * From when on TWS cannot have forgotten anything: since this connection began it has not been restarted, and before that
   * it remembers from the oldest execution on that it tells.
   */
  #remembersFrom(told: readonly BrokerageExecution[]): number {
    const { connection, zone, beganMs } = this.#options;
    const midnight = zone().toUtc(dayOf(zone().toLocal(connection.clock.utcNow())) * MS_PER_DAY);
    const oldest = Math.min(...told.map(({ timeMs }) => timeMs));
    return Math.min(oldest, Math.max(beganMs(), midnight));
  }

  /** What was concluded from what TWS said of orders, and was never listed. */
  #concluded(): BrokerageExecution[] {
    const executions: BrokerageExecution[] = [];
    for (const { concluded, order, clientOrderId, permId, clientId, orderId } of this.#options.registry.all()) {
      if (concluded === null) continue;
      executions.push({
        ...concluded,
        clientOrderId,
        brokerIds: [String(permId), ...(clientId === null || orderId === null ? [] : [wireName(clientId, orderId)])],
        symbol: order.symbol,
        instrument: order.symbol.value,
        fee: null,
      });
    }
    return executions;
  }
}
