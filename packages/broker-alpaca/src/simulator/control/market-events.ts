import { Decimal } from '@lockstep/core';
import type { CashMovement } from '../account/cash-activity-log.ts';
import { malformed, notFound, type Refusal } from '../http/reply.ts';
import type { DeskParts } from '../orders/desk-parts.ts';

/** What companies do over night, as an account sees it in the morning. */
export class MarketEvents {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Splits a share: `from` old ones become `to` new ones. Open orders in it are cancelled, as Alpaca does. */
  split(name: string, from: string, to: string): Refusal | null {
    const { instruments, venue, orders } = this.#parts;
    const instrument = instruments.find(name);
    if (instrument === null) return notFound(`symbol not found: ${name}`);
    const factor = ratioOf(from, to);
    if (factor === null) return malformed('from and to: expected numbers above 0, such as "1" and "10"');
    const { security } = instrument;
    for (const order of orders.open()) {
      if (order.fields.instrument.security === security) venue.cancelOrder(order.fields.venueOrder);
    }
    security.cache.applySplit(factor);
    venue.corporateActions.applySplit(security.symbol, factor, security.exactPrice);
    venue.portfolio.invalidate();
    return null;
  }

  /** @param amount cash per share */
  payDividend(name: string, amount: string): Refusal | null {
    const { instruments, venue } = this.#parts;
    const instrument = instruments.find(name);
    if (instrument === null) return notFound(`symbol not found: ${name}`);
    const distribution = ratioOf(amount, '1');
    if (distribution === null) return malformed('amount: expected cash per share, such as "0.24"');
    const { security, symbol } = instrument;
    venue.corporateActions.payDividend(security.symbol, distribution);
    venue.portfolio.invalidate();
    const paid = distribution.times(security.holdings.exactQuantity);
    if (!paid.isZero()) this.#note({ type: 'DIV', amount: paid, symbol });
    return null;
  }

  /** Money comes or goes without a trade: a fee, interest, a transfer. @param amount negative when it is taken */
  moveCash(type: string, amount: string): Refusal | null {
    const { venue } = this.#parts;
    const moved = decimalOf(amount);
    if (moved === null || moved.isZero()) return malformed('amount: expected money, such as "-1.25"');
    venue.cashBook.ensure(venue.cashBook.accountCurrency).addAmount(moved);
    venue.portfolio.invalidate();
    this.#note({ type, amount: moved });
    return null;
  }

  #note(movement: Omit<CashMovement, 'timeMs'>): void {
    const { cashActivities, clock } = this.#parts;
    cashActivities.add({ ...movement, timeMs: clock.utcNow() });
  }
}

function ratioOf(dividend: string, divisor: string): Decimal | null {
  const [above, below] = [decimalOf(dividend), decimalOf(divisor)];
  return above !== null && below !== null && above.sign() > 0 && below.sign() > 0 ? above.dividedBy(below) : null;
}

function decimalOf(text: string): Decimal | null {
  try {
    return Decimal.parse(text);
  } catch {
    return null;
  }
}
