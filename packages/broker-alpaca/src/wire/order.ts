/** Kinds of order on Alpaca's wire. */
export type WireOrderType = 'market' | 'limit' | 'stop' | 'stop_limit' | 'trailing_stop';

/** How long an order stays: a day, until cancelled, the opening or closing auction, at once or not at all. */
export type WireTimeInForce = 'day' | 'gtc' | 'opg' | 'cls' | 'ioc' | 'fok';

/** Orders that belong together; an order of its own comes back as `""` or `"simple"`. */
export type WireOrderClass = '' | 'simple' | 'bracket' | 'oco' | 'oto';

/** Where an order stands. A server may know more of them: what is not listed is taken for open and read again. */
export type WireOrderStatus =
  | 'pending_new'
  | 'accepted'
  | 'new'
  | 'held'
  | 'partially_filled'
  | 'filled'
  | 'done_for_day'
  | 'canceled'
  | 'expired'
  | 'replaced'
  | 'rejected'
  | 'pending_cancel'
  | 'pending_replace'
  | 'pending_review'
  | 'accepted_for_bidding'
  | 'suspended'
  | 'stopped'
  | 'calculated';

/** Body of `POST /v2/orders`; amounts are decimal strings, `qty` or `notional` but never both. */
export interface WireOrderRequest {
  readonly symbol: string;
  readonly qty?: string;
  readonly notional?: string;
  readonly side: 'buy' | 'sell';
  readonly type: WireOrderType;
  readonly time_in_force: WireTimeInForce;
  readonly limit_price?: string;
  readonly stop_price?: string;
  readonly trail_price?: string;
  readonly trail_percent?: string;
  readonly extended_hours?: boolean;
  readonly client_order_id?: string;
  readonly order_class?: WireOrderClass;
  readonly take_profit?: { readonly limit_price: string };
  readonly stop_loss?: { readonly stop_price: string; readonly limit_price?: string };
  readonly position_intent?: string;
}

/** Body of `PATCH /v2/orders/{id}`. `qty` is the total of the chain, with what has filled. */
export interface WireReplaceRequest {
  readonly qty?: string;
  readonly time_in_force?: WireTimeInForce;
  readonly limit_price?: string;
  readonly stop_price?: string;
  readonly trail?: string;
  readonly client_order_id?: string;
}

/** An order as Alpaca tells it, by REST and on the stream. Times are RFC 3339 with up to nine fractional digits. */
export interface WireOrder {
  readonly id: string;
  readonly client_order_id: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly submitted_at: string;
  readonly filled_at: string | null;
  readonly expired_at: string | null;
  readonly expires_at: string | null;
  readonly canceled_at: string | null;
  readonly failed_at: string | null;
  readonly replaced_at: string | null;
  readonly replaced_by: string | null;
  readonly replaces: string | null;
  readonly asset_id: string;
  readonly symbol: string;
  readonly asset_class: 'us_equity' | 'crypto' | 'us_option';
  readonly notional: string | null;
  /** Null for the whole life of an order by value. */
  readonly qty: string | null;
  /** Cumulative, as is `filled_avg_price`. */
  readonly filled_qty: string;
  readonly filled_avg_price: string | null;
  readonly order_class: WireOrderClass;
  readonly order_type: WireOrderType;
  readonly type: WireOrderType;
  readonly side: 'buy' | 'sell';
  readonly position_intent: string;
  readonly time_in_force: WireTimeInForce;
  readonly limit_price: string | null;
  readonly stop_price: string | null;
  readonly trail_percent: string | null;
  readonly trail_price: string | null;
  readonly hwm: string | null;
  readonly status: WireOrderStatus;
  readonly extended_hours: boolean;
  readonly legs: readonly WireOrder[] | null;
  readonly ratio_qty: string | null;
  readonly subtag: string | null;
  readonly source: string | null;
}
