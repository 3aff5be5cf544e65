import type { WireTradeUpdate } from '../../wire/trade-update.ts';
import { TurnQueue, type Turns } from './turns.ts';

/**
 * What becomes of a connection to the trading stream. `unauthorized`: the keys are refused; `silent`: nothing is ever
 * answered; `blackHole`: the upgrade is not answered; a number: the upgrade is answered with that HTTP status.
 */
export type ConnectionFate = 'usual' | 'unauthorized' | 'silent' | 'blackHole' | number;

/** What becomes of an update. `held` waits until `releaseHeld`; `late` comes after `delayMs`. */
export type UpdateFate = 'dropped' | 'doubled' | 'late' | 'held';

/** Which updates go wrong, and how. */
export interface UpdateFault extends Turns {
  readonly event?: string | undefined;
  readonly symbol?: string | undefined;
  readonly clientOrderId?: string | undefined;
  readonly fate?: UpdateFate | undefined;
  readonly delayMs?: number | undefined;
  /** Fields written over those of the update, and over those of its order. */
  readonly changes?: Readonly<Record<string, unknown>> | undefined;
  readonly orderChanges?: Readonly<Record<string, unknown>> | undefined;
}

/** Faults of the trading stream that somebody has asked for. */
export class StreamFaults {
  /** Fates of the next connections, in turn. */
  readonly connections: ConnectionFate[] = [];
  /** Frames are binary, as paper accounts get them, or text. */
  frames: 'binary' | 'text' = 'binary';
  /** Pings are answered. */
  answersPings = true;
  /** Nothing is sent, and nobody notices. */
  isSilent = false;
  readonly #updates = new TurnQueue<UpdateFault>();

  nextUpdate(fault: UpdateFault): void {
    this.#updates.add(fault, fault);
  }

  nextConnection(): ConnectionFate {
    return this.connections.shift() ?? 'usual';
  }

  /** The fault of an update; null for none. */
  take(update: WireTradeUpdate): UpdateFault | null {
    return this.#updates.take(({ event, symbol, clientOrderId }) => {
      return (
        (event === undefined || event === update.event) &&
        (symbol === undefined || symbol === update.order.symbol) &&
        (clientOrderId === undefined || clientOrderId === update.order.client_order_id)
      );
    });
  }

  clear(): void {
    this.connections.length = 0;
    this.answersPings = true;
    this.isSilent = false;
    this.#updates.clear();
  }
}
