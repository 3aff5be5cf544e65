import { Decimal, type TimeZone } from '@lockstep/core';
import { clockTime, dashTime, zonedTime } from '../../wire/ib-times.ts';
import type { ContractDefinition } from '../contracts/contract-definition.ts';
import type { SimulatorHabits } from '../habits.ts';
import type { WireMessage } from '../wire/layout.ts';
import {
  COMMISSION_REPORT,
  COMPLETED_ORDER,
  EXECUTION_DATA,
  OPEN_ORDER,
  ORDER_STATUS,
} from '../wire/order-messages.ts';
import type { Execution } from './executions.ts';
import type { SimulatedOrder } from './simulated-order.ts';

const HUNDRED = Decimal.fromInteger(100);

/** Fields that come back as they were sent. */
const GIVEN_BACK = [
  'openClose',
  'origin',
  'hidden',
  'goodAfterTime',
  'modelCode',
  'displaySize',
  'blockOrder',
  'sweepToFill',
  'allOrNone',
  'minQty',
  'triggerMethod',
  'cashQty',
  'includeOvernight',
  'customerAccount',
  'extOperator',
] as const;

/** A contract in what is told of orders. */
export function contractFields(
  { conId, symbol, secType, lastTradeDate, multiplier, currency, localSymbol, tradingClass }: ContractDefinition,
  exchange: string,
): Record<
  | 'conId'
  | 'symbol'
  | 'secType'
  | 'lastTradeDate'
  | 'multiplier'
  | 'exchange'
  | 'currency'
  | 'localSymbol'
  | 'tradingClass',
  string
> {
  return {
    conId: String(conId),
    symbol,
    secType,
    lastTradeDate,
    multiplier,
    exchange,
    currency,
    localSymbol,
    tradingClass,
  };
}

/** What openOrder and completedOrder say alike. */
function orderFields(order: SimulatedOrder, account: string) {
  const { terms, venueOrder, instrument } = order;
  const { fields, orderType } = terms;
  const isTrailing = orderType === 'TRAIL';
  const givenBack: Partial<Record<(typeof GIVEN_BACK)[number], string>> = {};
  // What the client left out is what TWS puts there.
  for (const name of GIVEN_BACK) if ((fields[name] ?? '') !== '') givenBack[name] = fields[name] ?? '';
  return {
    ...givenBack,
    ...contractFields(instrument.contract, fields.exchange === '' ? 'SMART' : fields.exchange),
    action: terms.side,
    totalQuantity: order.quantity,
    orderType,
    lmtPrice: terms.limitPrice === null ? '0.0' : venueOrder.limitPrice,
    auxPrice: auxPriceOf(order),
    tif: terms.tif,
    ocaGroup: terms.ocaGroup,
    ocaType: terms.ocaGroup === '' ? '3' : terms.ocaType,
    account,
    orderRef: terms.orderRef,
    permId: order.permId,
    outsideRth: terms.outsideRth,
    goodTillDate: terms.goodTillDate,
    trailStopPrice: isTrailing ? venueOrder.stopPrice : undefined,
    trailStopPriceAgain: isTrailing ? venueOrder.stopPrice : undefined,
    trailingPercent: isTrailing && venueOrder.trailingAsPercentage ? percentOf(order) : undefined,
  };
}

function percentOf({ venueOrder }: SimulatedOrder): Decimal {
  return venueOrder.trailingAmount.times(HUNDRED).normalize();
}

/** The stop or trigger price; the amount of a trailing stop. */
function auxPriceOf({ terms, venueOrder }: SimulatedOrder): Decimal | string {
  switch (terms.orderType) {
    case 'STP':
    case 'STP LMT':
      return venueOrder.stopPrice;
    case 'LIT':
      return venueOrder.triggerPrice;
    case 'TRAIL':
      return venueOrder.trailingAsPercentage ? '0.0' : venueOrder.trailingAmount;
    default:
      return '0.0';
  }
}

export function openOrder(order: SimulatedOrder, account: string): WireMessage {
  return OPEN_ORDER.write({
    ...orderFields(order, account),
    orderId: order.orderId,
    clientId: order.clientId,
    parentId: order.parent?.orderId ?? 0,
    status: order.status,
    commission: order.commission?.amount,
    commissionCurrency: order.commission?.currency,
    warningText: order.warning,
  });
}

export function orderStatus(order: SimulatedOrder): WireMessage {
  return ORDER_STATUS.write({
    orderId: order.orderId,
    status: order.status,
    filled: order.filled,
    remaining: order.remaining,
    avgFillPrice: order.filled.isZero() ? '0.0' : order.averagePrice,
    permId: order.permId,
    parentId: order.parent?.orderId ?? 0,
    lastFillPrice: order.filled.isZero() ? '0.0' : order.lastFillPrice,
    clientId: order.clientId,
    whyHeld: order.whyHeld,
  });
}

export function completedOrder(order: SimulatedOrder, account: string, zone: TimeZone): WireMessage {
  const isFilled = order.status === 'Filled';
  return COMPLETED_ORDER.write({
    ...orderFields(order, account),
    // TWS tells nothing left to do, and what was done apart.
    totalQuantity: isFilled ? '0' : order.quantity,
    filledQuantity: order.filled,
    status: order.status,
    parentPermId: order.parent === null ? undefined : order.parent.permId,
    completedTime: zonedTime(order.completedMs, zone),
    completedStatus: isFilled ? `Filled Size: ${order.filled.toString()}` : order.completedText,
  });
}

/** How an execution is told. */
export interface ExecutionTelling {
  /** -1 when nobody asked for it. */
  readonly reqId: number;
  readonly account: string;
  readonly zone: TimeZone;
  readonly habits: Pick<SimulatorHabits, 'executionTime'>;
}

export function executionData(execution: Execution, { reqId, account, zone, habits }: ExecutionTelling): WireMessage {
  const { order } = execution;
  const { contract } = order.instrument;
  const exchange = contract.primaryExchange;
  return EXECUTION_DATA.write({
    ...contractFields(contract, exchange),
    reqId,
    orderId: order.orderId,
    execId: execution.id,
    time: executionTime(execution.timeMs, zone, habits.executionTime),
    account,
    executionExchange: exchange,
    side: order.terms.side === 'BUY' ? 'BOT' : 'SLD',
    shares: execution.quantity,
    price: execution.price,
    permId: order.permId,
    clientId: order.clientId,
    cumQty: execution.cumulativeQuantity,
    avgPrice: execution.averagePrice,
    orderRef: order.terms.orderRef,
  });
}

function executionTime(utcMs: number, zone: TimeZone, form: SimulatorHabits['executionTime']): string {
  if (form === 'utc') return dashTime(utcMs);
  const zoned = zonedTime(utcMs, zone);
  // Two blanks, and the zone of TWS goes without saying.
  return form === 'zoned' ? zoned : `${zoned.slice(0, 8)}  ${clockTime(zone.toLocal(utcMs))}`;
}

/** Null while the commission is not known. */
export function commissionReport({ id, commission }: Execution): WireMessage | null {
  if (commission === null) return null;
  return COMMISSION_REPORT.write({
    execId: id,
    commission: commission.amount,
    currency: commission.currency,
    realizedPnl: commission.realizedPnl ?? undefined,
  });
}
