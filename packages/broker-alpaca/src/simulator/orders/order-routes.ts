import { isRefusal, jsonReply, NO_CONTENT, notFound, type Reply, refusalReply } from '../http/reply.ts';
import type { Route } from '../http/router.ts';
import type { DeskParts } from './desk-parts.ts';
import type { OrderDesk } from './order-desk.ts';
import { listOrders } from './order-list.ts';
import type { SimulatedOrder } from './simulated-order.ts';

/** `/v2/orders`. */
export function orderRoutes(parts: DeskParts, desk: OrderDesk, isVisible: (order: SimulatedOrder) => boolean): Route[] {
  const { orders } = parts;
  const find = (id: string): SimulatedOrder | undefined => orders.get(id);
  const shown = (order: SimulatedOrder | undefined, name: string, isNested: boolean): Reply => {
    if (order === undefined || !isVisible(order)) return refusalReply(notFound(`order not found for ${name}`));
    return jsonReply(200, order.render(isNested));
  };
  return [
    {
      method: 'POST',
      path: '/v2/orders',
      answer: ({ body }) => {
        const outcome = desk.submit(body);
        return isRefusal(outcome) ? refusalReply(outcome) : jsonReply(200, outcome);
      },
    },
    { method: 'GET', path: '/v2/orders', answer: ({ query }) => listOrders(orders.all.filter(isVisible), query) },
    {
      method: 'GET',
      path: '/v2/orders:by_client_order_id',
      answer: ({ query }) => {
        const id = query.get('client_order_id') ?? '';
        return shown(orders.withClientOrderId(id), id, query.get('nested') === 'true');
      },
    },
    {
      method: 'GET',
      path: '/v2/orders/:id',
      answer: ({ params, query }) =>
        shown(find(params['id'] ?? ''), params['id'] ?? '', query.get('nested') === 'true'),
    },
    {
      method: 'PATCH',
      path: '/v2/orders/:id',
      answer: ({ params, body }) => {
        const order = find(params['id'] ?? '');
        if (order === undefined) return refusalReply(notFound(`order not found for ${params['id']}`));
        const outcome = desk.replacements.request(order, body);
        return isRefusal(outcome) ? refusalReply(outcome) : jsonReply(200, outcome);
      },
    },
    {
      method: 'DELETE',
      path: '/v2/orders/:id',
      answer: ({ params }) => {
        const order = find(params['id'] ?? '');
        if (order === undefined) return refusalReply(notFound(`order not found for ${params['id']}`));
        const refusal = desk.cancels.request(order);
        return refusal === null ? NO_CONTENT : refusalReply(refusal);
      },
    },
    { method: 'DELETE', path: '/v2/orders', answer: () => cancelAll(parts, desk) },
  ];
}

function cancelAll({ orders, faults }: DeskParts, desk: OrderDesk): Reply {
  const outcomes = orders.open().map((order) => {
    const isLost = faults.failsToCancel.delete(order.id);
    if (isLost)
      return { id: order.id, status: 500, body: { code: 50_010_000, message: 'internal server error occurred' } };
    // A sibling may have gone with the order before.
    if (!order.isClosed) desk.cancels.request(order);
    return { id: order.id, status: 200 };
  });
  return jsonReply(207, outcomes);
}
