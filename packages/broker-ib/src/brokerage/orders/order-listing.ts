import { Decimal } from '@lockstep/core';
import type { IbConnection } from '../../connection/ib-connection.ts';
import { decimalOf, idOf } from './wire-numbers.ts';
import type { ListedOrder } from './wire-order.ts';

const ZERO = Decimal.ZERO;

/** What listing works with. */
export interface OrderListingOptions {
  readonly connection: IbConnection;
  /** An instant as TWS writes it, epoch ms UTC; null for what is none. */
  readonly readTime: (text: string) => number | null;
}

/** Asks TWS for the account's orders. */
export class OrderListing {
  readonly #options: OrderListingOptions;

  constructor(options: OrderListingOptions) {
    this.#options = options;
  }

  /** Every order that is open, whoever placed it. @throws IbFailure without an answer in full */
  async open(): Promise<readonly ListedOrder[]> {
    const { connection } = this.#options;
    const { clock, account } = connection;
    const listed = new Map<string, ListedOrder>();
    const keyOf = (permId: number, clientId: number, orderId: number): string =>
      permId === 0 ? `${clientId}:${orderId}` : String(permId);
    await connection.question({
      name: 'open orders',
      send: (api) => api.reqAllOpenOrders(),
      on: {
        openOrder: (orderId, contract, order, { status }) => {
          if (order.account !== undefined && order.account !== account) return;
          const [clientId, permId] = [idOf(order.clientId), idOf(order.permId)];
          const before = listed.get(keyOf(permId, clientId, orderId));
          listed.set(keyOf(permId, clientId, orderId), {
            orderId,
            clientId,
            permId,
            contract,
            order,
            status,
            whyHeld: before?.whyHeld ?? '',
            parentId: idOf(order.parentId),
            filled: before?.filled ?? ZERO,
            averagePrice: before?.averagePrice ?? ZERO,
            updatedAtMs: clock.utcNow(),
          });
        },
        orderStatus: (...values) => {
          const [orderId, status, filled, , average, permId, , , clientId, whyHeld] = values;
          const key = keyOf(idOf(permId), idOf(clientId), orderId);
          const before = listed.get(key);
          if (before === undefined) return;
          listed.set(key, {
            ...before,
            status,
            whyHeld: whyHeld ?? '',
            filled: decimalOf(filled) ?? ZERO,
            averagePrice: decimalOf(average) ?? ZERO,
          });
        },
      },
      end: 'openOrderEnd',
    });
    // What ended while it was listed is told as such.
    return [...listed.values()].filter(({ status }) => !ENDED.has(status));
  }

  /** The orders that ended since TWS started, or today, as far as it remembers. @throws IbFailure */
  async completed(): Promise<readonly ListedOrder[]> {
    const { connection, readTime } = this.#options;
    const { account, clock } = connection;
    const listed: ListedOrder[] = [];
    await connection.question({
      name: 'completed orders',
      send: (api) => api.reqCompletedOrders(false),
      on: {
        completedOrder: (contract, order, { status, completedTime = '' }) => {
          if (order.account !== undefined && order.account !== account) return;
          listed.push({
            orderId: 0,
            clientId: 0,
            permId: idOf(order.permId),
            contract,
            order,
            status,
            whyHeld: '',
            parentId: 0,
            filled: decimalOf(order.filledQuantity) ?? ZERO,
            averagePrice: ZERO,
            updatedAtMs: readTime(completedTime) ?? clock.utcNow(),
          });
        },
      },
      end: 'completedOrdersEnd',
    });
    return listed;
  }
}

const ENDED: ReadonlySet<string> = new Set(['Filled', 'Cancelled', 'ApiCancelled']);
