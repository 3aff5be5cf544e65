import { Decimal, type Order, type OrderHandover, OrderType, SecurityType } from '@lockstep/core';
import type { WireAsset } from '../../wire/account.ts';
import type { WireOrderRequest, WireOrderType, WireTimeInForce } from '../../wire/order.ts';
import { wireSymbol } from '../../wire/symbol-form.ts';
import { assetStepsRefusal } from './asset-steps.ts';
import { isWhole, orderRuleRefusal, pricesRefusal, type Refusal } from './order-rules.ts';

/** An order by the money that it is to buy or sell for: its quantity is known when it has filled. */
export interface ValueHandover extends OrderHandover {
  /** In US dollars. */
  readonly notional?: Decimal | undefined;
}

/** What goes over the wire for what was handed over, and which of the orders its parts are. */
export interface OrderForm {
  readonly request: WireOrderRequest;
  /** Whose client order id it goes out under: the order itself, or the target of a pair. */
  readonly owner: OrderHandover;
  /** Orders that Alpaca makes of its own accord, under ids of its own. */
  readonly legs: readonly OrderHandover[];
}

/** An order goes out as a form, or is refused here. */
export type OrderMapping = { readonly form: OrderForm } | { readonly refusal: Refusal };

const WIRE_TYPES: ReadonlyMap<OrderType, WireOrderType> = new Map<OrderType, WireOrderType>([
  [OrderType.Market, 'market'],
  [OrderType.Limit, 'limit'],
  [OrderType.StopMarket, 'stop'],
  [OrderType.StopLimit, 'stop_limit'],
  [OrderType.TrailingStop, 'trailing_stop'],
  [OrderType.MarketOnOpen, 'market'],
  [OrderType.MarketOnClose, 'market'],
]);

const HUNDRED = Decimal.fromInteger(100);
const SMALLEST_VALUE = Decimal.ONE;
const CENTS = 2;
const LONGEST_CLIENT_ORDER_ID = 128;

class Refused extends Error {
  readonly refusal: Refusal;

  constructor(code: string, text: string) {
    super(text);
    this.refusal = { code, text };
  }
}

/**
 * The wire's form of what was handed over.
 *
 * @param asset what Alpaca says of the asset; null where that is not known, and Alpaca itself has to judge
 * @param hasCents prices are those of the market itself, in cents or an asset's own steps
 */
export function orderForm(handover: ValueHandover, asset: WireAsset | null, hasCents = true): OrderMapping {
  try {
    const { sibling, children } = handover;
    const all = [handover, ...children, ...(sibling === undefined ? [] : [sibling])];
    checkAsset(handover.order, asset);
    for (const each of all) checkClientOrderId(each);
    for (const { order } of all) refuseIf(pricesRefusal(order, hasCents));
    if (handover.notional === undefined && hasCents) refuseIf(assetStepsRefusal(handover.order, asset));
    return { form: formOf(handover, asset) };
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.refusal };
    throw error;
  }
}

function refuseIf(refusal: Refusal | null): void {
  if (refusal !== null) throw new Refused(refusal.code, refusal.text);
}

function formOf(handover: ValueHandover, asset: WireAsset | null): OrderForm {
  const { sibling, children } = handover;
  if (sibling !== undefined) return pairForm(handover, sibling);
  if (handover.notional !== undefined)
    return { request: valueRequest(handover, handover.notional, asset), owner: handover, legs: [] };
  const request = simpleRequest(handover, asset, children.length > 0);
  if (children.length === 0) return { request, owner: handover, legs: [] };
  return { request: { ...request, ...bracketFields(handover) }, owner: handover, legs: children };
}

function checkAsset({ symbol, quantity }: Order, asset: WireAsset | null): void {
  const { securityType } = symbol;
  if (securityType !== SecurityType.Equity && securityType !== SecurityType.Crypto)
    throw new Refused(
      'UNSUPPORTED',
      `${symbol.value} is no stock, fund or crypto pair: nothing else is traded through this adapter.`,
    );
  if (quantity.isZero()) throw new Refused('INVALID_ORDER', 'The quantity is 0; expected units to buy or to sell.');
  if (asset === null) return;
  if (!asset.tradable || asset.status !== 'active')
    throw new Refused(
      'INVALID_SYMBOL',
      `${asset.symbol} is not traded at Alpaca at present (status ${asset.status}, tradable ${asset.tradable}): it can be ordered once both say so.`,
    );
}

function checkClientOrderId({ clientOrderId }: OrderHandover): void {
  if (clientOrderId.length > LONGEST_CLIENT_ORDER_ID || !/^[\w.-]+$/.test(clientOrderId))
    throw new Refused(
      'INVALID_ORDER',
      `The client order id ${clientOrderId} cannot go over the wire; expected up to ${LONGEST_CLIENT_ORDER_ID} letters, digits, dots, dashes and underscores.`,
    );
}

function simpleRequest(handover: OrderHandover, asset: WireAsset | null, hasChildren: boolean): WireOrderRequest {
  const { order, clientOrderId } = handover;
  const type = WIRE_TYPES.get(order.type);
  if (type === undefined)
    throw new Refused('UNSUPPORTED', 'Alpaca has no limit-if-touched orders; use a limit or a stop-limit order.');
  const isFraction = !isWhole(order.quantity);
  if (isFraction) checkFraction(order, asset, hasChildren);
  refuseIf(orderRuleRefusal(order));
  const isExtended = order.properties.outsideRegularTradingHours === true;
  if (isExtended) checkExtendedHours(order, hasChildren, isFraction, asset);
  return {
    symbol: wireSymbol(order.symbol),
    qty: text(order.quantity.abs()),
    side: sideOf(order),
    type,
    time_in_force: timeInForce(order, isFraction),
    client_order_id: clientOrderId,
    ...priceFields(order),
    ...(isExtended ? { extended_hours: true } : {}),
  };
}

/** An order by value is one at the market, for the day, in what is traded in fractions. */
function valueRequest(handover: ValueHandover, notional: Decimal, asset: WireAsset | null): WireOrderRequest {
  const { order, children, clientOrderId } = handover;
  if (notional.lt(SMALLEST_VALUE))
    throw new Refused('MIN_NOTIONAL', `The order is for ${notional} USD; Alpaca's least is ${SMALLEST_VALUE} USD.`);
  if (!notional.equals(notional.round(CENTS)))
    throw new Refused('INVALID_ORDER', `The order is for ${notional} USD; expected whole cents.`);
  if (order.type !== OrderType.Market || children.length > 0)
    throw new Refused('INVALID_ORDER', 'Orders by value go to the market, and without children.');
  if (order.symbol.securityType === SecurityType.Equity && asset?.fractionable === false)
    throw new Refused(
      'NOT_FRACTIONABLE',
      `${order.symbol.value} is traded in whole shares only, and the order is by value; order a number of shares.`,
    );
  return {
    symbol: wireSymbol(order.symbol),
    notional: text(notional),
    side: sideOf(order),
    type: 'market',
    time_in_force: order.symbol.securityType === SecurityType.Crypto ? 'gtc' : 'day',
    client_order_id: clientOrderId,
  };
}

function checkFraction(order: Order, asset: WireAsset | null, hasChildren: boolean): void {
  const { quantity, symbol } = order;
  if (symbol.securityType === SecurityType.Crypto) return;
  if (asset?.fractionable === false)
    throw new Refused(
      'NOT_FRACTIONABLE',
      `${symbol.value} is traded in whole shares only, and the quantity is ${quantity}; order whole shares.`,
    );
  if (hasChildren)
    throw new Refused(
      'INVALID_ORDER',
      `Brackets are for whole shares only, and the quantity is ${quantity}; order whole shares, or protect the fraction by a stop of its own.`,
    );
}

function checkExtendedHours(order: Order, hasChildren: boolean, isFraction: boolean, asset: WireAsset | null): void {
  if (order.symbol.securityType === SecurityType.Crypto) return;
  if (hasChildren) throw new Refused('INVALID_ORDER', 'Alpaca takes no brackets outside regular hours.');
  if (isFraction && asset !== null && asset.attributes?.includes('fractional_eh_enabled') !== true)
    throw new Refused(
      'INVALID_ORDER',
      `Fractions of ${order.symbol.value} are traded in regular hours only, and the quantity is ${order.quantity}.`,
    );
}

function timeInForce(order: Order, isFraction: boolean): WireTimeInForce {
  const { kind } = order.timeInForce;
  const isCrypto = order.symbol.securityType === SecurityType.Crypto;
  if (kind === 'GTD') throw new Refused('INVALID_ORDER', 'Alpaca has no orders good until a date; use GTC or Day.');
  if (order.type === OrderType.MarketOnOpen) return 'opg';
  if (order.type === OrderType.MarketOnClose) return 'cls';
  if (isCrypto) return 'gtc';
  return kind === 'Day' || isFraction ? 'day' : 'gtc';
}

function priceFields(order: Order): Partial<WireOrderRequest> {
  switch (order.type) {
    case OrderType.Limit:
      return { limit_price: text(order.limitPrice) };
    case OrderType.StopMarket:
      return { stop_price: text(order.stopPrice) };
    case OrderType.StopLimit:
      return { stop_price: text(order.stopPrice), limit_price: text(order.limitPrice) };
    case OrderType.TrailingStop:
      return order.trailingAsPercentage ? { trail_percent: trailText(order) } : { trail_price: trailText(order) };
    default:
      return {};
  }
}

/** What a working order trails by, in the unit in which it was placed. */
export function trailText({ trailingAmount, trailingAsPercentage }: Order): string {
  return text(trailingAsPercentage ? trailingAmount.times(HUNDRED) : trailingAmount);
}

function bracketFields({ order, children }: OrderHandover): Partial<WireOrderRequest> {
  if (order.symbol.securityType === SecurityType.Crypto)
    throw new Refused('UNSUPPORTED', 'Alpaca has no brackets for crypto.');
  if (order.type !== OrderType.Market && order.type !== OrderType.Limit)
    throw new Refused('UNSUPPORTED', 'Alpaca takes brackets whose entry is a market or a limit order only.');
  const stop = children.find(({ order: child }) => child.type !== OrderType.Limit)?.order;
  const target = children.find(({ order: child }) => child.type === OrderType.Limit)?.order;
  const fields = exitFields(stop, target);
  if (stop !== undefined && target !== undefined) {
    const isRight =
      order.quantity.sign() > 0 ? target.limitPrice.gt(stop.stopPrice) : target.limitPrice.lt(stop.stopPrice);
    if (!isRight)
      throw new Refused(
        'INVALID_ORDER',
        `The target ${target.limitPrice} is on the wrong side of the stop ${stop.stopPrice}.`,
      );
    return { order_class: 'bracket', ...fields };
  }
  return { order_class: 'oto', ...fields };
}

function exitFields(stop: Order | undefined, target: Order | undefined): Partial<WireOrderRequest> {
  if (stop !== undefined && stop.type !== OrderType.StopMarket && stop.type !== OrderType.StopLimit)
    throw new Refused(
      'UNSUPPORTED',
      'Alpaca protects by a stop or a stop-limit order only; place a trailing stop by itself.',
    );
  return {
    ...(target === undefined ? {} : { take_profit: { limit_price: text(target.limitPrice) } }),
    ...(stop === undefined
      ? {}
      : {
          stop_loss: {
            stop_price: text(stop.stopPrice),
            ...(stop.type === OrderType.StopLimit ? { limit_price: text(stop.limitPrice) } : {}),
          },
        }),
  };
}

/** One cancels the other: the target is the parent, the stop its leg. */
function pairForm(first: OrderHandover, second: OrderHandover): OrderForm {
  const target = first.order.type === OrderType.Limit ? first : second;
  const stop = target === first ? second : first;
  const { order } = target;
  if (order.type !== OrderType.Limit || stop.order.type === OrderType.Limit)
    throw new Refused('UNSUPPORTED', 'Alpaca pairs a limit order with a stop only.');
  if (!order.quantity.equals(stop.order.quantity))
    throw new Refused(
      'INVALID_ORDER',
      `The two of a pair have one quantity, not ${order.quantity} and ${stop.order.quantity}.`,
    );
  if (!isWhole(order.quantity))
    throw new Refused('INVALID_ORDER', `Pairs are for whole shares only, and the quantity is ${order.quantity}.`);
  const request: WireOrderRequest = {
    symbol: wireSymbol(order.symbol),
    qty: text(order.quantity.abs()),
    side: sideOf(order),
    type: 'limit',
    time_in_force: timeInForce(order, false),
    order_class: 'oco',
    client_order_id: target.clientOrderId,
    ...exitFields(stop.order, order),
  };
  return { request, owner: target, legs: [stop] };
}

function sideOf({ quantity }: Order): 'buy' | 'sell' {
  return quantity.sign() > 0 ? 'buy' : 'sell';
}

/** A decimal as the wire has it: no zeros at its end, no exponent. */
export function text(value: Decimal): string {
  return value.normalize().toString();
}
