import { type Clock, sleepUntil } from '@lockstep/core';
import { BridgeFailure } from '../../bridge/bridge-failure.ts';
import type { TerminalSession } from '../../bridge/terminal-session.ts';
import type { ServerTime } from '../../wire/server-time.ts';
import type { WireDeal, WireOrder, WireRequest, WireTerminal } from '../../wire/structures.ts';

/** What an order that was sent may be recognised by. */
export interface Sought {
  readonly request: WireRequest;
  /** Epoch ms UTC. */
  readonly sentMs: number;
  /** An order of ours is known by this ticket. */
  readonly isKnown: (ticket: string) => boolean;
  /** Nobody wants to know any more. */
  readonly isOver: () => boolean;
}

/** What the broker knows of orders, past and present. */
export interface FoundOrders {
  readonly orders: readonly WireOrder[];
  readonly ended: readonly WireOrder[];
  readonly deals: readonly WireDeal[];
  readonly terminal: WireTerminal;
}

export interface OrderSearchOptions {
  readonly session: TerminalSession;
  readonly clock: Clock;
  readonly server: ServerTime;
}

const WAITS_MS = [500, 1_000, 2_000, 4_000, 8_000];
const LATER_MS = 30_000;
const DAY_SECONDS = 86_400;
/** Clocks differ: an order may seem to be so much older than its sending, ms. */
const EARLIER_MS = 5_000;

/** Looks for an order of which it is not known whether it came to the broker. Nothing is sent again. */
export class OrderSearch {
  readonly #options: OrderSearchOptions;

  constructor(options: OrderSearchOptions) {
    this.#options = options;
  }

  /** Its ticket; null when it certainly did not come there, undefined when the search was given up. */
  async find(sought: Sought): Promise<string | null | undefined> {
    const { clock } = this.#options;
    for (let attempt = 0; !sought.isOver(); attempt += 1) {
      await sleepUntil(clock, clock.utcNow() + (WAITS_MS[attempt] ?? LATER_MS));
      if (sought.isOver()) return undefined;
      const found = await this.#look(sought.sentMs);
      if (found === null) continue;
      const ticket = ticketOf(found, sought, this.#options.server);
      if (ticket !== null) return ticket;
      // Long enough after it was sent, a terminal that is connected would know of it.
      if (attempt >= WAITS_MS.length - 1 && found.terminal.connected) return null;
    }
    return undefined;
  }

  async #look(sentMs: number): Promise<FoundOrders | null> {
    const { session, server, clock } = this.#options;
    const from = Math.floor(server.toServer(sentMs) / 1000) - DAY_SECONDS;
    const to = Math.ceil(server.toServer(clock.utcNow()) / 1000) + DAY_SECONDS;
    try {
      return await session.request<FoundOrders>('find', { from, to });
    } catch (error) {
      if (error instanceof BridgeFailure) return null;
      throw error;
    }
  }
}

/** By our id in the comment; where the broker has rewritten that, by everything else. */
function ticketOf(found: FoundOrders, { request, sentMs, isKnown }: Sought, server: ServerTime): string | null {
  const orders = [...found.orders, ...found.ended].filter(
    ({ ticket, magic }) => magic === request.magic && !isKnown(ticket),
  );
  const named = orders.find(({ comment }) => isNamed(comment, request.comment));
  if (named !== undefined) return named.ticket;
  const deal = found.deals.find(
    ({ magic, comment, order }) => magic === request.magic && !isKnown(order) && isNamed(comment, request.comment),
  );
  if (deal !== undefined) return deal.order;
  const earliest = server.toServer(sentMs) - EARLIER_MS;
  const like = orders.find(
    (order) =>
      order.symbol === request.symbol &&
      order.type === request.type &&
      order.volume_initial === Number(request.volume) &&
      order.time_setup_msc >= earliest &&
      !isOurs(order.comment),
  );
  return like?.ticket ?? null;
}

/** Brokers cut comments off, or write something behind them. */
export function isNamed(comment: string, clientOrderId: string | undefined): boolean {
  return clientOrderId !== undefined && (comment === clientOrderId || comment.startsWith(`${clientOrderId} `));
}

/** A comment that is whole names another order of ours. */
function isOurs(comment: string): boolean {
  return /^L[0-9a-z]{9}[1-9][0-9]*( [0-9]+)?$/.test(comment);
}
