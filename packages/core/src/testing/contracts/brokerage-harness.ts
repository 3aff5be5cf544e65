import type { Brokerage } from '../../brokerage/brokerage.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import type { OrderEvent } from '../../orders/order-event.ts';

/**
 * A brokerage with a market that a contract suite moves. Its account holds 100,000 in cash and no position, and can buy
 * on the symbol; the market is in a regular session that goes on for more than an hour.
 */
export interface BrokerageHarness {
  readonly brokerage: Brokerage;
  /** What is traded: quoted in the account's currency in steps of 0.01 or finer, about 100. */
  readonly symbol: SecuritySymbol;
  /** Epoch ms UTC. */
  utcNow(): number;
  /** A minute passes, in which the market trades at a price and is quoted there at its end. Resolves when orders have reacted. */
  trade(price: number): void | Promise<void>;
  /** Resolves when everything that was handed over is done and told. */
  settle(): void | Promise<void>;
  /** Books a fill, where the brokerage looks at an account that somebody else keeps. */
  onFill?(event: OrderEvent): void;
  /** Frees what the harness holds. */
  dispose?(): void | Promise<void>;
}
