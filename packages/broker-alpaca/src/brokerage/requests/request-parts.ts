import type { Clock, Decimal, Order } from '@lockstep/core';
import type { WireAsset } from '../../wire/account.ts';
import { CallFailure } from '../calls/call-failure.ts';
import type { TradingApi } from '../calls/trading-api.ts';
import type { OrderReader } from '../orders/order-reader.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import type { Refusal } from './order-rules.ts';
import type { OrderWatch } from './order-watch.ts';
import type { SendingTurns } from './sending-turns.ts';

/** What requests work with. */
export interface RequestParts {
  readonly api: TradingApi;
  readonly reader: OrderReader;
  readonly watch: OrderWatch;
  readonly clock: Clock;
  readonly turns: SendingTurns;
  /** Nothing is sent any more. */
  readonly isClosed: () => boolean;
  /** What Alpaca says of the asset of an order; null where it cannot be learnt. */
  readonly assetOf: (tracked: TrackedOrder) => Promise<WireAsset | null>;
  /** Orders that turn a position around go out in two parts. */
  readonly splitsAtZero: boolean;
  /** Short sales are refused here that Alpaca would refuse. */
  readonly checksShortSales: boolean;
  /** Why an order for an auction comes too late for it, by Alpaca's calendar; null where it does not. */
  readonly lateForAuction: (order: Order) => Promise<Refusal | null>;
  /** Prices of stocks are those of a market that trades in cents. */
  readonly hasCents: boolean;
  /** Units held of a security, negative for a short position. */
  readonly held: (tracked: TrackedOrder) => Decimal;
  /** Why no orders are taken at present; null where they are. */
  readonly refusal: () => Refusal | null;
  /** Alpaca has said that the account may not trade. */
  readonly onBlocked: () => void;
  /** An order was placed, or will not be. */
  readonly onPlaced: (tracked: TrackedOrder) => void;
  /** What could not be found out. */
  readonly onUnresolved: (tracked: TrackedOrder, text: string) => void;
}

/** Waits between look-ups of a request of which it is not known whether it arrived, ms. */
export const LOOK_UP_MS: readonly number[] = [250, 500, 1_000, 2_000, 4_000];
/** How often an order or a change goes out at most, always under the same id: Alpaca executes an id once. */
export const MOST_SENDS = 3;

/** What failed of a call; null where nothing did. */
export async function failureOf(call: Promise<unknown>): Promise<CallFailure | null> {
  try {
    await call;
    return null;
  } catch (error) {
    if (error instanceof CallFailure) return error;
    throw error;
  }
}

/** Reads an order of which a request was refused: it may not be what was thought. */
export async function readAfterRefusal({ reader, watch }: RequestParts, tracked: TrackedOrder): Promise<void> {
  await failureOf(reader.read(tracked, 'order'));
  watch.look(tracked);
}

/** Whether Alpaca knows an order; false where it did not answer. */
export async function isThere({ reader }: RequestParts, tracked: TrackedOrder): Promise<boolean> {
  let isKnown = false;
  const failure = await failureOf(
    reader.read(tracked, 'order').then((found) => {
      isKnown = found;
    }),
  );
  return failure === null && isKnown;
}

/** The orders that are placed at once by one request; children of an entry wait, and die with it. */
export function togetherWith(tracked: TrackedOrder): readonly TrackedOrder[] {
  return tracked.isPair ? [tracked, ...tracked.legs] : [tracked];
}
