import type { OrderPreview } from '../../algorithm/order-preview.ts';
import { roundOrderPrices } from '../../execution/order-rounding.ts';
import { Order } from '../../orders/order.ts';
import type { SubmitOrderRequest } from '../../orders/order-request.ts';
import { OrderResponseErrorCode } from '../../orders/order-response.ts';
import { roundToStep } from '../../securities/round-to-step.ts';
import type { Security } from '../../securities/security.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';

/** Asks everybody who has a say in an order, in the order in which they would be asked, and leaves no trace. */
export function previewOrder(run: AlgorithmRun, request: SubmitOrderRequest): OrderPreview {
  const security = run.securities.get(request.symbol);
  const order = orderOf(request, security);
  const { limitPrice, stopPrice } = order;
  const price = [limitPrice, stopPrice].find((each) => !each.isZero()) ?? security.exactPrice;
  const { contractMultiplier } = security.symbolProperties;
  const rate = security.quoteCurrency.exactConversionRate;
  const fee = security.feeModel.getOrderFee(security, order);
  const decision = run.riskGate?.preview(request, security);
  return {
    quantity: order.quantity.toNumber(),
    price: price.toNumber(),
    value: order.quantity.times(price).times(contractMultiplier).times(rate).abs().toNumber(),
    margin: security.buyingPowerModel.getInitialMarginRequirement(security, order.quantity).abs().toNumber(),
    marginRemaining: run.portfolio.marginRemaining,
    fee: fee.amount.toNumber(),
    feeCurrency: fee.currency,
    refusal: checkRefusal(run, request) ?? decision?.refusal ?? laterRefusal(run, security, order),
    warnings: decision?.warnings ?? [],
  };
}

/** The order as it would be handed to the broker. */
function orderOf(request: SubmitOrderRequest, security: Security): Order {
  const { orderType: type, symbol, quantity, timeMs, tag, properties, limitPrice, stopPrice } = request;
  const order = new Order({ id: 0, type, symbol, quantity, timeMs, tag, properties, limitPrice, stopPrice });
  order.priceCurrency = security.quoteCurrency.symbol;
  order.quantity = roundToStep(quantity, security);
  roundOrderPrices(order, security, null);
  return order;
}

function checkRefusal(run: AlgorithmRun, request: SubmitOrderRequest): OrderPreview['refusal'] {
  const response = run.trading.check(request);
  return response.isSuccess ? null : { code: codeName(response.errorCode), reason: response.errorMessage };
}

/** What is asked when the order's turn comes. */
function laterRefusal(run: AlgorithmRun, security: Security, order: Order): OrderPreview['refusal'] {
  const power = security.buyingPowerModel.hasSufficientBuyingPowerForOrder(run.portfolio, security, order);
  if (!power.isSufficient) return { code: 'InsufficientBuyingPower', reason: power.reason };
  const reason = run.brokerageModel.canSubmitOrder(security, order);
  return reason === null ? null : { code: 'BrokerageModelRefusedToSubmitOrder', reason };
}

function codeName(code: OrderResponseErrorCode): string {
  return Object.entries(OrderResponseErrorCode).find(([, each]) => each === code)?.[0] ?? String(code);
}
