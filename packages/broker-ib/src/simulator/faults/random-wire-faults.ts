import { SeededRandom } from '@lockstep/core';
import type { WireMessage } from '../wire/layout.ts';
import { ARRIVES, type RequestFate, type SeenRequest, type TellingFate, type WireFaults } from './telling-fate.ts';

/** How bad a wire is: probabilities from 0 to 1, delays in ms. */
export interface WireQuality {
  /** A status, an order or an execution comes twice. */
  readonly repeated: number;
  /** A status or a commission never comes. */
  readonly dropped: number;
  /** A status, an execution or a commission comes later. */
  readonly delayed: number;
  readonly longestDelayMs: number;
  /** The connection is reset with a request that changes orders: before it arrives, or after. */
  readonly reset: number;
  /** A request that changes orders is lost. */
  readonly lost: number;
}

/** Bad in every way, now and then. */
export const BAD_WIRE: WireQuality = {
  repeated: 0.1,
  dropped: 0.03,
  delayed: 0.2,
  longestDelayMs: 5_000,
  reset: 0.03,
  lost: 0.01,
};

const ORDER_REQUESTS: ReadonlySet<string> = new Set(['placeOrder', 'cancelOrder']);
/** What may be lost: TWS says itself that statuses are not guaranteed. Executions are never lost for good. */
const MAY_DROP: ReadonlySet<string> = new Set(['orderStatus', 'openOrder', 'commissionReport']);
const MAY_VARY: ReadonlySet<string> = new Set(['orderStatus', 'openOrder', 'execDetails', 'commissionReport']);

/** Faults of the wire that are the same for the same seed. */
export class RandomWireFaults implements WireFaults {
  readonly #random: SeededRandom;
  readonly #quality: WireQuality;

  /** @param seed an integer */
  constructor(seed: number, quality: WireQuality = BAD_WIRE) {
    this.#random = new SeededRandom(seed);
    this.#quality = quality;
  }

  request({ name }: SeenRequest): RequestFate {
    if (!ORDER_REQUESTS.has(name)) return ARRIVES;
    const { reset, lost } = this.#quality;
    if (this.#chance(reset)) return { kind: this.#chance(0.5) ? 'resetBefore' : 'resetAfter' };
    return this.#chance(lost) ? { kind: 'lost' } : ARRIVES;
  }

  telling({ name }: WireMessage): TellingFate {
    if (!MAY_VARY.has(name)) return ARRIVES;
    const { dropped, repeated, delayed, longestDelayMs } = this.#quality;
    if (MAY_DROP.has(name) && this.#chance(dropped)) return { kind: 'dropped' };
    if (this.#chance(repeated)) return { kind: 'repeated', times: 2 };
    if (this.#chance(delayed)) return { kind: 'delayed', ms: this.#random.next(1, longestDelayMs + 1) };
    return ARRIVES;
  }

  #chance(probability: number): boolean {
    return this.#random.nextDouble() < probability;
  }
}
