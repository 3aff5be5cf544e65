import type { SecuritySymbol } from '../market/symbol.ts';
import type { Decimal } from '../numeric/decimal.ts';
import { smartRound } from '../numeric/smart-rounding.ts';
import type { Order } from '../orders/order.ts';
import { OrderType } from '../orders/order-type.ts';
import type { TimeInForce } from '../orders/time-in-force.ts';
import { formatUtc } from '../time/calendar.ts';

/** Text that is the same in JSON. */
const PLAIN = /^[\w .:-]*$/;
const SEPARATORS = /[\u0085\u2028\u2029]/g;

/**
 * The order with its prices smart-rounded and without trailing zeros, as LEAN's final orders show them. A copy: the
 * order itself keeps its digits.
 */
export function roundedOrder(order: Order): Order {
  const copy = order.clone();
  copy.quantity = order.quantity.normalize();
  copy.price = smartRound(order.price).normalize();
  copy.limitPrice = smartRound(order.limitPrice);
  copy.stopPrice = smartRound(order.stopPrice);
  copy.triggerPrice = smartRound(order.triggerPrice);
  copy.trailingAmount = smartRound(order.trailingAmount);
  return copy;
}

/**
 * The text whose MD5 is LEAN's `OrderListHash`: one JSON object an order, ascending id, joined with commas. Byte-exact:
 * field order, decimal scales and omitted fields are LEAN's.
 */
export function orderListText(orders: readonly Order[]): string {
  return [...orderTexts(orders)].join(',');
}

/** The pieces of `orderListText` without the commas, so that long lists can be hashed without one large string. */
export function* orderTexts(orders: readonly Order[]): Generator<string, void, undefined> {
  const writer = new OrderTextWriter();
  const sorted = orders.toSorted((a, b) => a.id - b.id);
  for (const order of sorted) yield writer.text(order);
}

/** Writes orders, one by one, as they stand in `orderListText`, and remembers what consecutive orders share. */
export class OrderTextWriter {
  readonly #symbols = new Map<SecuritySymbol, string>();
  #timeMs = Number.NaN;
  #timeText = '';

  text(order: Order): string {
    // Of a market order nothing else is rounded.
    const rounded = order.type === OrderType.Market ? order : roundedOrder(order);
    const quantity = order.quantity.normalize();
    const price = smartRound(order.price).normalize();
    return (
      `{${typeFields(rounded)},"id":${rounded.id},"contingentId":0,"brokerId":[${rounded.brokerId.map(jsonString).join(',')}]` +
      `,"symbol":${this.#symbol(rounded.symbol)},"price":${jsonDecimal(price)},"priceCurrency":${jsonString(rounded.priceCurrency)}` +
      `${this.#times(rounded)},"quantity":${jsonDecimal(quantity)},"status":${rounded.status},"tag":${jsonString(rounded.tag)}` +
      `,"properties":{${propertyFields(rounded)}},"securityType":${rounded.symbol.securityType}` +
      `,"direction":${rounded.direction},"value":${jsonDecimal(quantity.times(price))}` +
      `,"orderSubmissionData":${submissionFields(rounded)},"isMarketable":${rounded.isMarketable}` +
      `,"priceAdjustmentMode":${rounded.priceAdjustmentMode}}`
    );
  }

  #symbol(symbol: SecuritySymbol): string {
    let text = this.#symbols.get(symbol);
    if (text === undefined) {
      const underlying = symbol.underlying === null ? '' : `,"underlying":${this.#symbol(symbol.underlying)}`;
      text = `{"value":${jsonString(symbol.value)},"id":${jsonString(symbol.id)},"permtick":${jsonString(symbol.value)}${underlying}}`;
      this.#symbols.set(symbol, text);
    }
    return text;
  }

  #times(order: Order): string {
    const created = order.timeIsLocal ? formatUtc(order.timeMs).slice(0, -1) : this.#time(order.timeMs);
    let text = `,"time":"${created}","createdTime":"${created}"`;
    if (!Number.isNaN(order.lastFillTimeMs)) text += `,"lastFillTime":"${this.#time(order.lastFillTimeMs)}"`;
    if (!Number.isNaN(order.lastUpdateTimeMs)) text += `,"lastUpdateTime":"${this.#time(order.lastUpdateTimeMs)}"`;
    if (!Number.isNaN(order.canceledTimeMs)) text += `,"canceledTime":"${this.#time(order.canceledTimeMs)}"`;
    return text;
  }

  #time(ms: number): string {
    if (ms !== this.#timeMs) {
      this.#timeMs = ms;
      this.#timeText = formatUtc(ms);
    }
    return this.#timeText;
  }
}

/** The fields that come before those which all orders share. */
function typeFields(order: Order): string {
  const type = `"type":${order.type}`;
  switch (order.type) {
    case OrderType.Limit:
      return `"limitPrice":${jsonDecimal(order.limitPrice)},${type}`;
    case OrderType.StopMarket:
      return `"stopPrice":${jsonDecimal(order.stopPrice)},${type}`;
    case OrderType.StopLimit:
      return `"stopPrice":${jsonDecimal(order.stopPrice)},"stopTriggered":${order.stopTriggered},"limitPrice":${jsonDecimal(order.limitPrice)},${type}`;
    case OrderType.TrailingStop:
      return `"trailingAmount":${jsonDecimal(order.trailingAmount)},"trailingAsPercentage":${order.trailingAsPercentage},${type},"stopPrice":${jsonDecimal(order.stopPrice)}`;
    case OrderType.LimitIfTouched:
      return `${type},"triggerPrice":${jsonDecimal(order.triggerPrice)},"limitPrice":${jsonDecimal(order.limitPrice)},"triggerTouched":${order.triggerTouched}`;
    default:
      return type;
  }
}

/** The broker's own properties, the time in force and, where there is one, the exchange. */
function propertyFields({ properties, timeInForce }: Order): string {
  const { listedFields, exchange } = properties;
  let text = `"timeInForce":${jsonTimeInForce(timeInForce)}`;
  if (listedFields !== undefined) {
    const fields = listedFields.map(([name, value]) => `"${name}":${JSON.stringify(value)}`);
    text = [...fields, text].join(',');
  }
  if (exchange !== undefined) {
    const { code, name, market, securityTypes } = exchange;
    text += `,"Exchange":{"Code":"${code}","Name":"${name}","Market":"${market}","SecurityTypes":[${securityTypes.join(',')}]}`;
  }
  return text;
}

function submissionFields(order: Order): string {
  const data = order.submissionData;
  if (data === null) return 'null';
  const { bidPrice, askPrice, lastPrice } = data;
  return `{"bidPrice":${jsonDecimal(bidPrice)},"askPrice":${jsonDecimal(askPrice)},"lastPrice":${jsonDecimal(lastPrice)}}`;
}

function jsonTimeInForce(timeInForce: TimeInForce): string {
  switch (timeInForce.kind) {
    case 'GTC':
      return '{}';
    case 'Day':
      return '{"$type":"QuantConnect.Orders.TimeInForces.DayTimeInForce"}';
    case 'GTD': {
      const expiry = formatUtc(timeInForce.expiryLocalMs).slice(0, -1);
      return `{"$type":"QuantConnect.Orders.TimeInForces.GoodTilDateTimeInForce","Expiry":"${expiry}"}`;
    }
  }
}

/** A number with the stored scale; integers get `.0`. */
function jsonDecimal(value: Decimal): string {
  const text = value.toString();
  return value.scale === 0 ? `${text}.0` : text;
}

/** JSON text of a string; also escapes the line separators U+0085, U+2028 and U+2029. */
function jsonString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(SEPARATORS, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
