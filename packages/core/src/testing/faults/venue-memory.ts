import type { Brokerage, BrokerageCash, BrokerageHolding, BrokerageOrder } from '../../brokerage/brokerage.ts';

/** Longest time for which a venue's past is remembered, ms. */
const REMEMBERED_MS = 20_000;

/** What a venue's account was from an instant on. */
interface PastState {
  readonly fromMs: number;
  readonly openOrders: Promise<readonly BrokerageOrder[]>;
  readonly holdings: Promise<readonly BrokerageHolding[]>;
  readonly cash: Promise<readonly BrokerageCash[]>;
}

/** What was known of one order from an instant on. */
interface PastOrder {
  readonly fromMs: number;
  readonly order: Promise<BrokerageOrder | null>;
}

/** What a venue would have answered a while ago: brokers' endpoints lag behind each other. */
export class VenueMemory {
  readonly #venue: Brokerage;
  #states: PastState[] = [];
  readonly #orders = new Map<string, PastOrder[]>();

  constructor(venue: Brokerage) {
    this.#venue = venue;
  }

  /** Takes in the state as of now, after something has happened. @param clientOrderId the order that it happened to */
  note(nowMs: number, clientOrderId: string | undefined): void {
    const venue = this.#venue;
    const before = this.#states.findLastIndex(({ fromMs }) => fromMs < nowMs - REMEMBERED_MS);
    if (before > 0) this.#states = this.#states.slice(before);
    this.#states.push({
      fromMs: nowMs,
      openOrders: venue.getOpenOrders(),
      holdings: venue.getHoldings(),
      cash: venue.getCashBalance(),
    });
    if (clientOrderId === undefined) return;
    const past = this.#orders.get(clientOrderId) ?? [];
    past.push({ fromMs: nowMs, order: venue.findOrder(clientOrderId) });
    this.#orders.set(clientOrderId, past);
  }

  openOrders(atMs: number): Promise<readonly BrokerageOrder[]> {
    return this.#at(atMs)?.openOrders ?? this.#venue.getOpenOrders();
  }

  holdings(atMs: number): Promise<readonly BrokerageHolding[]> {
    return this.#at(atMs)?.holdings ?? this.#venue.getHoldings();
  }

  cash(atMs: number): Promise<readonly BrokerageCash[]> {
    return this.#at(atMs)?.cash ?? this.#venue.getCashBalance();
  }

  order(clientOrderId: string, atMs: number): Promise<BrokerageOrder | null> {
    const past = this.#orders.get(clientOrderId);
    if (past === undefined) return this.#venue.findOrder(clientOrderId);
    return past.findLast(({ fromMs }) => fromMs <= atMs)?.order ?? Promise.resolve(null);
  }

  #at(atMs: number): PastState | undefined {
    return this.#states.findLast(({ fromMs }) => fromMs <= atMs) ?? this.#states[0];
  }
}
