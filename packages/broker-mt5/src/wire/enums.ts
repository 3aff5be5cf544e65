/** Values of MetaTrader's enumerations, by the names of its Python package. */

export const TradeAction = { Deal: 1, Pending: 5, Sltp: 6, Modify: 7, Remove: 8, CloseBy: 10 } as const;
export type TradeAction = (typeof TradeAction)[keyof typeof TradeAction];

export const Mt5OrderType = {
  Buy: 0,
  Sell: 1,
  BuyLimit: 2,
  SellLimit: 3,
  BuyStop: 4,
  SellStop: 5,
  BuyStopLimit: 6,
  SellStopLimit: 7,
} as const;
export type Mt5OrderType = (typeof Mt5OrderType)[keyof typeof Mt5OrderType];

export const OrderState = {
  Started: 0,
  Placed: 1,
  Canceled: 2,
  Partial: 3,
  Filled: 4,
  Rejected: 5,
  Expired: 6,
} as const;

/** Who has placed an order; what is above `Expert` the server does by itself. */
export const OrderReason = { Client: 0, Mobile: 1, Web: 2, Expert: 3, StopLoss: 4, TakeProfit: 5, StopOut: 6 } as const;

export const OrderFilling = { Fok: 0, Ioc: 1, Return: 2, Boc: 3 } as const;
export type OrderFilling = (typeof OrderFilling)[keyof typeof OrderFilling];

/** Bits of `filling_mode` of a symbol: not the values of `OrderFilling`. */
export const FillingBit = { Fok: 1, Ioc: 2, Boc: 4 } as const;

/** Bits of `order_mode` of a symbol: what it takes. */
export const OrderModeBit = { StopLoss: 16, TakeProfit: 32, CloseBy: 64 } as const;

export const OrderTime = { Gtc: 0, Day: 1, Specified: 2, SpecifiedDay: 3 } as const;
/** Bits of `expiration_mode` of a symbol. */
export const ExpirationBit = { Gtc: 1, Day: 2, Specified: 4, SpecifiedDay: 8 } as const;

export const Execution = { Request: 0, Instant: 1, Market: 2, Exchange: 3 } as const;
export const SymbolTrade = { Disabled: 0, LongOnly: 1, ShortOnly: 2, CloseOnly: 3, Full: 4 } as const;
export const MarginMode = { RetailNetting: 0, Exchange: 1, RetailHedging: 2 } as const;
export const AccountTrade = { Demo: 0, Contest: 1, Real: 2 } as const;

export const DealType = { Buy: 0, Sell: 1, Balance: 2, BuyCanceled: 13, SellCanceled: 14 } as const;
export const DealEntry = { In: 0, Out: 1, InOut: 2, OutBy: 3 } as const;
export const DealReason = { Client: 0, Mobile: 1, Web: 2, Expert: 3, StopLoss: 4, TakeProfit: 5, StopOut: 6 } as const;
export const PositionSide = { Buy: 0, Sell: 1 } as const;

export const Timeframe = { M1: 1, H1: 16_385 } as const;
export type Timeframe = (typeof Timeframe)[keyof typeof Timeframe];
/** Bits of a tick's `flags`: what has changed. */
export const TickFlag = { Bid: 2, Ask: 4, Last: 8 } as const;
