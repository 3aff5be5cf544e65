import { event, jsonOrNull, type Projections, put, set } from './projection.ts';

/** Kinds that follow an order from the request to its executions. */
export type OrderKind =
  | 'orderRequested'
  | 'updateRequested'
  | 'cancelRequested'
  | 'orderSent'
  | 'sendOutcome'
  | 'orderIdentified'
  | 'orderEvent'
  | 'execution'
  | 'commission'
  | 'executionCorrected';

/** What they change in `orders`, `order_events`, `executions` and `events`. */
export const ORDER_PROJECTIONS: Projections<OrderKind> = {
  orderRequested: ({ order, clientOrderId, parentOrderId, role, sizing, signal }, { timeMs, session, strategy }) => [
    put('orders', {
      order_id: order.id,
      session,
      strategy,
      client_order_id: clientOrderId,
      symbol: order.symbol,
      type: order.type,
      direction: order.direction,
      quantity: order.quantity,
      filled_quantity: '0',
      average_price: order.price,
      status: order.status,
      send_state: 'requested',
      limit_price: order.limitPrice,
      stop_price: order.stopPrice,
      trigger_price: order.triggerPrice,
      trailing_amount: order.trailingAmount,
      time_in_force: order.timeInForce,
      tag: order.tag,
      parent_order_id: parentOrderId,
      role,
      sizing: jsonOrNull(sizing),
      signal,
      broker_ids: JSON.stringify(order.brokerIds),
      requested_ms: timeMs,
      updated_ms: timeMs,
    }),
  ],

  updateRequested: ({ orderId, changes }, place) => [
    event(place, 'info', 'UPDATE_REQUESTED', `Update of order ${orderId}`, { orderId, changes }),
  ],

  cancelRequested: ({ orderId, reason }, place) => [
    event(place, 'info', 'CANCEL_REQUESTED', `Cancel of order ${orderId}: ${reason}`, { orderId }),
  ],

  orderSent: ({ orderId, request }, { timeMs }) =>
    request === 'place'
      ? [set('orders', { send_state: 'sent', sent_ms: timeMs, updated_ms: timeMs }, { order_id: orderId })]
      : [],

  sendOutcome: ({ orderId, request, outcome, code, text }, place) => {
    const state = { send_state: outcome, refusal_code: code, refusal_text: text, updated_ms: place.timeMs };
    const accepted = { send_state: outcome, updated_ms: place.timeMs };
    const onOrder =
      request === 'place' ? [set('orders', outcome === 'accepted' ? accepted : state, { order_id: orderId })] : [];
    if (outcome === 'accepted') return onOrder;
    const name = outcome === 'refused' ? 'ORDER_REFUSED' : 'ORDER_OUTCOME_UNKNOWN';
    const message = `${request} of order ${orderId}: ${outcome} ${code} ${text}`.trimEnd();
    return [...onOrder, event(place, 'warning', name, message, { orderId, request, code })];
  },

  orderIdentified: ({ orderId, brokerId }, { timeMs }) => [
    {
      sql: "UPDATE orders SET broker_ids = json_insert(broker_ids, '$[#]', ?), updated_ms = ? WHERE order_id = ? AND NOT EXISTS (SELECT 1 FROM json_each(broker_ids) WHERE value = ?)",
      values: [brokerId, timeMs, orderId, brokerId],
    },
  ],

  orderEvent: (record, { seq, timeMs, session, strategy }) => {
    const { event: happened, executionId } = record;
    return [
      put('order_events', {
        id: seq,
        order_id: happened.orderId,
        session,
        strategy,
        event_id: happened.eventId,
        time_ms: timeMs,
        symbol: happened.symbol,
        status: happened.status,
        fill_price: happened.fillPrice,
        fill_quantity: happened.fillQuantity,
        fee: happened.fee,
        fee_currency: happened.feeCurrency,
        execution_id: executionId === '' ? null : executionId,
        message: happened.message,
      }),
      set(
        'orders',
        {
          status: record.orderStatus,
          quantity: happened.quantity,
          filled_quantity: record.filledQuantity,
          average_price: record.averagePrice,
          limit_price: record.limitPrice,
          stop_price: record.stopPrice,
          trigger_price: record.triggerPrice,
          trailing_amount: record.trailingAmount,
          updated_ms: timeMs,
        },
        { order_id: happened.orderId },
      ),
    ];
  },

  // The broker's repeats must not undo a commission or a correction.
  execution: (record, { session, strategy }) => [
    put(
      'executions',
      {
        execution_id: record.executionId,
        order_id: record.orderId,
        session,
        strategy,
        symbol: record.symbol,
        quantity: record.quantity,
        price: record.price,
        fee: record.fee?.amount ?? null,
        fee_currency: record.fee?.currency ?? null,
        executed_ms: record.executedAtMs,
        source: record.source,
        state: 'booked',
      },
      'IGNORE',
    ),
    // A process before this one may have known it without its cost.
    ...(record.fee === null
      ? []
      : [
          {
            sql: 'UPDATE executions SET fee = ?, fee_currency = ? WHERE execution_id = ? AND fee IS NULL',
            values: [record.fee.amount, record.fee.currency, record.executionId],
          },
        ]),
  ],

  commission: ({ executionId, amount, currency }) => [
    set('executions', { fee: amount, fee_currency: currency }, { execution_id: executionId }),
    set('order_events', { fee: amount, fee_currency: currency }, { execution_id: executionId }),
  ],

  executionCorrected: ({ executionId, correction }, place) => {
    const message = `Execution ${executionId} was ${correction === null ? 'cancelled' : 'corrected'} by the broker`;
    return [
      correction === null
        ? set('executions', { state: 'cancelled' }, { execution_id: executionId })
        : set('executions', { ...correction, state: 'corrected' }, { execution_id: executionId }),
      event(place, 'warning', 'EXECUTION_CORRECTED', message, { executionId, correction }),
    ];
  },
};
