import type { Clock } from '@lockstep/core';
import type { TerminalSession } from '../../bridge/terminal-session.ts';
import type { Instrument } from '../../symbols/instrument.ts';
import type { SymbolBook } from '../../symbols/symbol-book.ts';
import { retcodeRule } from '../../wire/retcodes.ts';
import type { WireCheckResult, WireTick } from '../../wire/structures.ts';
import type { OrderRegistry } from '../orders/order-registry.ts';
import { isSale, wireTypeOf } from '../orders/order-terms.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import type { OrderPart } from '../positions/order-parts.ts';
import type { PartPlanning } from '../positions/part-planning.ts';
import type { PositionStops, StopFields } from '../stops/position-stops.ts';
import { FillingModes } from './filling-modes.ts';
import { type FormRefusal, isRefusal, needsTick, type OrderForm, orderForm } from './order-form.ts';
import type { OrderSearch } from './order-search.ts';
import { codeOf, messageOf, type OrderSending, refusalText } from './order-sending.ts';
import { PartSending, partRequest } from './part-sending.ts';

export interface OrderPlacingOptions {
  readonly session: TerminalSession;
  readonly clock: Clock;
  readonly symbols: SymbolBook;
  readonly registry: OrderRegistry;
  readonly sending: OrderSending;
  readonly search: OrderSearch;
  readonly planning: PartPlanning;
  readonly stops: PositionStops;
  readonly own: { readonly magic: number; readonly deviation: number };
  /** Nothing is waited for any more. */
  readonly isOver: () => boolean;
  /** Something may have come of it. */
  readonly look: () => Promise<void>;
  readonly onHalted: (text: string) => void;
}

/** An order that can be sent. */
interface Prepared {
  readonly instrument: Instrument;
  readonly form: OrderForm;
  readonly parts: readonly OrderPart[];
}

/** Brings an order to the broker: forms it, has it checked, sends it, and finds out what became of it. */
export class OrderPlacing {
  readonly #options: OrderPlacingOptions;
  readonly #fillings = new FillingModes();
  readonly #parts: PartSending;

  constructor(options: OrderPlacingOptions) {
    this.#options = options;
    this.#parts = new PartSending({ ...options, fillings: this.#fillings });
  }

  async place(tracked: TrackedOrder): Promise<void> {
    tracked.isPlacing = true;
    try {
      const prepared = await this.#prepare(tracked);
      if (prepared !== null) await this.#send(tracked, prepared);
    } catch (error) {
      // From here on it may be at the broker: whatever fails, it is no refusal.
      tracked.doubt('place', `What became of the order is not known: ${messageOf(error)}`);
    } finally {
      tracked.isPlacing = false;
    }
    // What came of the parts is an end only when all of them are sent.
    if (tracked.mayEndSoon) await this.#options.look();
  }

  /** What is to be sent; null when the order was refused. Until it is sent nothing has happened. */
  async #prepare(tracked: TrackedOrder): Promise<Prepared | null> {
    try {
      const { symbols, planning } = this.#options;
      const instrument = await symbols.instrument(tracked.symbol);
      const form = await this.#form(tracked, instrument);
      if (isRefusal(form)) return this.#refuse(tracked, form);
      const parts = await planning.plan(tracked, instrument, form.lots);
      const refusal = await this.#check(tracked, form, instrument, parts[0]!);
      return refusal === null ? { instrument, form, parts } : this.#refuse(tracked, refusal);
    } catch (error) {
      tracked.refuse('place', codeOf(error), `The order was not sent: ${messageOf(error)}`);
      return null;
    }
  }

  #refuse(tracked: TrackedOrder, { code, text }: FormRefusal): null {
    tracked.refuse('place', code, `${tracked.symbol.value}: ${text}.`);
    return null;
  }

  async #form(tracked: TrackedOrder, instrument: Instrument): Promise<OrderForm | FormRefusal> {
    const { session, own, stops } = this.#options;
    const { name } = instrument.wire;
    const tick = needsTick(tracked, instrument) ? await session.request<WireTick>('tick', { name }) : null;
    const form = orderForm(tracked, instrument, tick, own);
    return isRefusal(form) ? form : withStops(form, stops.fieldsOf(tracked, instrument));
  }

  /** Asks whether it would be taken. Some brokers' answer is good although sending then fails. */
  async #check(
    tracked: TrackedOrder,
    { request }: OrderForm,
    { wire }: Instrument,
    part: OrderPart,
  ): Promise<FormRefusal | null> {
    const [filling] = this.#fillings.candidates(wire, request.action);
    const asked = { ...partRequest(request, { tracked, part, number: 1 }), type_filling: filling };
    const check = await this.#options.session.request<WireCheckResult>('order_check', { request: asked });
    if (check.retcode === 0) return null;
    const rule = retcodeRule(check.retcode);
    // What has become of a position meanwhile, sending finds out.
    if (part.position !== null && rule.code !== NO_MONEY && rule.action !== 'halt') return null;
    if (rule.action !== 'no' && rule.action !== 'halt') return null;
    if (rule.action === 'halt') this.#options.onHalted(rule.text);
    const margin = check.margin === 0 ? '' : `, margin ${check.margin}, free ${check.margin_free}`;
    return { code: rule.name, text: refusalText(rule, check.comment) + margin };
  }

  /** Sends the parts one after the other: what one has not closed is not made up for by the next. */
  async #send(tracked: TrackedOrder, { instrument, form, parts }: Prepared): Promise<void> {
    const { planning, onHalted } = this.#options;
    const renew = (): Promise<OrderForm | FormRefusal> => this.#form(tracked, instrument);
    const isSold = isSale(wireTypeOf(tracked.order) ?? 0);
    const left = [...parts];
    // Its deals may be seen before the answer.
    tracked.target = form.target;
    for (let number = 1; left.length > 0; number += 1) {
      const part = left.shift()!;
      if (number > 1 && tracked.isUnwanted) {
        tracked.shortfall = 'It was cancelled before the rest of it was sent.';
        return;
      }
      const outcome = await this.#parts.send({ tracked, instrument, form, part, number, renew });
      if (outcome.kind === 'givenUp') return;
      if (outcome.kind === 'taken') continue;
      if (outcome.halts) onHalted(outcome.text);
      const instead = await planning.instead(outcome.code, [part, ...left], instrument, isSold);
      if (instead?.isWhole !== true) tracked.shortfall = `${tracked.symbol.value}: ${outcome.text}.`;
      left.splice(0, left.length, ...(instead?.parts ?? []));
      if (left.length === 0 && tracked.tickets.length === 0) tracked.refuse('place', outcome.code, tracked.shortfall);
    }
  }
}

function withStops(form: OrderForm, fields: StopFields): OrderForm {
  return { ...form, request: { ...form.request, ...fields } };
}

const NO_MONEY = 10_019;
