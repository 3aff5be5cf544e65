import { type Clock, sleepUntil, type UpdateOrderRequest } from '@lockstep/core';
import { BridgeFailure } from '../../bridge/bridge-failure.ts';
import type { TerminalSession } from '../../bridge/terminal-session.ts';
import type { Instrument } from '../../symbols/instrument.ts';
import type { SymbolBook } from '../../symbols/symbol-book.ts';
import { TradeAction } from '../../wire/enums.ts';
import type { WireOrder, WireRequest, WireTick } from '../../wire/structures.ts';
import { wireDecimal, wireText } from '../../wire/wire-decimal.ts';
import { lifetimeOf, wirePricesOf } from '../orders/order-terms.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import type { PositionStops } from '../stops/position-stops.ts';
import { isFrozen, tooNear } from './market-distances.ts';
import type { FormRefusal } from './order-form.ts';
import { messageOf, type OrderSending, once } from './order-sending.ts';

export interface OrderChangingOptions {
  readonly symbols: SymbolBook;
  readonly session: TerminalSession;
  readonly clock: Clock;
  readonly sending: OrderSending;
  readonly stops: PositionStops;
  /** Nothing is waited for any more. */
  readonly isOver: () => boolean;
  /** Something may have come of it. */
  readonly look: () => Promise<void>;
}

/** After so long a request is carried out or never will be; ms. */
const SETTLING_MS = [2_000, 3_000, 5_000];
const LATER_MS = 10_000;

/** Changes and cancels orders that rest at the broker. */
export class OrderChanging {
  readonly #options: OrderChangingOptions;

  constructor(options: OrderChangingOptions) {
    this.#options = options;
  }

  async update(tracked: TrackedOrder, update: UpdateOrderRequest): Promise<void> {
    const number = update.number === 0 ? undefined : update.number;
    const { ticket } = tracked;
    if (ticket === null || tracked.isClosed) {
      tracked.refuse('update', 'CLOSED', `Order ${tracked.id} is not open at the broker.`, number);
      return;
    }
    tracked.isChanging = true;
    try {
      const request = await this.#prepare(tracked, ticket, number);
      if (request !== null) await this.#send(tracked, request, number);
    } catch (error) {
      tracked.doubt('update', `What became of the change is not known: ${messageOf(error)}`, number);
    } finally {
      tracked.isChanging = false;
    }
    await this.#options.look();
  }

  /** What is to be sent; null when it was refused. Until it is sent nothing has happened. */
  async #prepare(tracked: TrackedOrder, ticket: string, number: number | undefined): Promise<WireRequest | null> {
    try {
      const instrument = await this.#options.symbols.instrument(tracked.symbol);
      const refusal = await this.#refusal(tracked, instrument);
      if (refusal === null)
        return { ...modification(tracked, ticket, instrument), ...this.#options.stops.fieldsOf(tracked, instrument) };
      tracked.refuse('update', refusal.code, `${tracked.symbol.value}: ${refusal.text}.`, number);
      return null;
    } catch (error) {
      tracked.refuse('update', 'NOT_SENT', `The change was not sent: ${messageOf(error)}`, number);
      return null;
    }
  }

  async #send(tracked: TrackedOrder, request: WireRequest, number: number | undefined): Promise<void> {
    const outcome = await this.#options.sending.send(once(request));
    if (outcome.kind === 'refused')
      tracked.refuse('update', outcome.code, `${tracked.symbol.value}: ${outcome.text}.`, number);
    else if (outcome.kind === 'done') tracked.updated();
    else {
      tracked.doubt('update', `${outcome.text}; the order is looked at.`, number);
      await this.#findUpdate(tracked, request, number);
    }
  }

  /** What the published distances to the market forbid, where the symbol has such. */
  async #refusal({ order, ticket }: TrackedOrder, instrument: Instrument): Promise<FormRefusal | null> {
    const { session } = this.#options;
    const { wire, stopsDistance, freezeDistance } = instrument;
    const { price } = wirePricesOf(order);
    if (price === null || (stopsDistance.isZero() && freezeDistance.isZero())) return null;
    const tick = await session.request<WireTick>('tick', { name: wire.name });
    const orders = freezeDistance.isZero() ? [] : await session.request<WireOrder[]>('orders', {});
    const resting = orders.find((each) => each.ticket === ticket);
    const frozen = resting === undefined ? null : isFrozen(order, instrument, wireDecimal(resting.price_open), tick);
    if (frozen !== null) return { code: 'FROZEN', text: frozen };
    const near = stopsDistance.isZero() ? null : tooNear(order, instrument, instrument.priceOf(price), tick);
    return near === null ? null : { code: 'STOPS_LEVEL', text: near };
  }

  async cancel(tracked: TrackedOrder): Promise<void> {
    const { ticket } = tracked;
    if (ticket === null || tracked.isClosed) {
      tracked.refuse('cancel', 'CLOSED', `Order ${tracked.id} is not open at the broker.`);
      return;
    }
    try {
      await this.#remove(tracked, ticket);
    } catch (error) {
      tracked.doubt('cancel', `What became of the cancel is not known: ${messageOf(error)}`);
    }
  }

  async #remove(tracked: TrackedOrder, ticket: string): Promise<void> {
    const outcome = await this.#options.sending.send(once({ action: TradeAction.Remove, order: ticket }));
    // What has become of it instead is told first.
    await this.#options.look();
    if (outcome.kind === 'refused') tracked.refuse('cancel', outcome.code, `${tracked.symbol.value}: ${outcome.text}.`);
    else if (outcome.kind === 'unknown' && !tracked.isClosed) {
      tracked.doubt('cancel', `${outcome.text}; the order is looked at.`);
      const resting = await this.#resting(ticket);
      await this.#options.look();
      if (resting !== null)
        tracked.refuse('cancel', 'NOT_EXECUTED', 'The order rests as before: it was not cancelled.');
    }
  }

  /** What has become of a change of which nobody said whether it was made. */
  async #findUpdate(tracked: TrackedOrder, request: WireRequest, number: number | undefined): Promise<void> {
    const resting = await this.#resting(request.order ?? '');
    const isMade =
      resting !== null &&
      resting.price_open === Number(request.price) &&
      (request.stoplimit === undefined || resting.price_stoplimit === Number(request.stoplimit));
    if (isMade) tracked.updated();
    else tracked.refuse('update', 'NOT_EXECUTED', 'The order is not as it was to be: the change was not made.', number);
  }

  /** The order as it rests, once that can be asked and long enough after; null when it rests no more. */
  async #resting(ticket: string): Promise<WireOrder | null> {
    const { session, clock, isOver } = this.#options;
    for (let attempt = 0; ; attempt += 1) {
      await sleepUntil(clock, clock.utcNow() + (SETTLING_MS[attempt] ?? LATER_MS));
      if (isOver()) return null;
      if (attempt < SETTLING_MS.length - 1) continue;
      try {
        const orders = await session.request<WireOrder[]>('orders', {});
        return orders.find((order) => order.ticket === ticket) ?? null;
      } catch (error) {
        if (!(error instanceof BridgeFailure)) throw error;
      }
    }
  }
}

/** An order as it rests, as a request that changes it. */
export function modification(tracked: TrackedOrder, ticket: string, instrument: Instrument): WireRequest {
  const { price, stopLimit } = wirePricesOf(tracked.order);
  return {
    action: TradeAction.Modify,
    order: ticket,
    symbol: instrument.wire.name,
    ...(price === null ? {} : { price: wireText(instrument.priceOf(price)) }),
    ...(stopLimit === null ? {} : { stoplimit: wireText(instrument.priceOf(stopLimit)) }),
    ...lifetimeOf(tracked.order),
  };
}
