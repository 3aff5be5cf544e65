import type { Contract, Execution, Order, OrderState } from '@stoqey/ib';
import type { RecordingClient } from './recording-client.ts';

/** What an orderStatus said. */
export interface ToldStatus {
  readonly orderId: number;
  readonly status: string;
  readonly filled: number;
  readonly remaining: number;
  readonly averagePrice: number;
  readonly permId: number;
  readonly parentId: number;
  readonly whyHeld: string;
}

export function statusesOf(client: RecordingClient, orderId?: number): ToldStatus[] {
  return client
    .all('orderStatus')
    .map(([id, status, filled, remaining, averagePrice, permId, parentId, , , whyHeld]) => ({
      orderId: id as number,
      status: status as string,
      filled: filled as number,
      remaining: remaining as number,
      averagePrice: averagePrice as number,
      permId: permId as number,
      parentId: parentId as number,
      whyHeld: whyHeld as string,
    }))
    .filter((told) => orderId === undefined || told.orderId === orderId);
}

/** Names of the statuses of an order, in order, the same one after another only once. */
export function courseOf(client: RecordingClient, orderId: number): string[] {
  const names = statusesOf(client, orderId).map(({ status, whyHeld }) =>
    whyHeld === '' ? status : `${status} (${whyHeld})`,
  );
  return names.filter((name, at) => name !== names[at - 1]);
}

export interface ToldOrder {
  readonly orderId: number;
  readonly contract: Contract;
  readonly order: Order;
  readonly state: OrderState;
}

export function openOrdersOf(client: RecordingClient): ToldOrder[] {
  return client.all('openOrder').map(([orderId, contract, order, state]) => ({
    orderId: orderId as number,
    contract: contract as Contract,
    order: order as Order,
    state: state as OrderState,
  }));
}

export function executionsOf(client: RecordingClient): (Execution & { readonly reqId: number })[] {
  return client
    .all('execDetails')
    .map(([reqId, , execution]) => ({ ...(execution as Execution), reqId: reqId as number }));
}

/** Codes of errors about an order or a request. */
export function errorsOf(client: RecordingClient, id: number): number[] {
  return client
    .all('error')
    .filter(([about]) => about === id)
    .map(([, code]) => code as number);
}

/** Codes of notices that are about no request. */
export function noticesOf(client: RecordingClient): number[] {
  return client.all('info').map(([, code]) => code as number);
}
