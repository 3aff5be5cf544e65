import type { Signal } from '../algorithm/signal.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import type { ClosedTrade } from '../statistics/closed-trade.ts';

/**
 * Keeps a record of what a run decides and goes through: live trading's journal. It is told within the step, and neither
 * throws nor changes anything in the run.
 */
export interface Recorder {
  /** An event, once order and portfolio know it and before the strategy hears of it. */
  orderEvent(event: OrderEvent, order: Order): void;
  tradeClosed(trade: ClosedTrade): void;
  signal(signal: Signal): void;
  /** A risk limit has refused an order. */
  orderRefused(symbol: string, code: string, reason: string): void;
  /** A position is without its stop, is closed for it, or could not be closed. */
  protectionFailed(symbol: SecuritySymbol, text: string): void;
  /** A loss limit has paused trading until the next session; its policy may close everything. */
  lossLimitReached(reason: string, policy: 'pause' | 'flatten'): void;
  /** Positions are to be closed for good, and nothing was done for it yet: a later run has to go on with it. */
  flatteningBegan(): void;
  /** A step is over. */
  stepEnded(utcMs: number): void;
}
