import { Decimal } from '@lockstep/core';
import type { WireOrder } from '../../wire/order.ts';
import { withoutSlash } from '../../wire/symbol-form.ts';
import type { WireTradeUpdate } from '../../wire/trade-update.ts';
import type { WireExecution } from '../orders/broker-order.ts';
import type { ExternalOrders } from '../orders/external-orders.ts';
import type { OrderReader } from '../orders/order-reader.ts';
import type { OrderRegistry } from '../orders/order-registry.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import { decimalOf } from '../orders/wire-values.ts';
import type { OrderWatch } from '../requests/order-watch.ts';

/** What taking in updates works with. */
export interface UpdateIntakeOptions {
  readonly registry: OrderRegistry;
  readonly reader: OrderReader;
  readonly watch: OrderWatch;
  readonly external: ExternalOrders;
  /** A position was told; gives by how much it has changed. */
  readonly onPosition: (symbol: string, quantity: Decimal) => Decimal;
  readonly notice: (severity: 'info' | 'warning' | 'error', code: string, text: string) => void;
}

/** Gives each update to the order that it is about. */
export class UpdateIntake {
  readonly #options: UpdateIntakeOptions;
  /** Updates of orders that may be legs of one whose reply has not come. */
  #nameless: WireTradeUpdate[] = [];

  constructor(options: UpdateIntakeOptions) {
    this.#options = options;
  }

  /** Takes in what the stream told. */
  take(update: WireTradeUpdate): void {
    const { order: wire, event } = update;
    const position = decimalOf(update.position_qty);
    const change = position === null ? null : this.#options.onPosition(withoutSlash(wire.symbol), position);
    const execution = executionOf(update, change);
    const tracked = this.#options.registry.behind(wire);
    if (tracked === null) {
      if (this.#options.registry.hasNamelessLegs(wire.symbol)) this.#nameless.push(update);
      // Of an order of an earlier process it is found out by its executions.
      else if (!CORRECTIONS.has(event)) this.#takeExternal(update, execution);
      return;
    }
    tracked.see(wire);
    if (CORRECTIONS.has(event)) this.#onCorrection(tracked, update);
    else if (execution !== null) this.#execute(tracked, update, execution);
    if (event === 'order_replace_rejected') tracked.chain.rejectReplacement('Alpaca has rejected the replacement.');
    if (event === 'order_cancel_rejected') this.#onCancelRejected(tracked);
    this.#options.watch.heard(tracked);
    if (!KNOWN_EVENTS.has(event)) void this.#options.reader.read(tracked).catch(() => undefined);
  }

  #execute(tracked: TrackedOrder, { execution_id: id, order: wire }: WireTradeUpdate, execution: WireExecution): void {
    if (tracked.chain.execute(wire.id, execution) || id === undefined || tracked.executionIds.has(id)) {
      if (id !== undefined) tracked.executionIds.add(id);
      return;
    }
    tracked.executionIds.add(id);
    this.#options.notice(
      'warning',
      'EXECUTION_REPEATED',
      `Alpaca told execution ${id} of order ${tracked.id}, which brings it to ${execution.cumulative}; that is counted already.`,
    );
  }

  #takeExternal({ order: wire }: WireTradeUpdate, execution: WireExecution | null): void {
    this.#options.external.see(wire);
    if (execution !== null) this.#options.external.execute(wire, execution);
  }

  /** Whose they are may be known by now. */
  takeNameless(): void {
    for (const update of this.#nameless.splice(0)) this.take(update);
  }

  #onCancelRejected(tracked: TrackedOrder): void {
    tracked.cancelledMs = null;
    tracked.isUnwanted = false;
    tracked.refuse(
      'cancel',
      'CANCEL_REJECTED',
      'Alpaca took the cancel and rejected it afterwards: the order is open.',
    );
  }

  /** What is not known by its id is settled from the account's activities, since the order does not add up. */
  #onCorrection({ chain }: TrackedOrder, update: WireTradeUpdate): void {
    const { previous_execution_id: id, order: wire, event } = update;
    if (id === undefined) return;
    chain.correct(wire.id, id, event === 'trade_correct' ? executionOf(update, null) : null);
  }
}

const CORRECTIONS: ReadonlySet<string> = new Set(['trade_bust', 'trade_correct']);
/** Events that say no more than the order itself, or are seen to. Others have the order read. */
const KNOWN_EVENTS: ReadonlySet<string> = new Set([
  'accepted',
  'pending_new',
  'new',
  'held',
  'partial_fill',
  'fill',
  'canceled',
  'expired',
  'replaced',
  'rejected',
  'stopped',
  'pending_cancel',
  'pending_replace',
  'calculated',
  'suspended',
  ...CORRECTIONS,
]);

/** @param change of the position; null where it was not told */
function executionOf(update: WireTradeUpdate, change: Decimal | null): WireExecution | null {
  const { event, price, qty, order, timestamp, at, execution_id: id } = update;
  if (event !== 'fill' && event !== 'partial_fill' && event !== 'trade_correct') return null;
  const [cumulative, quantity, paid] = [decimalOf(order.filled_qty), decimalOf(qty), decimalOf(price)];
  if (cumulative === null || quantity === null || paid === null || quantity.sign() <= 0) return null;
  // The client has made a date of one of them.
  const timeMs = new Date(timestamp ?? at ?? order.updated_at).getTime();
  const kept = change === null ? null : keptOf(order, quantity, change);
  return { cumulative, quantity, price: paid, timeMs, wireId: id ?? null, ...(kept !== null && { kept }) };
}

/** The largest part of a purchase that can be a fee: Alpaca's highest is 0.25 %. */
const LARGEST_FEE = Decimal.parse('0.01');

/** Of crypto that is bought Alpaca keeps its fee: the position grows by less than what was filled. */
function keptOf({ asset_class: assetClass, side }: WireOrder, quantity: Decimal, change: Decimal): Decimal | null {
  if (assetClass !== 'crypto' || side !== 'buy') return null;
  const kept = quantity.minus(change);
  return kept.sign() > 0 && kept.lte(quantity.times(LARGEST_FEE)) ? kept.normalize() : null;
}
