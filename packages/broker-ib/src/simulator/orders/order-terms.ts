import { Decimal } from '@lockstep/core';
import { readDecimal, readFlag, readInteger } from '../wire/layout.ts';
import type { PlaceOrderFields } from '../wire/place-order.ts';

/** What a client wants of an order, read from a PLACE_ORDER. Prices and amounts that are not set are null. */
export interface OrderTerms {
  /** As they came, for the fields that are only given back. */
  readonly fields: PlaceOrderFields;
  readonly side: 'BUY' | 'SELL';
  /** Units, positive. */
  readonly quantity: Decimal;
  /** `MKT`, `LMT`, `STP`, … */
  readonly orderType: string;
  readonly limitPrice: Decimal | null;
  /** Stop or trigger price; for trailing stops the amount. */
  readonly auxPrice: Decimal | null;
  readonly tif: string;
  readonly ocaGroup: string;
  /** 1 cancels the others, 2 and 3 reduce them. */
  readonly ocaType: number;
  readonly account: string;
  readonly orderRef: string;
  readonly transmit: boolean;
  /** Order id of the parent, 0 for none. */
  readonly parentId: number;
  readonly outsideRth: boolean;
  readonly goodTillDate: string;
  readonly trailStopPrice: Decimal | null;
  /** 2.5 is 2.5 %. */
  readonly trailingPercent: Decimal | null;
  readonly cashQuantity: Decimal | null;
  readonly whatIf: boolean;
}

export function readTerms(fields: PlaceOrderFields): OrderTerms {
  return {
    fields,
    side: fields.action === 'BUY' ? 'BUY' : 'SELL',
    quantity: readDecimal(fields.totalQuantity) ?? Decimal.ZERO,
    orderType: fields.orderType,
    limitPrice: readDecimal(fields.lmtPrice),
    auxPrice: readDecimal(fields.auxPrice),
    tif: fields.tif === '' ? 'DAY' : fields.tif,
    ocaGroup: fields.ocaGroup,
    ocaType: readInteger(fields['ocaType'] ?? '') ?? 3,
    account: fields.account,
    orderRef: fields.orderRef,
    transmit: readFlag(fields.transmit),
    parentId: readInteger(fields.parentId) ?? 0,
    outsideRth: readFlag(fields.outsideRth),
    goodTillDate: fields['goodTillDate'] ?? '',
    trailStopPrice: readDecimal(fields['trailStopPrice'] ?? ''),
    trailingPercent: readDecimal(fields['trailingPercent'] ?? ''),
    cashQuantity: readDecimal(fields['cashQty'] ?? ''),
    whatIf: readFlag(fields['whatIf'] ?? ''),
  };
}

/** Trailing and stop orders, whose stop has to be touched. */
export function isStopType(orderType: string): boolean {
  return orderType === 'STP' || orderType === 'STP LMT' || orderType === 'TRAIL';
}

/** Orders that wait for a price before they work. */
export function waitsForTrigger(orderType: string): boolean {
  return isStopType(orderType) || orderType === 'LIT';
}

/** It fills at once or not at all. */
export function isForNow({ tif }: OrderTerms): boolean {
  return tif === 'IOC' || tif === 'FOK';
}

/** Orders for an auction. */
export function isForAuction({ orderType, tif }: OrderTerms): boolean {
  return orderType === 'MOC' || tif === 'OPG';
}
