import {
  MarginInterestRate,
  OrderStatus,
  type OrderTicket,
  type Portfolio,
  type Securities,
  type Slice,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Counts the funding rates of each symbol, and sees that the cache has the last. */
export class FundingRateCount {
  readonly #counts = new Map<string, number>();

  take(slice: Slice, securities: Securities): void {
    for (const [symbol, rate] of slice.get(MarginInterestRate)) {
      this.#counts.set(symbol.id, this.of(symbol) + 1);
      requireThat(
        securities.get(symbol).cache.marginInterestRate === rate,
        `${symbol.value} has another rate in its cache`,
      );
    }
  }

  of({ id }: { readonly id: string }): number {
    return this.#counts.get(id) ?? 0;
  }
}

/** An order is refused for want of margin. */
export function requireRefused(ticket: OrderTicket): void {
  requireThat(ticket.status === OrderStatus.Invalid, `order ${ticket.orderId} was taken without the margin for it`);
}

/** Two figures differ by no more than one unit of account currency. */
export function requireClose(actual: number, expected: number, what: string): void {
  requireThat(Math.abs(actual - expected) <= 1, `${what} is ${actual}, not about ${expected}`);
}

/** The position was just opened: it cost what it is worth, and only the spread and fees are lost. */
export function requireJustOpened(portfolio: Portfolio): void {
  requireThat(
    Math.abs(portfolio.totalUnrealizedProfit) <= 5,
    `unrealised profit of ${portfolio.totalUnrealizedProfit}`,
  );
  requireThat(Math.abs(portfolio.totalProfit) <= 5, `profit of ${portfolio.totalProfit}`);
}
