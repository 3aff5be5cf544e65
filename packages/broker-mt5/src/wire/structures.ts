/**
 * What the bridge gives: the named tuples of the MetaTrader5 package as objects. Tickets are texts, since they may have 64
 * bits. Times are the wall clock of the trade server, seconds (`…_msc`: ms) as if it were UTC.
 */

export interface WireAccount {
  readonly login: string;
  readonly trade_mode: number;
  readonly leverage: number;
  readonly trade_allowed: boolean;
  readonly trade_expert: boolean;
  readonly margin_mode: number;
  readonly currency_digits: number;
  readonly fifo_close: boolean;
  readonly balance: number;
  readonly credit: number;
  readonly profit: number;
  readonly equity: number;
  readonly margin: number;
  readonly margin_free: number;
  readonly margin_level: number;
  readonly name: string;
  readonly server: string;
  readonly currency: string;
  readonly company: string;
}

export interface WireTerminal {
  readonly connected: boolean;
  /** The button AutoTrading. */
  readonly trade_allowed: boolean;
  readonly build: number;
  /** Microseconds. */
  readonly ping_last: number;
  readonly name: string;
}

export interface WireSymbol {
  readonly name: string;
  readonly digits: number;
  readonly point: number;
  readonly trade_mode: number;
  /** Points; 0 when it is not published. */
  readonly trade_stops_level: number;
  readonly trade_freeze_level: number;
  readonly trade_exemode: number;
  readonly filling_mode: number;
  readonly order_mode: number;
  readonly expiration_mode: number;
  readonly trade_tick_size: number;
  readonly trade_contract_size: number;
  /** Lots, as are the next two. */
  readonly volume_min: number;
  readonly volume_max: number;
  readonly volume_step: number;
  readonly currency_base: string;
  readonly currency_profit: string;
  readonly currency_margin: string;
}

export interface WireTick {
  readonly time: number;
  readonly bid: number;
  readonly ask: number;
  readonly last: number;
  readonly volume: number;
  readonly time_msc: number;
  readonly flags: number;
  readonly volume_real: number;
}

export interface WireOrder {
  readonly ticket: string;
  readonly time_setup_msc: number;
  readonly time_done_msc: number;
  readonly time_expiration: number;
  readonly type: number;
  readonly type_time: number;
  readonly type_filling: number;
  readonly state: number;
  readonly magic: string;
  readonly position_id: string;
  readonly reason: number;
  readonly volume_initial: number;
  /** What is left of it. */
  readonly volume_current: number;
  readonly price_open: number;
  readonly sl: number;
  readonly tp: number;
  readonly price_stoplimit: number;
  readonly symbol: string;
  readonly comment: string;
}

export interface WirePosition {
  readonly ticket: string;
  readonly time_msc: number;
  readonly type: number;
  readonly magic: string;
  readonly identifier: string;
  readonly volume: number;
  readonly price_open: number;
  readonly sl: number;
  readonly tp: number;
  readonly price_current: number;
  readonly swap: number;
  readonly profit: number;
  readonly symbol: string;
  readonly comment: string;
}

export interface WireDeal {
  readonly ticket: string;
  readonly order: string;
  readonly time_msc: number;
  readonly type: number;
  readonly entry: number;
  readonly magic: string;
  readonly position_id: string;
  readonly reason: number;
  readonly volume: number;
  readonly price: number;
  /** Account currency, negative when it is paid; as are swap and fee. */
  readonly commission: number;
  readonly swap: number;
  readonly profit: number;
  readonly fee: number;
  readonly symbol: string;
  readonly comment: string;
}

/** Everything that a look takes in, read with no other call in between. */
export interface WireSnapshot {
  readonly orders: readonly WireOrder[];
  /** Those of the tickets asked for that are in the history. */
  readonly ended: readonly WireOrder[];
  readonly deals: readonly WireDeal[];
  readonly positions: readonly WirePosition[];
  readonly account: WireAccount;
  readonly terminal: WireTerminal;
}

/** A request as the bridge takes it: tickets, prices and volumes are texts. */
export interface WireRequest {
  readonly action: number;
  readonly symbol?: string;
  readonly volume?: string;
  readonly price?: string;
  readonly stoplimit?: string;
  readonly sl?: string;
  readonly tp?: string;
  readonly deviation?: number;
  readonly type?: number;
  readonly type_filling?: number;
  readonly type_time?: number;
  readonly expiration?: number;
  readonly magic?: string;
  readonly order?: string;
  /** Ticket of the position that it closes or changes. */
  readonly position?: string;
  readonly position_by?: string;
  readonly comment?: string;
}

export interface WireSendResult {
  readonly retcode: number;
  readonly deal: string;
  readonly order: string;
  readonly volume: number;
  readonly price: number;
  readonly comment: string;
}

export interface WireCheckResult {
  /** 0 is good. */
  readonly retcode: number;
  readonly margin: number;
  readonly margin_free: number;
  readonly comment: string;
}

/** Bars by columns; empty when there are none. */
export interface WireRates {
  /** Start, seconds of the server. */
  readonly time?: readonly number[];
  readonly open?: readonly number[];
  readonly high?: readonly number[];
  readonly low?: readonly number[];
  readonly close?: readonly number[];
  readonly tick_volume?: readonly number[];
  /** Points. */
  readonly spread?: readonly number[];
  readonly real_volume?: readonly number[];
}

/** Ticks by columns; empty when there are none. */
export type WireTicks = { readonly [Field in keyof WireTick]?: readonly number[] };
