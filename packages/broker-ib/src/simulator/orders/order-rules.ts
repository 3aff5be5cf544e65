import { priceStep } from '../../contracts/price-bands.ts';
import { readTime } from '../../wire/ib-times.ts';
import { describeQuery } from '../contracts/contract-query.ts';
import type { Instrument } from '../contracts/instruments.ts';
import type { DeskParts } from './desk-parts.ts';
import type { OrderTerms } from './order-terms.ts';
import type { SimulatedOrder } from './simulated-order.ts';
import { isSupported } from './venue-handover.ts';

/** Why an order is not taken, by IB's number. */
export interface OrderRefusal {
  readonly code: number;
  readonly text: string;
}

/** The instrument that an order is for, or why it is for none. */
export function instrumentOf({ fields }: OrderTerms, { instruments }: DeskParts): Instrument | OrderRefusal {
  if (fields.secType === 'BAG')
    return { code: 387, text: 'Unsupported order type for this exchange and security type.' };
  if (fields.exchange === '') {
    return { code: 321, text: "Error validating request.-'bZ' : cause - Missing order exchange" };
  }
  const found = instruments.find(fields);
  const [first, second] = found;
  if (first === undefined) return { code: 200, text: 'No security definition has been found for the request' };
  if (second !== undefined) {
    return { code: 200, text: `The contract description specified for ${describeQuery(fields)} is ambiguous.` };
  }
  return first;
}

export function isRefusal(value: object): value is OrderRefusal {
  return 'code' in value && 'text' in value;
}

/** Why an order is not taken, in the order in which TWS looks; null for one that is. */
export function orderRefusal(terms: OrderTerms, instrument: Instrument, parts: DeskParts): OrderRefusal | null {
  const { accounts } = parts;
  if (terms.account !== '' && !accounts.includes(terms.account)) {
    return { code: 321, text: `Error validating request.-'bZ' : cause - Invalid account code '${terms.account}'.` };
  }
  if (terms.account === '' && accounts.length > 1) {
    return { code: 435, text: 'You must specify an account.' };
  }
  if (instrument.security === null) {
    return { code: 460, text: 'No trading permissions.' };
  }
  return (
    shapeRefusal(terms, parts) ??
    sizeRefusal(terms, instrument, parts) ??
    priceRefusal(terms, instrument, parts) ??
    crowdRefusal(terms, instrument, parts)
  );
}

function shapeRefusal(terms: OrderTerms, parts: DeskParts): OrderRefusal | null {
  const { orderType, tif, fields, cashQuantity } = terms;
  const side = fields.action;
  if (side !== 'BUY' && side !== 'SELL' && side !== 'SSHORT') {
    return { code: 321, text: `Error validating request.-'bZ' : cause - Invalid order action: ${side}` };
  }
  if ((orderType === 'MOC' || orderType === 'LOC') && tif !== 'DAY') {
    return { code: 113, text: 'The TIF for this order should be set to DAY.' };
  }
  const hasExtras = [fields['hedgeType'], fields['algoStrategy'], fields['goodAfterTime']].some(
    (text) => (text ?? '') !== '',
  );
  if (Number(fields['conditionCount']) > 0 || hasExtras || cashQuantity?.sign() === 1) {
    return { code: 321, text: "Error validating request.-'bZ' : cause - This attribute is not supported here." };
  }
  if (!isSupported(terms)) {
    return { code: 387, text: 'Unsupported order type for this exchange and security type.' };
  }
  return missingRefusal(terms, parts);
}

/** What an order type needs and does not have. */
function missingRefusal(terms: OrderTerms, { zone }: DeskParts): OrderRefusal | null {
  const { orderType, tif, limitPrice, auxPrice, trailingPercent, goodTillDate } = terms;
  const needsLimit = orderType === 'LMT' || orderType === 'STP LMT' || orderType === 'LIT';
  if (needsLimit && limitPrice === null) return { code: 321, text: missing('limit price') };
  const needsStop = orderType === 'STP' || orderType === 'STP LMT' || orderType === 'LIT';
  if (needsStop && auxPrice === null) return { code: 321, text: missing('aux price') };
  const hasDistance = (auxPrice !== null && !auxPrice.isZero()) || trailingPercent !== null;
  if (orderType === 'TRAIL' && !hasDistance) {
    return { code: 158, text: 'You must enter either a trailing amount or percentage.' };
  }
  if (tif === 'GTD' && readTime(goodTillDate, zone) === null) {
    return { code: 392, text: 'Invalid order: the expiration time is missing or malformed.' };
  }
  return null;
}

function missing(what: string): string {
  return `Error validating request.-'bZ' : cause - Missing ${what}`;
}

function sizeRefusal({ quantity }: OrderTerms, { contract }: Instrument, { habits }: DeskParts): OrderRefusal | null {
  if (quantity.sign() <= 0) return { code: 434, text: 'Order size cannot be zero.' };
  const isFraction = !quantity.equals(quantity.truncate());
  if (contract.secType === 'STK' && isFraction) {
    return habits.fractionalShares
      ? null
      : {
          code: 10_243,
          text: 'Fractional-sized order cannot be placed via API. Please use desktop version to place this order.',
        };
  }
  const { sizeIncrement, minSize } = contract;
  const isOff = sizeIncrement.sign() > 0 && !quantity.isMultipleOf(sizeIncrement);
  if (isOff || quantity.lt(minSize)) return { code: 355, text: 'Order size does not conform to market rule.' };
  return null;
}

/** Prices lie on their steps. */
export function priceRefusal(terms: OrderTerms, { contract }: Instrument, { habits }: DeskParts): OrderRefusal | null {
  if (!habits.checksPriceSteps) return null;
  const { limitPrice, auxPrice, trailStopPrice } = terms;
  for (const price of [limitPrice, auxPrice, trailStopPrice]) {
    if (price === null || price.isZero()) continue;
    const step = priceStep(contract.priceBands, price);
    if (step !== null && step.sign() > 0 && !price.isMultipleOf(step)) {
      return { code: 110, text: 'The price does not conform to the minimum price variation for this contract.' };
    }
  }
  return null;
}

function crowdRefusal({ side }: OrderTerms, { contract }: Instrument, parts: DeskParts): OrderRefusal | null {
  const { orders, habits } = parts;
  const working = orders
    .open()
    .filter((order) => order.instrument.contract.conId === contract.conId && order.terms.side === side);
  if (working.length < habits.workingOrdersPerSide) return null;
  return {
    code: 201,
    text: `Order rejected - reason:You may have a maximum of ${habits.workingOrdersPerSide} working orders per contract and side.`,
  };
}

/** Why an order does not become another; null where it may. */
export function changeRefusal(terms: OrderTerms, order: SimulatedOrder, parts: DeskParts): OrderRefusal | null {
  const before = order.terms;
  if (terms.orderType !== before.orderType) {
    return { code: 329, text: 'Order modify failed. Cannot change to the new order type.' };
  }
  const isOther = Number(terms.fields.conId) > 0 && Number(terms.fields.conId) !== order.instrument.contract.conId;
  if (terms.side !== before.side || isOther) {
    return { code: 105, text: 'Order being modified does not match original order.' };
  }
  if (terms.quantity.lt(order.filled)) {
    return { code: 201, text: 'Order rejected - reason:Order quantity is less than the filled quantity.' };
  }
  const { instrument } = order;
  return shapeRefusal(terms, parts) ?? sizeRefusal(terms, instrument, parts) ?? priceRefusal(terms, instrument, parts);
}
