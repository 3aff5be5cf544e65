/** The account, as `GET /v2/account` tells it; fields of day-trade rules may be there or not. */
export interface WireAccount {
  readonly id: string;
  readonly account_number: string;
  readonly status: string;
  readonly currency: string;
  readonly cash: string;
  readonly equity: string;
  readonly buying_power: string;
  readonly multiplier?: string;
  readonly trading_blocked: boolean;
  readonly account_blocked: boolean;
  readonly transfers_blocked?: boolean;
  readonly trade_suspended_by_user: boolean;
  readonly shorting_enabled?: boolean;
  readonly maintenance_margin?: string;
  /** Of the rule on day trading that was replaced in 2026; null, false or missing where it does not apply. */
  readonly pattern_day_trader?: boolean | null;
  readonly daytrade_count?: number | null;
}

/** A position, as `GET /v2/positions` tells it. */
export interface WirePosition {
  readonly asset_id: string;
  readonly symbol: string;
  readonly asset_class: 'us_equity' | 'crypto' | 'us_option';
  /** Negative for a short position. */
  readonly qty: string;
  readonly qty_available?: string;
  readonly side: 'long' | 'short';
  readonly avg_entry_price: string;
  readonly current_price: string | null;
}

/** The market's clock; times carry New York's offset. */
export interface WireClock {
  readonly timestamp: string;
  readonly is_open: boolean;
  readonly next_open: string;
  readonly next_close: string;
}

/** A day of trading, as `GET /v2/calendar` tells it; days that are not listed have none. Times are New York's. */
export interface WireTradingDay {
  /** `yyyy-MM-dd`. */
  readonly date: string;
  /** `09:30`, and `13:00` on half days. */
  readonly open: string;
  readonly close: string;
}

/** An execution among the account's activities. */
export interface WireFillActivity {
  readonly activity_type: 'FILL';
  readonly id: string;
  readonly type: 'fill' | 'partial_fill';
  readonly order_id: string;
  readonly symbol: string;
  readonly side: 'buy' | 'sell' | 'sell_short';
  readonly price: string;
  readonly qty: string;
  /** Of the order, with this execution. */
  readonly cum_qty: string;
  readonly transaction_time: string;
}

/** Money that came or went without a trade. */
export interface WireCashActivity {
  readonly activity_type: string;
  readonly id: string;
  readonly date: string;
  readonly net_amount: string;
  readonly status?: string;
  readonly symbol?: string;
  readonly description?: string;
}

/** What may be traded, and how. */
export interface WireAsset {
  readonly id: string;
  readonly class: 'us_equity' | 'crypto' | 'us_option';
  readonly exchange: string;
  readonly symbol: string;
  readonly name: string;
  readonly status: string;
  readonly tradable: boolean;
  readonly marginable: boolean;
  readonly shortable: boolean;
  readonly easy_to_borrow?: boolean;
  readonly fractionable: boolean;
  readonly attributes?: readonly string[] | null;
  readonly min_order_size?: string | null;
  readonly min_trade_increment?: string | null;
  readonly price_increment?: string | null;
}
