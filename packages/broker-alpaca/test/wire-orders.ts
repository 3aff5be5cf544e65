import type { WireOrder } from '../src/wire/order.ts';

let made = 0;

/** One of Alpaca's orders as its API tells it: a limit order to buy 100 unless said otherwise. */
export function wireOrder(fields: Partial<WireOrder> & Pick<WireOrder, 'id'>): WireOrder {
  made += 1;
  const stamp = `2026-03-02T15:00:00.${String(made).padStart(9, '0')}Z`;
  return {
    client_order_id: 'T1',
    created_at: stamp,
    updated_at: stamp,
    submitted_at: stamp,
    filled_at: null,
    expired_at: null,
    expires_at: null,
    canceled_at: null,
    failed_at: null,
    replaced_at: null,
    replaced_by: null,
    replaces: null,
    asset_id: '904837e3-3b76-47ec-b432-046db621571b',
    symbol: 'SPY',
    asset_class: 'us_equity',
    notional: null,
    qty: '100',
    filled_qty: '0',
    filled_avg_price: null,
    order_class: '',
    order_type: 'limit',
    type: 'limit',
    side: 'buy',
    position_intent: 'buy_to_open',
    time_in_force: 'gtc',
    limit_price: '95',
    stop_price: null,
    trail_percent: null,
    trail_price: null,
    hwm: null,
    status: 'new',
    extended_hours: false,
    legs: null,
    ratio_qty: null,
    subtag: null,
    source: null,
    ...fields,
  };
}
