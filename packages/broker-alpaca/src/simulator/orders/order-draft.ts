import type { Decimal } from '@lockstep/core';
import type { WireOrderClass, WireOrderType, WireTimeInForce } from '../../wire/order.ts';
import { BodyFields } from '../http/body-fields.ts';
import { isRefusal, malformed, type Refusal } from '../http/reply.ts';

const TYPES: readonly WireOrderType[] = ['market', 'limit', 'stop', 'stop_limit', 'trailing_stop'];
const TIMES_IN_FORCE: readonly WireTimeInForce[] = ['day', 'gtc', 'opg', 'cls', 'ioc', 'fok'];
const CLASSES: readonly WireOrderClass[] = ['', 'simple', 'bracket', 'oco', 'oto'];
const INTENTS = ['buy_to_open', 'buy_to_close', 'sell_to_open', 'sell_to_close'] as const;
const LONGEST_CLIENT_ORDER_ID = 128;

/** The stop of a bracket, with a limit for a stop-limit order. */
export interface DraftStop {
  readonly stopPrice: Decimal;
  readonly limitPrice: Decimal | null;
}

/** An order as it was asked for: well-formed, and no more is known. */
export interface OrderDraft {
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly type: WireOrderType;
  readonly timeInForce: WireTimeInForce;
  readonly qty: Decimal | null;
  readonly notional: Decimal | null;
  readonly limitPrice: Decimal | null;
  readonly stopPrice: Decimal | null;
  readonly trailPrice: Decimal | null;
  readonly trailPercent: Decimal | null;
  readonly extendedHours: boolean;
  readonly clientOrderId: string | null;
  readonly orderClass: WireOrderClass;
  /** Limit price of the target. */
  readonly takeProfit: Decimal | null;
  readonly stopLoss: DraftStop | null;
  readonly positionIntent: (typeof INTENTS)[number] | null;
}

/** Reads the body of `POST /v2/orders`. */
export function readOrder(body: unknown): OrderDraft | Refusal {
  const fields = new BodyFields(body);
  const symbol = fields.text('symbol');
  const side = fields.choice('side', ['buy', 'sell'] as const);
  const type = fields.choice('type', TYPES);
  const timeInForce = fields.choice('time_in_force', TIMES_IN_FORCE);
  const profit = fields.nested('take_profit');
  const loss = fields.nested('stop_loss');
  const stopLoss = loss === null ? null : readStop(loss);
  const takeProfit = profit?.decimal('limit_price') ?? null;
  const rest = {
    qty: fields.decimal('qty'),
    notional: fields.decimal('notional'),
    limitPrice: fields.decimal('limit_price'),
    stopPrice: fields.decimal('stop_price'),
    trailPrice: fields.decimal('trail_price'),
    trailPercent: fields.decimal('trail_percent'),
    extendedHours: fields.flag('extended_hours'),
    clientOrderId: fields.text('client_order_id'),
    orderClass: fields.choice('order_class', CLASSES) ?? '',
    takeProfit,
    positionIntent: fields.choice('position_intent', INTENTS),
  };
  const refusal = fields.refusal ?? profit?.refusal ?? loss?.refusal ?? null;
  if (refusal !== null) return refusal;
  if (stopLoss !== null && isRefusal(stopLoss)) return stopLoss;
  if (symbol === null) return malformed('symbol is required');
  if (side === null) return malformed('side is required');
  if (type === null) return malformed('type is required');
  if (timeInForce === null) return malformed('time_in_force is required');
  const draft: OrderDraft = { symbol, side, type, timeInForce, stopLoss, ...rest };
  return shapeRefusal(draft) ?? draft;
}

function readStop(fields: BodyFields): DraftStop | Refusal {
  const stopPrice = fields.decimal('stop_price');
  if (stopPrice === null) return fields.refusal ?? malformed('stop_loss.stop_price is required');
  return { stopPrice, limitPrice: fields.decimal('limit_price') };
}

/** Why fields do not go together, or null. */
function shapeRefusal(draft: OrderDraft): Refusal | null {
  const { qty, notional, clientOrderId } = draft;
  if (qty === null && notional === null) return malformed('qty or notional is required');
  if (qty !== null && notional !== null) return malformed('only one of qty or notional is accepted');
  if (qty !== null && qty.sign() <= 0) return malformed('qty must be > 0');
  if (notional !== null && notional.sign() <= 0) return malformed('notional must be > 0');
  if ((clientOrderId?.length ?? 0) > LONGEST_CLIENT_ORDER_ID) {
    return malformed(`client_order_id must be no more than ${LONGEST_CLIENT_ORDER_ID} characters`);
  }
  return priceRefusal(draft);
}

function priceRefusal({ type, orderClass, limitPrice, stopPrice, takeProfit, ...draft }: OrderDraft): Refusal | null {
  for (const price of [limitPrice, stopPrice, takeProfit, draft.trailPrice, draft.trailPercent]) {
    if (price !== null && price.sign() <= 0) return malformed('prices must be > 0');
  }
  // The limit of an OCO order is that of its target.
  const hasLimit = limitPrice !== null || (orderClass === 'oco' && takeProfit !== null);
  switch (type) {
    case 'market':
      return limitPrice === null && stopPrice === null
        ? null
        : malformed('market orders require no stop or limit price');
    case 'limit':
      return hasLimit ? null : malformed('limit orders require a limit price');
    case 'stop':
      return stopPrice === null ? malformed('stop orders require a stop price') : null;
    case 'stop_limit':
      return stopPrice === null || !hasLimit ? malformed('stop limit orders require both stop and limit price') : null;
    default:
      return (draft.trailPrice === null) === (draft.trailPercent === null)
        ? malformed('trailing stop orders must specify one of trail_price or trail_percent')
        : null;
  }
}
