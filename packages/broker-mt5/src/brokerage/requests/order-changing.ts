import type { UpdateOrderRequest } from '@lockstep/core';
import type { SymbolBook } from '../../symbols/symbol-book.ts';
import { TradeAction } from '../../wire/enums.ts';
import type { WireRequest } from '../../wire/structures.ts';
import { wireText } from '../../wire/wire-decimal.ts';
import { lifetimeOf, wirePricesOf } from '../orders/order-terms.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import type { OrderSending } from './order-sending.ts';

export interface OrderChangingOptions {
  readonly symbols: SymbolBook;
  readonly sending: OrderSending;
  /** Something may have come of it. */
  readonly look: () => Promise<void>;
}

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
      const request = await this.#modification(tracked, ticket);
      const outcome = await this.#options.sending.send(once(request));
      if (outcome.kind === 'refused')
        tracked.refuse('update', outcome.code, `${tracked.symbol.value}: ${outcome.text}.`, number);
      else if (outcome.kind === 'unknown') tracked.doubt('update', `${outcome.text}; the order is looked at.`, number);
      else tracked.updated();
    } catch (error) {
      tracked.refuse('update', 'NOT_SENT', `The change was not sent: ${messageOf(error)}`, number);
    } finally {
      tracked.isChanging = false;
    }
    await this.#options.look();
  }

  async #modification(tracked: TrackedOrder, ticket: string): Promise<WireRequest> {
    const instrument = await this.#options.symbols.instrument(tracked.symbol);
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

  async cancel(tracked: TrackedOrder): Promise<void> {
    const { ticket } = tracked;
    if (ticket === null || tracked.isClosed) {
      tracked.refuse('cancel', 'CLOSED', `Order ${tracked.id} is not open at the broker.`);
      return;
    }
    const outcome = await this.#options.sending.send(once({ action: TradeAction.Remove, order: ticket }));
    // What has become of it instead is told first.
    await this.#options.look();
    if (outcome.kind === 'refused') tracked.refuse('cancel', outcome.code, `${tracked.symbol.value}: ${outcome.text}.`);
    else if (outcome.kind === 'unknown' && !tracked.isClosed)
      tracked.doubt('cancel', `${outcome.text}; the order is looked at.`);
  }
}

function once(request: WireRequest) {
  return { request: () => Promise.resolve(request), other: () => false, isUnwanted: () => false };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
