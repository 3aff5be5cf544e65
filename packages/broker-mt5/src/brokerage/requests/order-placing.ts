import type { Clock } from '@lockstep/core';
import type { TerminalSession } from '../../bridge/terminal-session.ts';
import type { Instrument } from '../../symbols/instrument.ts';
import type { SymbolBook } from '../../symbols/symbol-book.ts';
import { retcodeRule } from '../../wire/retcodes.ts';
import type { WireCheckResult, WireRequest, WireTick } from '../../wire/structures.ts';
import type { OrderRegistry } from '../orders/order-registry.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import { FillingModes } from './filling-modes.ts';
import { type FormRefusal, isRefusal, needsTick, type OrderForm, orderForm } from './order-form.ts';
import type { OrderSearch } from './order-search.ts';
import { codeOf, messageOf, type OrderSending, refusalText } from './order-sending.ts';

export interface OrderPlacingOptions {
  readonly session: TerminalSession;
  readonly clock: Clock;
  readonly symbols: SymbolBook;
  readonly registry: OrderRegistry;
  readonly sending: OrderSending;
  readonly search: OrderSearch;
  readonly own: { readonly magic: number; readonly deviation: number };
  /** Nothing is waited for any more. */
  readonly isOver: () => boolean;
  /** Something may have come of it. */
  readonly look: () => Promise<void>;
  readonly onHalted: (text: string) => void;
}

/** Brings an order to the broker: forms it, has it checked, sends it, and finds out what became of it. */
export class OrderPlacing {
  readonly #options: OrderPlacingOptions;
  readonly #fillings = new FillingModes();

  constructor(options: OrderPlacingOptions) {
    this.#options = options;
  }

  async place(tracked: TrackedOrder): Promise<void> {
    tracked.isPlacing = true;
    try {
      const prepared = await this.#prepare(tracked);
      if (prepared !== null) await this.#send(tracked, prepared.form, prepared.instrument);
    } catch (error) {
      // From here on it may be at the broker: whatever fails, it is no refusal.
      tracked.doubt('place', `What became of the order is not known: ${messageOf(error)}`);
    } finally {
      tracked.isPlacing = false;
    }
  }

  /** What is to be sent; null when the order was refused. Until it is sent nothing has happened. */
  async #prepare(tracked: TrackedOrder): Promise<{ form: OrderForm; instrument: Instrument } | null> {
    try {
      const instrument = await this.#options.symbols.instrument(tracked.symbol);
      const form = await this.#form(tracked, instrument);
      const refusal = isRefusal(form) ? form : await this.#check(form, instrument);
      if (!isRefusal(form) && refusal === null) return { form, instrument };
      const { code, text } = refusal as FormRefusal;
      tracked.refuse('place', code, `${tracked.symbol.value}: ${text}.`);
    } catch (error) {
      tracked.refuse('place', codeOf(error), `The order was not sent: ${messageOf(error)}`);
    }
    return null;
  }

  async #form(tracked: TrackedOrder, instrument: Instrument): Promise<OrderForm | FormRefusal> {
    const { session, own } = this.#options;
    const { name } = instrument.wire;
    const tick = needsTick(tracked, instrument) ? await session.request<WireTick>('tick', { name }) : null;
    return orderForm(tracked, instrument, tick, own);
  }

  /** Asks whether it would be taken. Some brokers' answer is good although sending then fails. */
  async #check({ request }: OrderForm, { wire }: Instrument): Promise<FormRefusal | null> {
    const [filling] = this.#fillings.candidates(wire, request.action);
    const asked = { ...request, type_filling: filling };
    const check = await this.#options.session.request<WireCheckResult>('order_check', { request: asked });
    if (check.retcode === 0) return null;
    const rule = retcodeRule(check.retcode);
    if (rule.action !== 'no' && rule.action !== 'halt') return null;
    if (rule.action === 'halt') this.#options.onHalted(rule.text);
    const margin = check.margin === 0 ? '' : `, margin ${check.margin}, free ${check.margin_free}`;
    return { code: rule.name, text: refusalText(rule, check.comment) + margin };
  }

  async #send(tracked: TrackedOrder, first: OrderForm, instrument: Instrument): Promise<void> {
    const { clock, sending, onHalted } = this.#options;
    const fillings = this.#fillings.candidates(instrument.wire, first.request.action);
    let form: OrderForm | null = first;
    let sent: WireRequest = first.request;
    const sentMs = clock.utcNow();
    const outcome = await sending.send({
      request: async () => {
        if (form === null) {
          const again = await this.#form(tracked, instrument);
          if (isRefusal(again)) return null;
          form = again;
        }
        sent = { ...form.request, type_filling: fillings[0]! };
        form = null;
        return sent;
      },
      other: () => fillings.shift() !== undefined && fillings.length > 0,
      isUnwanted: () => tracked.isUnwanted,
    });
    if (outcome.kind === 'done' && isTicket(outcome.result.order)) {
      this.#fillings.remember(instrument.wire, sent.action, fillings[0]!);
      await this.#adopt(tracked, outcome.result.order, first);
    } else if (outcome.kind === 'refused') {
      if (outcome.halts) onHalted(outcome.text);
      tracked.refuse('place', outcome.code, `${tracked.symbol.value}: ${outcome.text}.`);
    } else {
      const text = outcome.kind === 'done' ? 'The broker took it without telling its ticket' : outcome.text;
      tracked.doubt('place', `${text}; the order is searched for.`);
      await this.#find(tracked, first, sent, sentMs);
    }
  }

  async #find(tracked: TrackedOrder, form: OrderForm, request: WireRequest, sentMs: number): Promise<void> {
    const { search, registry, isOver } = this.#options;
    const ticket = await search.find({
      request,
      sentMs,
      isKnown: (each) => registry.withTicket(each) !== null,
      isOver: () => isOver() || tracked.ticket !== null || tracked.isClosed,
    });
    if (ticket === null)
      tracked.refuse(
        'place',
        'NOT_EXECUTED',
        'The broker knows nothing of the order: it was not carried out, and is not sent again.',
      );
    else if (ticket !== undefined) await this.#adopt(tracked, ticket, form);
  }

  async #adopt(tracked: TrackedOrder, ticket: string, { target, limitPrice, stopPrice }: OrderForm): Promise<void> {
    const { order } = tracked;
    tracked.target = target;
    tracked.place(ticket, this.#options.clock.utcNow());
    const changes = {
      ...(target.equals(order.quantity) ? {} : { quantity: target }),
      ...(limitPrice === null || limitPrice.equals(order.limitPrice) ? {} : { limitPrice }),
      ...(stopPrice === null || stopPrice.equals(order.stopPrice) ? {} : { stopPrice }),
    };
    if (Object.keys(changes).length > 0) tracked.change(changes);
    await this.#options.look();
  }
}

/** Trade servers tell the ticket 0 where they have none. */
function isTicket(order: string | undefined): boolean {
  return order !== undefined && order !== '0';
}
