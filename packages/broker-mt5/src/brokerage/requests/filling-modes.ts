import { Execution, FillingBit, OrderFilling, TradeAction } from '../../wire/enums.ts';
import type { WireSymbol } from '../../wire/structures.ts';

/**
 * Which filling modes an order may be sent with, the likeliest first. What a symbol says of them is a mask of bits that are
 * not the values of a request, and with some brokers wrong: the next one is tried when one is refused, and remembered.
 */
export class FillingModes {
  /** What was taken, by symbol and action. */
  readonly #known = new Map<string, OrderFilling>();

  candidates({ name, trade_exemode, filling_mode }: WireSymbol, action: number): OrderFilling[] {
    const modes =
      action === TradeAction.Pending
        ? [OrderFilling.Return, OrderFilling.Ioc, OrderFilling.Fok]
        : marketModes(trade_exemode, filling_mode);
    const known = this.#known.get(`${name} ${action}`);
    return known === undefined ? modes : [known, ...modes.filter((mode) => mode !== known)];
  }

  /** A mode was taken. */
  remember({ name }: WireSymbol, action: number, mode: OrderFilling): void {
    this.#known.set(`${name} ${action}`, mode);
  }
}

/** What is rest is better filled in part than not at all, as the engine expects of market orders. */
function marketModes(execution: number, mask: number): OrderFilling[] {
  if (execution === Execution.Request || execution === Execution.Instant)
    return [OrderFilling.Fok, OrderFilling.Ioc, OrderFilling.Return];
  const modes: OrderFilling[] = [];
  if (execution === Execution.Exchange) modes.push(OrderFilling.Return);
  if ((mask & FillingBit.Ioc) !== 0) modes.push(OrderFilling.Ioc);
  if ((mask & FillingBit.Fok) !== 0) modes.push(OrderFilling.Fok);
  for (const mode of [OrderFilling.Fok, OrderFilling.Ioc, OrderFilling.Return])
    if (!modes.includes(mode)) modes.push(mode);
  return modes;
}
