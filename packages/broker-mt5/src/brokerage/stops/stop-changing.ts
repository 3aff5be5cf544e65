import type { UpdateOrderRequest } from '@lockstep/core';
import { OrderStatus } from '@lockstep/core';
import type { SymbolBook } from '../../symbols/symbol-book.ts';
import { TradeAction } from '../../wire/enums.ts';
import type { WireRequest } from '../../wire/structures.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import { modification } from '../requests/order-changing.ts';
import { messageOf, type OrderSending, once, type SendingOutcome } from '../requests/order-sending.ts';
import type { PositionStops } from './position-stops.ts';

export interface StopChangingOptions {
  readonly symbols: SymbolBook;
  readonly sending: OrderSending;
  readonly stops: PositionStops;
  readonly utcNow: () => number;
  /** Something may have come of it. */
  readonly look: () => Promise<void>;
}

/** Moves and takes away the stops of positions, and of positions to come. */
export class StopChanging {
  readonly #options: StopChangingOptions;

  constructor(options: StopChangingOptions) {
    this.#options = options;
  }

  async update(child: TrackedOrder, update: UpdateOrderRequest): Promise<void> {
    const number = update.number === 0 ? undefined : update.number;
    const outcome = await this.#send(child, null);
    if (outcome.kind === 'refused')
      child.refuse('update', outcome.code, `${child.symbol.value}: ${outcome.text}.`, number);
    else if (outcome.kind === 'done') child.updated();
    else child.doubt('update', `${outcome.text}; the position is looked at.`, number);
    child.isChanging = false;
    await this.#options.look();
  }

  async cancel(child: TrackedOrder): Promise<void> {
    const outcome = await this.#send(child, child);
    child.isChanging = false;
    // What has become of it instead is told first.
    await this.#options.look();
    if (outcome.kind === 'refused') child.refuse('cancel', outcome.code, `${child.symbol.value}: ${outcome.text}.`);
    else if (outcome.kind === 'done') child.end(OrderStatus.Canceled, this.#options.utcNow());
    else if (!child.isClosed) child.doubt('cancel', `${outcome.text}; the position is looked at.`);
  }

  async #send(child: TrackedOrder, without: TrackedOrder | null): Promise<SendingOutcome> {
    const { sending } = this.#options;
    let request: WireRequest | null;
    try {
      request = child.isClosed ? null : await this.#request(child, without);
    } catch (error) {
      return { kind: 'refused', code: 'NOT_SENT', text: `it was not sent: ${messageOf(error)}`, halts: false };
    }
    if (request === null) {
      return { kind: 'refused', code: 'CLOSED', text: `order ${child.id} is not open at the broker`, halts: false };
    }
    try {
      return await sending.send(once(request));
    } catch (error) {
      return { kind: 'unknown', text: messageOf(error) };
    }
  }

  async #request(child: TrackedOrder, without: TrackedOrder | null): Promise<WireRequest | null> {
    const { symbols, stops } = this.#options;
    const entry = child.parent;
    if (entry === null) return null;
    const instrument = await symbols.instrument(child.symbol);
    const fields = stops.fieldsOf(entry, instrument, without);
    if (entry.position !== null)
      return { action: TradeAction.Sltp, symbol: instrument.wire.name, position: entry.position, ...fields };
    return entry.ticket === null ? null : { ...modification(entry, entry.ticket, instrument), ...fields };
  }
}
