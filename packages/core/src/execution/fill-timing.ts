/**
 * When the requests of a handler are handed to the brokerage. `immediate`, as LEAN's backtests do: within the call, so
 * that a market order has filled when the call returns. `deferred`, as every wire does: in their order after the handler
 * has returned, and the events of each are delivered before the next is taken.
 */
export type FillTiming = 'immediate' | 'deferred';
