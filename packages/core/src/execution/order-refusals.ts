import type { BrokerageModel } from '../brokerage-models/brokerage-model.ts';
import type { Decimal } from '../numeric/decimal.ts';
import type { Order } from '../orders/order.ts';
import { OrderResponse, OrderResponseErrorCode } from '../orders/order-response.ts';
import { OrderStatus, orderStatusName } from '../orders/order-status.ts';
import type { AccountView } from '../securities/models/models.ts';
import type { Security } from '../securities/security.ts';

/** No orders are taken before the warm-up is over. */
export function warmingUp(): OrderResponse {
  return new OrderResponse(OrderResponseErrorCode.AlgorithmWarmingUp, 'Algorithm warming up.');
}

/** A request for an order that was never placed. */
export function unknownOrder(orderId: number): OrderResponse {
  return new OrderResponse(OrderResponseErrorCode.UnableToFindOrder, `There is no order ${orderId}.`);
}

/** The broker may not know it yet. It knows children that went there with their entry from the start. */
export function isTooNew(order: Order): boolean {
  return order.status === OrderStatus.New && (order.bracketId === 0 || !order.isIdentified);
}

/** A change to an order that the broker has not seen yet. */
export function newOrder(order: Order): OrderResponse {
  return new OrderResponse(
    OrderResponseErrorCode.InvalidNewOrderStatus,
    `Order ${order.id} has not been submitted yet; wait for its Submitted event.`,
  );
}

/** A change to an order of which nobody knows whether the broker has taken the one before. */
export function updateUnknown(order: Order): OrderResponse {
  return new OrderResponse(
    OrderResponseErrorCode.BrokerageHandlerRefusedToUpdateOrder,
    `What has become of an earlier change of order ${order.id} is not known; wait for the broker's answer, or cancel the order.`,
  );
}

/** A change to an order that is filled, cancelled or invalid. */
export function closedOrder(order: Order): OrderResponse {
  return new OrderResponse(
    OrderResponseErrorCode.InvalidOrderStatus,
    `Order ${order.id} is closed (${orderStatusName(order.status)}); only its tag may change.`,
  );
}

/** An order for nothing. */
export function zeroQuantity(order: Order): OrderResponse {
  return new OrderResponse(
    OrderResponseErrorCode.OrderQuantityZero,
    `Order ${order.id} for ${order.symbol.value} has quantity 0, maybe after rounding to whole lots; orders need at least one lot.`,
  );
}

/** A second cancel while the first is on its way. */
export function alreadyCancelling(order: Order): OrderResponse {
  return new OrderResponse(OrderResponseErrorCode.InvalidRequest, `Order ${order.id} is being cancelled already.`);
}

/** Less than the order has filled already, or the other way. */
export function isBelowFilled({ quantityFilled }: Order, quantity: Decimal): boolean {
  if (quantityFilled.isZero()) return false;
  return quantity.sign() !== quantityFilled.sign() || quantity.abs().lt(quantityFilled.abs());
}

/** An update to less than has filled. */
export function belowFilled(order: Order, quantity: Decimal): OrderResponse {
  return new OrderResponse(
    OrderResponseErrorCode.InvalidRequest,
    `Order ${order.id} cannot become one for ${quantity}: ${order.quantityFilled} of its ${order.quantity} have filled. Cancel it to stop what is left.`,
  );
}

/** Text of an order that the account cannot afford. */
export function buyingPowerMessage(order: Order, reason: string): string {
  return `Order Error: ids: [${order.id}], Insufficient buying power to complete orders (Value:[${order.quantity}]), Reason: ${reason}.`;
}

/** Why an order may not go to the broker: the account cannot afford it, or the broker's rules forbid it. Null if it may. */
export function submitRefusal(
  order: Order,
  security: Security,
  account: AccountView,
  brokerageModel: BrokerageModel,
): OrderResponse | null {
  const power = security.buyingPowerModel.hasSufficientBuyingPowerForOrder(account, security, order);
  if (!power.isSufficient) {
    const text = buyingPowerMessage(order, power.reason);
    return new OrderResponse(OrderResponseErrorCode.InsufficientBuyingPower, text);
  }
  const refusal = brokerageModel.canSubmitOrder(security, order);
  if (refusal === null) return null;
  const text = `BrokerageModel declared unable to submit order: [${order.id}] ${refusal}`;
  return new OrderResponse(OrderResponseErrorCode.BrokerageModelRefusedToSubmitOrder, text);
}
