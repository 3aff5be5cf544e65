import type { BrokerageCash } from '../brokerage/brokerage.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import { Order, type OrderFields } from '../orders/order.ts';
import { OrderRequestStatus, SubmitOrderRequest } from '../orders/order-request.ts';
import { OrderResponse } from '../orders/order-response.ts';
import type { OrderStatus } from '../orders/order-status.ts';
import { OrderTicket } from '../orders/order-ticket.ts';
import type { Security } from '../securities/security.ts';
import type { AlgorithmRun } from './algorithm-run.ts';
import { securityForOrder } from './security-for-order.ts';

/** A position that is there when a run starts. */
export interface StartingHolding {
  readonly symbol: SecuritySymbol;
  /** Negative for a short position. */
  readonly quantity: Decimal;
  /** In the quote currency. */
  readonly averagePrice: Decimal;
}

/** An open order that is there when a run starts: of an earlier run, or of somebody else. */
export interface StartingOrder extends OrderFields {
  readonly status: OrderStatus;
  readonly brokerIds: readonly string[];
  /** Units filled so far, negative for sales. */
  readonly quantityFilled: Decimal;
  /** Average price of those; zero while there are none. */
  readonly averageFillPrice: Decimal;
  readonly stopTriggered?: boolean;
}

/** What an account holds when a run starts in the middle of its life. */
export interface StartingAccount {
  /** Replaces the cash of the strategy; currencies that are not named have none. */
  readonly cash: readonly BrokerageCash[];
  readonly holdings: readonly StartingHolding[];
  /** By ascending id. */
  readonly orders: readonly StartingOrder[];
  /** Id of the next order: greater than any that the deployment has ever given. */
  readonly nextOrderId: number;
}

/** Gives a run the account as it is: cash, positions and open orders, with tickets. (LEAN: BrokerageSetupHandler.) */
export function adoptAccount(run: AlgorithmRun, account: StartingAccount): void {
  for (const cash of run.cashBook) cash.setAmount(Decimal.ZERO);
  for (const { currency, amount } of account.cash) run.cashBook.ensure(currency).setAmount(amount);
  for (const { symbol, quantity, averagePrice } of account.holdings) {
    adoptHolding(run, securityForOrder(run, symbol), averagePrice, quantity);
  }
  for (const order of account.orders) adoptOrder(run, order);
  run.book.startAt(account.nextOrderId);
  run.portfolio.invalidate();
}

/** Sets a position to what it is at the broker, whatever was booked here. (LEAN: a brokerage's holdings at the start.) */
export function adoptHolding(run: AlgorithmRun, security: Security, averagePrice: Decimal, quantity: Decimal): void {
  const { holdings, symbol, symbolProperties, quoteCurrency } = security;
  const change = quantity.minus(holdings.exactQuantity);
  holdings.setHoldings(averagePrice, quantity);
  if (change.isZero()) return;
  run.tradeBuilder.adopt({
    symbol,
    timeMs: run.clock.utcNow(),
    quantity: change,
    price: averagePrice.isZero() ? security.exactPrice : averagePrice,
    conversionRate: quoteCurrency.exactConversionRate,
    contractMultiplier: symbolProperties.contractMultiplier,
  });
}

function adoptOrder(run: AlgorithmRun, known: StartingOrder): void {
  const security = securityForOrder(run, known.symbol);
  const order = new Order(known);
  order.status = known.status;
  order.brokerId = known.brokerIds;
  order.quantityFilled = known.quantityFilled;
  order.price = known.averageFillPrice;
  order.priceCurrency = security.symbolProperties.quoteCurrency;
  order.stopTriggered = known.stopTriggered ?? false;
  const request = new SubmitOrderRequest({ ...known, orderType: known.type });
  request.orderId = order.id;
  request.response = OrderResponse.SUCCESS;
  request.status = OrderRequestStatus.Processed;
  const ticket = new OrderTicket(run.processor, request);
  ticket.setOrder(order);
  run.book.startAt(order.id);
  run.book.add({ order, ticket }, true);
}
