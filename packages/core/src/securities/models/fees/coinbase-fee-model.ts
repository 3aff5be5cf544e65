import { Decimal } from '../../../numeric/decimal.ts';
import type { Order } from '../../../orders/order.ts';
import type { OrderFee } from '../../../orders/order-event.ts';
import { daysFromCivil } from '../../../time/calendar.ts';
import { MS_PER_DAY, MS_PER_MINUTE } from '../../../time/resolution.ts';
import type { Security } from '../../security.ts';
import { type DecimalInput, toDecimal } from '../decimal-input.ts';
import type { FeeModel } from '../models.ts';
import { isMaker, quotedUnitPrice } from './crypto-fee-basis.ts';

const STABLE_PAIRS: ReadonlySet<string> = new Set(
  (
    'DAIUSDC DAIUSD GYENUSD PAXUSD PAXUSDT MUSDUSD USDCEUR USDCGBP USDTEUR USDTGBP USDTUSD USDTUSDC USTEUR USTUSD ' +
    'USTUSDT WBTCBTC'
  ).split(' '),
);

/** Fee rates that held for orders before an instant. */
interface RatePeriod {
  readonly beforeMs: number;
  readonly maker: Decimal;
  readonly taker: Decimal;
}

function period(beforeMs: number, maker: string, taker: string): RatePeriod {
  return { beforeMs, maker: Decimal.parse(maker), taker: Decimal.parse(taker) };
}

const STABLE_PERIODS: readonly RatePeriod[] = [
  period(daysFromCivil(2022, 6, 1) * MS_PER_DAY, '0', '0.001'),
  period(Number.POSITIVE_INFINITY, '0', '0.00001'),
];
const PAST_PERIODS: readonly RatePeriod[] = [
  period(daysFromCivil(2019, 3, 23) * MS_PER_DAY + 90 * MS_PER_MINUTE, '0', '0.003'),
  period(daysFromCivil(2019, 10, 8) * MS_PER_DAY + 30 * MS_PER_MINUTE, '0.0015', '0.0025'),
];

/**
 * Coinbase, lowest tier, by the time of the order: always at the present ask (buying) or bid (selling), in quote
 * currency. Stable pairs have rates of their own.
 */
export class CoinbaseFeeModel implements FeeModel {
  readonly #periods: readonly RatePeriod[];

  /** Rates since October 2019, fractions of the value. */
  constructor(makerRate: DecimalInput = '0.006', takerRate: DecimalInput = '0.008') {
    const present = { beforeMs: Number.POSITIVE_INFINITY, maker: toDecimal(makerRate), taker: toDecimal(takerRate) };
    this.#periods = [...PAST_PERIODS, present];
  }

  getOrderFee(security: Security, order: Order): OrderFee {
    const periods = STABLE_PAIRS.has(security.symbol.value) ? STABLE_PERIODS : this.#periods;
    const rates = periods.find((each) => order.timeMs < each.beforeMs)!;
    const amount = quotedUnitPrice(security, order)
      .times(security.symbolProperties.contractMultiplier)
      .times(order.quantity.abs())
      .times(isMaker(order) ? rates.maker : rates.taker);
    return { amount, currency: security.quoteCurrency.symbol };
  }
}
