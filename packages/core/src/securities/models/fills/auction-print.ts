import { DataKind, type TickBatch } from '../../../market/data-batch.ts';
import type { Security } from '../../security.ts';
import type { TickRun } from '../../tick-cache.ts';
import { subscribesKind } from './subscribed-data.ts';

/** Sale conditions of the prints of an auction: its official price, or its trades. */
export const AuctionFlags = {
  /** Official open and opening prints. */
  Open: 0x0400_0040,
  /** Official close and closing prints. */
  Close: 0x0100_0080,
} as const;
export type AuctionFlags = (typeof AuctionFlags)[keyof typeof AuctionFlags];

/** A tick that an auction order looks at. */
export interface AuctionTick {
  readonly batch: TickBatch;
  readonly row: number;
  /** A print of the auction at the security's primary exchange. */
  readonly isOfficial: boolean;
}

/** Whether an order is judged by ticks. */
export function watchesTicks(security: Security): boolean {
  return security.cache.ticks !== null && subscribesKind(security, DataKind.Tick);
}

/**
 * The print of an auction among the trades of the last instant that had some, the first at the open and the last at the
 * close; without one the last trade, else the last quote. Null before any tick.
 *
 * @param inSession only trades while the market is open count
 */
export function auctionTick(security: Security, flags: AuctionFlags, inSession: boolean): AuctionTick | null {
  const { trades, quotes } = security.cache.ticks!;
  const counts = (batch: TickBatch, row: number): boolean =>
    batch.suspicious[row] === 0 && (!inSession || isOpenAt(security, batch.time[row]!));
  const print = officialPrint(security, trades, flags, counts);
  if (print !== null) return print;
  const trade = lastOf(trades, counts);
  return trade ?? lastOf(quotes, () => true) ?? lastOf(trades, () => true);
}

function officialPrint(
  { symbol }: Security,
  { batch, from, to }: TickRun,
  flags: AuctionFlags,
  counts: (batch: TickBatch, row: number) => boolean,
): AuctionTick | null {
  if (batch === null) return null;
  let found: AuctionTick | null = null;
  for (let row = from; row < to; row += 1) {
    const isPrint =
      (batch.saleCondition[row]! & flags) !== 0 && exchangeCode(batch.exchangeOf(row)) === symbol.primaryExchange;
    if (!isPrint || !counts(batch, row)) continue;
    found = { batch, row, isOfficial: true };
    if (flags === AuctionFlags.Open) return found;
  }
  return found;
}

function lastOf(run: TickRun, counts: (batch: TickBatch, row: number) => boolean): AuctionTick | null {
  const { batch } = run;
  if (batch === null) return null;
  for (let row = run.last; row >= run.from; row -= 1) if (counts(batch, row)) return { batch, row, isOfficial: false };
  return null;
}

/** NASDAQ goes by two letters. */
function exchangeCode(exchange: string): string {
  return exchange === 'T' ? 'Q' : exchange;
}

function isOpenAt({ exchange }: Security, utcMs: number): boolean {
  return exchange.hours.isOpen(exchange.hours.timeZone.toLocal(utcMs), false);
}
