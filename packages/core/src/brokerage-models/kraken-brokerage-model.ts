import { Market } from '../market/market.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import type { UpdateOrderRequest } from '../orders/order-request.ts';
import { OrderType } from '../orders/order-type.ts';
import { KrakenFeeModel } from '../securities/models/fees/kraken-fee-model.ts';
import type { FeeModel } from '../securities/models/models.ts';
import type { Security } from '../securities/security.ts';
import { AccountType } from './account-type.ts';
import type { DefaultBenchmark } from './brokerage-model.ts';
import { cryptoBenchmark, withCryptoMarket } from './crypto-markets.ts';
import { DefaultBrokerageModel } from './default-brokerage-model.ts';
import { tooSmall } from './order-checks.ts';

const ORDER_TYPES: ReadonlySet<OrderType> = new Set<OrderType>([
  OrderType.Limit,
  OrderType.Market,
  OrderType.StopMarket,
  OrderType.StopLimit,
  OrderType.LimitIfTouched,
]);
const MARKETS = withCryptoMarket(Market.Kraken);

const FIAT = ['USD', 'EUR'];
const FIAT_AND_BTC = ['BTC', ...FIAT];
const FIAT_BTC_AND_ETH = ['BTC', 'ETH', ...FIAT];

/** Leverage of a base coin, and the quote currencies against which it is offered. The first rule that fits counts. */
const MARGIN_RULES: readonly (readonly [coin: string, leverage: number, quotes: readonly string[]])[] = [
  ['BTC', 5, FIAT],
  ['USDT', 2, FIAT],
  ['USDC', 3, FIAT],
  ['REP', 2, FIAT_BTC_AND_ETH],
  ['XTZ', 2, FIAT_BTC_AND_ETH],
  ['ADA', 3, FIAT_BTC_AND_ETH],
  ['EOS', 3, FIAT_BTC_AND_ETH],
  ['TRX', 3, FIAT_BTC_AND_ETH],
  ['LINK', 3, FIAT_BTC_AND_ETH],
  ['BTC', 5, FIAT_AND_BTC],
  ['ETH', 5, FIAT_AND_BTC],
  ['USDT', 2, FIAT_AND_BTC],
  ['XMR', 2, FIAT_AND_BTC],
  ['XRP', 3, FIAT_AND_BTC],
  ['BCH', 2, FIAT_AND_BTC],
  ['LTC', 3, FIAT_AND_BTC],
  ['DASH', 3, FIAT_AND_BTC],
  ['USDC', 3, FIAT_AND_BTC],
];

/** Kraken: crypto; margin accounts have a leverage by coin. Open orders cannot be changed. */
export class KrakenBrokerageModel extends DefaultBrokerageModel {
  constructor(accountType: AccountType = AccountType.Cash) {
    super(accountType);
  }

  override get name(): string {
    return 'KrakenBrokerageModel';
  }

  override get defaultMarkets(): ReadonlyMap<SecurityType, string> {
    return MARKETS;
  }

  override get defaultBenchmark(): DefaultBenchmark {
    return cryptoBenchmark('BTCUSD', Market.Kraken);
  }

  override get tradingDaysPerYear(): number {
    return 365;
  }

  override getLeverage(symbol: SecuritySymbol): Decimal {
    if (this.accountType === AccountType.Cash) return Decimal.ONE;
    const ticker = symbol.value;
    const rule = MARGIN_RULES.find(
      ([coin, , quotes]) => ticker.startsWith(coin) && quotes.some((quote) => ticker.endsWith(quote)),
    );
    return rule === undefined ? Decimal.ONE : Decimal.fromInteger(rule[1]);
  }

  override canSubmitOrder(security: Security, order: Order): string | null {
    const size = tooSmall(security, order.quantity);
    if (size !== null) return size;
    if (security.type !== SecurityType.Crypto) return this.unsupportedSecurity(security);
    return ORDER_TYPES.has(order.type) ? null : this.unsupportedOrderType(order, ORDER_TYPES);
  }

  override canUpdateOrder(_security: Security, _order: Order, _request: UpdateOrderRequest): string | null {
    return `${this.name} cannot change orders; cancel and submit a new one`;
  }

  protected override feeModel(_symbol: SecuritySymbol): FeeModel {
    return new KrakenFeeModel();
  }
}
