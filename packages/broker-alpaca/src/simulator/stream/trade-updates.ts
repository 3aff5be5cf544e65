import type { WireTradeEvent, WireTradeUpdate } from '../../wire/trade-update.ts';
import type { SimulatedOrder } from '../orders/simulated-order.ts';
import type { WireIds } from '../wire-ids.ts';
import type { WireTimes } from '../wire-times.ts';

/** What an update says beside the order. */
export type UpdateDetails = Pick<
  WireTradeUpdate,
  'execution_id' | 'previous_execution_id' | 'price' | 'qty' | 'position_qty' | 'timestamp'
>;

/**
 * What is told on the stream, each as the order was when it happened. While a request is being answered updates wait, and
 * go out after the answer.
 */
export class TradeUpdates {
  /** Every update so far, oldest first. */
  readonly log: WireTradeUpdate[] = [];
  /** Where updates go. */
  onUpdate: ((update: WireTradeUpdate) => void) | null = null;
  readonly #ids: WireIds;
  readonly #times: WireTimes;
  readonly #waiting: WireTradeUpdate[] = [];
  #holds = 0;

  constructor(ids: WireIds, times: WireTimes) {
    this.#ids = ids;
    this.#times = times;
  }

  /** Something has happened to an order. @param utcMs when, epoch ms */
  tell(event: WireTradeEvent, order: SimulatedOrder, utcMs: number, details: UpdateDetails = {}): void {
    const at = this.#times.now();
    order.updatedAt = at;
    const update: WireTradeUpdate = {
      event,
      event_id: this.#ids.nextEventId(utcMs),
      at,
      timestamp: at,
      ...details,
      order: order.render(true),
    };
    this.log.push(update);
    this.#waiting.push(update);
    if (this.#holds === 0) this.#flush();
  }

  /** Updates wait until as often released. */
  hold(): void {
    this.#holds += 1;
  }

  release(): void {
    this.#holds -= 1;
    if (this.#holds === 0) this.#flush();
  }

  #flush(): void {
    for (const update of this.#waiting.splice(0)) this.onUpdate?.(update);
  }
}
