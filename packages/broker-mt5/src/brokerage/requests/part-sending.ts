import type { Clock } from '@lockstep/core';
import type { Instrument } from '../../symbols/instrument.ts';
import type { WireRequest } from '../../wire/structures.ts';
import { wireText } from '../../wire/wire-decimal.ts';
import type { OrderRegistry } from '../orders/order-registry.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import type { OrderPart } from '../positions/order-parts.ts';
import type { FillingModes } from './filling-modes.ts';
import { type FormRefusal, isRefusal, type OrderForm } from './order-form.ts';
import type { OrderSearch } from './order-search.ts';
import type { OrderSending } from './order-sending.ts';

export interface PartSendingOptions {
  readonly clock: Clock;
  readonly registry: OrderRegistry;
  readonly sending: OrderSending;
  readonly search: OrderSearch;
  readonly fillings: FillingModes;
  /** Nothing is waited for any more. */
  readonly isOver: () => boolean;
  /** Something may have come of it. */
  readonly look: () => Promise<void>;
}

/** An order of which a part is sent. */
export interface PartOf {
  readonly tracked: TrackedOrder;
  readonly instrument: Instrument;
  readonly form: OrderForm;
  readonly part: OrderPart;
  /** The first is 1. */
  readonly number: number;
  /** The order at the price of now. */
  readonly renew: () => Promise<OrderForm | FormRefusal>;
}

/** What came of a part. */
export type PartOutcome =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly code: string; readonly text: string; readonly halts: boolean }
  /** Whether it was carried out is not known, and nobody wants to know it any more. */
  | { readonly kind: 'givenUp' };

/** Sends a part of an order, and finds out what became of it. */
export class PartSending {
  readonly #options: PartSendingOptions;

  constructor(options: PartSendingOptions) {
    this.#options = options;
  }

  async send(order: PartOf): Promise<PartOutcome> {
    const { clock, sending, fillings: known } = this.#options;
    const { tracked, instrument, form } = order;
    const fillings = known.candidates(instrument.wire, form.request.action);
    let next: OrderForm | null = form;
    let sent = form.request;
    const sentMs = clock.utcNow();
    const outcome = await sending.send({
      request: async () => {
        const current: OrderForm | FormRefusal = next ?? (await order.renew());
        if (isRefusal(current)) return null;
        next = null;
        sent = { ...partRequest(current.request, order), type_filling: fillings[0]! };
        return sent;
      },
      other: () => fillings.shift() !== undefined && fillings.length > 0,
      isUnwanted: () => tracked.isUnwanted,
    });
    if (outcome.kind === 'done' && isTicket(outcome.result.order)) {
      known.remember(instrument.wire, sent.action, fillings[0]!);
      await this.#adopt(tracked, outcome.result.order, form);
      return { kind: 'taken' };
    }
    if (outcome.kind === 'refused') return outcome;
    const text = outcome.kind === 'done' ? 'The broker took it without telling its ticket' : outcome.text;
    tracked.doubt('place', `${text}; the order is searched for.`);
    return this.#find(order, sent, sentMs);
  }

  async #find({ tracked, form }: PartOf, request: WireRequest, sentMs: number): Promise<PartOutcome> {
    const { search, registry, isOver } = this.#options;
    const before = tracked.tickets.length;
    const ticket = await search.find({
      request,
      sentMs,
      isKnown: (each) => registry.withTicket(each) !== null,
      isOver: () => isOver() || tracked.tickets.length > before || tracked.isClosed,
    });
    if (ticket === null) {
      const text = 'the broker knows nothing of it: it was not carried out, and is not sent again';
      return { kind: 'refused', code: 'NOT_EXECUTED', text, halts: false };
    }
    if (ticket === undefined) return tracked.tickets.length > before ? { kind: 'taken' } : { kind: 'givenUp' };
    await this.#adopt(tracked, ticket, form);
    return { kind: 'taken' };
  }

  async #adopt(tracked: TrackedOrder, ticket: string, { target, limitPrice, stopPrice }: OrderForm): Promise<void> {
    const { order } = tracked;
    tracked.place(ticket, this.#options.clock.utcNow());
    const changes = {
      ...(target.equals(order.quantity) ? {} : { quantity: target }),
      ...(limitPrice === null || limitPrice.equals(order.limitPrice) ? {} : { limitPrice }),
      ...(stopPrice === null || stopPrice.equals(order.stopPrice) ? {} : { stopPrice }),
    };
    if (!tracked.areTermsTold && Object.keys(changes).length > 0) tracked.change(changes);
    tracked.areTermsTold = true;
    await this.#options.look();
  }
}

/** All of an order goes under its id; the parts of one that has several have their number behind it. */
export function partRequest(
  request: WireRequest,
  { part, number, tracked }: Pick<PartOf, 'part' | 'number' | 'tracked'>,
): WireRequest {
  return {
    ...request,
    volume: wireText(part.lots),
    ...(part.position === null ? {} : { position: part.position }),
    comment: number === 1 ? tracked.clientOrderId : `${tracked.clientOrderId} ${number}`,
  };
}

/** Trade servers tell the ticket 0 where they have none. */
function isTicket(order: string | undefined): boolean {
  return order !== undefined && order !== '0';
}
