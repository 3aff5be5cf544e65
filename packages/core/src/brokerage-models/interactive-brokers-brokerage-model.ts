import { Market } from '../market/market.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import type { UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderType } from '../orders/order-type.ts';
import { InteractiveBrokersFeeModel } from '../securities/models/fees/interactive-brokers-fee-model.ts';
import type { FeeModel } from '../securities/models/models.ts';
import type { Security } from '../securities/security.ts';
import { AccountType } from './account-type.ts';
import type { DefaultBenchmark } from './brokerage-model.ts';
import { DefaultBrokerageModel } from './default-brokerage-model.ts';
import { refusedMarketOnOpen } from './order-checks.ts';

const MARKETS: ReadonlyMap<SecurityType, string> = new Map<SecurityType, string>([
  [SecurityType.Base, Market.USA],
  [SecurityType.Equity, Market.USA],
  [SecurityType.Index, Market.USA],
  [SecurityType.Option, Market.USA],
  [SecurityType.IndexOption, Market.USA],
  [SecurityType.Future, 'cme'],
  [SecurityType.FutureOption, 'cme'],
  [SecurityType.Forex, Market.Oanda],
  [SecurityType.Cfd, Market.InteractiveBrokers],
]);

const TRADED: ReadonlySet<SecurityType> = new Set<SecurityType>([
  SecurityType.Equity,
  SecurityType.Forex,
  SecurityType.Option,
  SecurityType.Future,
  SecurityType.FutureOption,
  SecurityType.Index,
  SecurityType.IndexOption,
  SecurityType.Cfd,
]);

const MARKET_ON_OPEN: ReadonlySet<SecurityType> = new Set<SecurityType>([
  SecurityType.Cfd,
  SecurityType.Equity,
  SecurityType.Option,
  SecurityType.FutureOption,
  SecurityType.IndexOption,
]);

const MARKET_ON_CLOSE: ReadonlySet<SecurityType> = new Set<SecurityType>([
  SecurityType.Future,
  SecurityType.Equity,
  SecurityType.Cfd,
]);

/** Smallest and largest forex order in units of the base currency. Currencies that are not listed cannot be traded. */
const FOREX_SIZES: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['USD', [25_000, 7_000_000]],
  ['AUD', [25_000, 6_000_000]],
  ['CAD', [25_000, 6_000_000]],
  ['CHF', [25_000, 6_000_000]],
  ['CNH', [150_000, 40_000_000]],
  ['DKK', [150_000, 35_000_000]],
  ['EUR', [20_000, 6_000_000]],
  ['GBP', [20_000, 5_000_000]],
  ['HKD', [200_000, 50_000_000]],
  ['KRW', [0, 200_000_000]],
  ['JPY', [2_500_000, 550_000_000]],
  ['MXN', [300_000, 70_000_000]],
  ['NOK', [150_000, 35_000_000]],
  ['NZD', [35_000, 8_000_000]],
  ['RUB', [750_000, 30_000_000]],
  ['SEK', [175_000, 40_000_000]],
  ['SGD', [35_000, 8_000_000]],
  ['ZAR', [350_000, 100_000_000]],
]);

/** Interactive Brokers: size limits for forex, CFD at 10:1, no benchmark by default. */
export class InteractiveBrokersBrokerageModel extends DefaultBrokerageModel {
  override get name(): string {
    return 'InteractiveBrokersBrokerageModel';
  }

  override get defaultMarkets(): ReadonlyMap<SecurityType, string> {
    return MARKETS;
  }

  override get defaultBenchmark(): DefaultBenchmark {
    return { kind: 'constant', value: 0 };
  }

  override getLeverage(symbol: SecuritySymbol): Decimal {
    const isMarginCfd = this.accountType !== AccountType.Cash && symbol.securityType === SecurityType.Cfd;
    return isMarginCfd ? Decimal.fromInteger(10) : super.getLeverage(symbol);
  }

  override canSubmitOrder(security: Security, order: Order): string | null {
    if (order.type === OrderType.MarketOnClose && !MARKET_ON_CLOSE.has(security.type)) {
      return `${this.name} takes MarketOnClose orders for equities, futures and CFD only`;
    }
    const refusal = refusedMarketOnOpen(security, order, MARKET_ON_OPEN, (marketEnd) => marketEnd);
    if (refusal !== null) return refusal;
    if (!TRADED.has(security.type)) return this.unsupportedSecurity(security);
    return security.type === SecurityType.Forex ? refusedForexSize(security, order.quantity) : null;
  }

  override canUpdateOrder(security: Security, _order: Order, request: UpdateOrderRequest): string | null {
    if (security.type !== SecurityType.Forex || request.quantity === null) return null;
    return refusedForexSize(security, request.quantity);
  }

  override canExecuteOrder(security: Security, _order: Order): boolean {
    return security.type !== SecurityType.Base;
  }

  protected override feeModel(_symbol: SecuritySymbol): FeeModel {
    return new InteractiveBrokersFeeModel();
  }
}

function refusedForexSize(security: Security, quantity: Decimal): string | null {
  const currency = security.symbol.value.slice(0, 3);
  const [least, most] = FOREX_SIZES.get(currency) ?? [0, 0];
  const size = quantity.abs();
  const isEnough = least === 0 ? size.sign() > 0 : size.gte(Decimal.fromInteger(least));
  if (isEnough && size.lte(Decimal.fromInteger(most))) return null;
  return `Orders of ${least} to ${most} ${currency} are allowed, this one is ${size}`;
}
