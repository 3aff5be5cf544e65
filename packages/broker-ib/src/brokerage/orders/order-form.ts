import { Decimal, type Order, OrderType, SecurityType, TimeZone } from '@lockstep/core';
import { type Order as IbOrder, OrderType as IbOrderType, OrderAction, TimeInForce } from '@stoqey/ib';
import type { IbContract } from '../../contracts/ib-contract.ts';
import { dashTime, readTime } from '../../wire/ib-times.ts';
import { onStep } from './price-steps.ts';
import { wireNumber } from './wire-numbers.ts';

/** Why an order cannot go out: a code, and a sentence with the rule and the figure. */
export interface Refusal {
  readonly code: string;
  readonly text: string;
}

/** What an order is sent with beside its own values. */
export interface FormFacts {
  readonly contract: IbContract;
  readonly account: string;
  readonly clientOrderId: string;
}

interface WireType {
  readonly type: IbOrderType;
  /** Instead of the order's own. */
  readonly tif?: TimeInForce;
}

const WIRE_TYPES: ReadonlyMap<OrderType, WireType> = new Map<OrderType, WireType>([
  [OrderType.Market, { type: IbOrderType.MKT }],
  [OrderType.Limit, { type: IbOrderType.LMT }],
  [OrderType.StopMarket, { type: IbOrderType.STP }],
  [OrderType.StopLimit, { type: IbOrderType.STP_LMT }],
  [OrderType.TrailingStop, { type: IbOrderType.TRAIL }],
  [OrderType.LimitIfTouched, { type: IbOrderType.LIT }],
  [OrderType.MarketOnOpen, { type: IbOrderType.MKT, tif: TimeInForce.OPG }],
  [OrderType.MarketOnClose, { type: IbOrderType.MOC, tif: TimeInForce.DAY }],
]);

const HUNDRED = Decimal.fromInteger(100);
const DATE_END = '23:59:59';

/** An order as it goes over the wire, without its place in a chain: the whole of it, since each change sends all fields. */
export function orderForm(order: Order, facts: FormFacts): IbOrder {
  const { contract, account, clientOrderId } = facts;
  const wire = WIRE_TYPES.get(order.type);
  if (wire === undefined) throw new TypeError(`Order type ${order.type} has no form.`);
  const { properties } = order;
  return {
    action: order.quantity.sign() < 0 ? OrderAction.SELL : OrderAction.BUY,
    totalQuantity: wireNumber(order.quantity.abs()),
    orderType: wire.type,
    tif: wire.tif ?? tifOf(order),
    ...expiryOf(order, contract),
    ...pricesOf(order, contract),
    account,
    orderRef: clientOrderId,
    outsideRth: properties.outsideRegularTradingHours ?? false,
    transmit: true,
  };
}

function tifOf({ properties }: Order): TimeInForce {
  switch (properties.timeInForce?.kind ?? 'GTC') {
    case 'Day':
      return TimeInForce.DAY;
    case 'GTD':
      return TimeInForce.GTD;
    default:
      return TimeInForce.GTC;
  }
}

/** Good until the end of a day where the market is. */
function expiryOf({ properties }: Order, { timeZoneId }: IbContract): Pick<IbOrder, 'goodTillDate'> {
  const { timeInForce } = properties;
  if (timeInForce?.kind !== 'GTD') return {};
  const [day = ''] = dashTime(timeInForce.expiryLocalMs).split('-');
  const utc = TimeZone.of('UTC');
  const untilMs =
    readTime(`${day} ${DATE_END} ${timeZoneId}`, utc) ?? readTime(`${day} ${DATE_END} America/New_York`, utc);
  return untilMs === null ? {} : { goodTillDate: dashTime(untilMs) };
}

/**
 * Prices on the contract's steps: limits to the side that is never worse than was asked for, what triggers to the nearest.
 * An order that protects a position is not to be refused for a tenth of a cent.
 */
function pricesOf(order: Order, contract: IbContract): Partial<IbOrder> {
  const lmtPrice = (): number =>
    wireNumber(onStep(order.limitPrice, contract, order.quantity.sign() < 0 ? 'up' : 'down'));
  const auxPrice = (price: Decimal): number => wireNumber(onStep(price, contract, 'nearest'));
  switch (order.type) {
    case OrderType.Limit:
      return { lmtPrice: lmtPrice() };
    case OrderType.StopMarket:
      return { auxPrice: auxPrice(order.stopPrice) };
    case OrderType.StopLimit:
      return { lmtPrice: lmtPrice(), auxPrice: auxPrice(order.stopPrice) };
    case OrderType.LimitIfTouched:
      return { lmtPrice: lmtPrice(), auxPrice: auxPrice(order.triggerPrice) };
    case OrderType.TrailingStop:
      return trailingOf(order, contract);
    default:
      return {};
  }
}

function trailingOf(
  { trailingAmount, trailingAsPercentage, stopPrice }: Order,
  contract: IbContract,
): Partial<IbOrder> {
  const distance = trailingAsPercentage
    ? { trailingPercent: wireNumber(trailingAmount.times(HUNDRED).normalize()) }
    : { auxPrice: wireNumber(trailingAmount) };
  if (stopPrice.sign() <= 0) return distance;
  return { ...distance, trailStopPrice: wireNumber(onStep(stopPrice, contract, 'nearest')) };
}

/** Why IB would not take an order, as far as that is known beforehand; null where nothing is. */
export function formRefusal(order: Order, contract: IbContract): Refusal | null {
  return typeRefusal(order, contract) ?? sizeRefusal(order, contract);
}

function typeRefusal({ type, symbol }: Order, { orderTypes }: IbContract): Refusal | null {
  const wire = WIRE_TYPES.get(type);
  if (wire === undefined)
    return { code: 'UNSUPPORTED', text: `IB has no order of type ${type} that Lockstep would send.` };
  const name = wire.type.replaceAll(' ', '');
  if (orderTypes.size === 0 || [...orderTypes].some((each) => each.replaceAll(' ', '') === name)) return null;
  return {
    code: 'IB_387',
    text: `IB 387: ${symbol.value} takes no ${wire.type} orders where it is traded; use one of ${[...orderTypes].join(', ')}.`,
  };
}

function sizeRefusal({ quantity, symbol }: Order, { minSize, sizeIncrement }: IbContract): Refusal | null {
  const size = quantity.abs();
  if (size.isZero()) return { code: 'IB_434', text: 'IB 434: the quantity is 0; order units to buy or sell.' };
  if (symbol.securityType === SecurityType.Equity) {
    if (size.equals(size.truncate())) return null;
    return {
      code: 'IB_10243',
      text: `IB 10243: fractions of shares cannot be ordered through the API: received ${quantity} of ${symbol.value}, expected whole shares.`,
    };
  }
  if (minSize !== null && size.lt(minSize))
    return {
      code: 'IB_388',
      text: `IB 388: ${quantity} of ${symbol.value} is below the least that is traded; order ${minSize} or more.`,
    };
  if (sizeIncrement !== null && !size.isMultipleOf(sizeIncrement))
    return {
      code: 'IB_355',
      text: `IB 355: ${quantity} of ${symbol.value} is no whole number of size steps; order a multiple of ${sizeIncrement}.`,
    };
  return null;
}
