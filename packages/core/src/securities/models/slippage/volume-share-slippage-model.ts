import { BarField } from '../../../market/bar-field.ts';
import { SecurityType } from '../../../market/security-type.ts';
import { Decimal } from '../../../numeric/decimal.ts';
import type { Order } from '../../../orders/order.ts';
import type { Security } from '../../security.ts';
import { type DecimalInput, toDecimal } from '../decimal-input.ts';
import type { SlippageModel } from '../models.ts';

/**
 * Price impact that grows with the square of the order's share of the last bar's volume:
 * close × impact × min(|quantity| ÷ volume, limit)². A bar without volume counts as the full limit for equities and as
 * no slippage for forex, CFD and crypto, whose quotes may have no sizes.
 */
export class VolumeShareSlippageModel implements SlippageModel {
  readonly #volumeLimit: Decimal;
  readonly #priceImpact: Decimal;

  constructor(volumeLimit: DecimalInput = '0.025', priceImpact: DecimalInput = '0.1') {
    this.#volumeLimit = toDecimal(volumeLimit);
    this.#priceImpact = toDecimal(priceImpact);
  }

  getSlippageApproximation(security: Security, order: Order): Decimal {
    if (!security.hasData) return Decimal.ZERO;
    const volume = Decimal.fromNumber(lastVolume(security, order));
    let share = this.#volumeLimit;
    if (volume.sign() > 0) {
      const taken = order.quantity.abs().dividedBy(volume);
      if (taken.lt(share)) share = taken;
    } else if (isQuoted(security.type)) {
      return Decimal.ZERO;
    }
    return share.times(share).times(this.#priceImpact).times(security.cache.exact(BarField.Close));
  }
}

/** Volume of the bar that set the price; of a quote bar the bid size for purchases, the ask size for sales. */
function lastVolume(security: Security, order: Order): number {
  const cache = security.cache;
  if (!cache.quoteIsPrimary) return cache.volume;
  const quote = cache.quote!;
  return order.quantity.sign() > 0 ? quote.bidSize[cache.quoteRow]! : quote.askSize[cache.quoteRow]!;
}

function isQuoted(type: SecurityType): boolean {
  return type === SecurityType.Forex || type === SecurityType.Cfd || type === SecurityType.Crypto;
}
