import { TimeZone } from '@lockstep/core';
import { jsonReply, malformed, type Reply, refusalReply } from '../http/reply.ts';
import type { Route } from '../http/router.ts';
import type { Execution, Executions } from '../orders/executions.ts';
import { stamp } from '../wire-times.ts';
import type { CashActivity, CashActivityLog } from './cash-activity-log.ts';

const NEW_YORK = TimeZone.of('America/New_York');
const LARGEST_PAGE = 100;

type Activity = Execution | CashActivity;

/** `/v2/account/activities`: fills, and money that moves without a trade. */
export function activityRoutes(executions: Executions, movements: CashActivityLog): Route[] {
  const answer = (types: readonly string[], query: URLSearchParams): Reply => {
    const category = query.get('category');
    const isAsked = (type: string): boolean => types.length === 0 || types.includes(type);
    const fills = category !== 'non_trade_activity' && isAsked('FILL') ? executions.all : [];
    const cash =
      category === 'trade_activity' ? [] : movements.all.filter(({ fields }) => isAsked(fields.activity_type));
    if (cash.length === 0) return list(fills, query);
    return list(
      [...fills, ...cash].sort((a, b) => a.timeMs - b.timeMs),
      query,
    );
  };
  return [
    {
      method: 'GET',
      path: '/v2/account/activities',
      answer: ({ query }) =>
        answer(
          (query.get('activity_types') ?? '').split(',').filter((type) => type !== ''),
          query,
        ),
    },
    {
      method: 'GET',
      path: '/v2/account/activities/:type',
      answer: ({ params, query }) => answer([params['type'] ?? ''], query),
    },
  ];
}

/** Activities are newest first unless asked otherwise; a page begins after the one whose id is the token. */
function list(all: readonly Activity[], query: URLSearchParams): Reply {
  const size = Number(query.get('page_size') ?? LARGEST_PAGE);
  if (!(Number.isInteger(size) && size >= 1 && size <= LARGEST_PAGE)) {
    return refusalReply(malformed(`page_size must be between 1 and ${LARGEST_PAGE}`));
  }
  const after = instantOf(query.get('after'));
  const until = instantOf(query.get('until'));
  const date = query.get('date');
  const asked = all.filter(({ timeMs }) => {
    const isOnDate = date === null || newYorkDate(timeMs) === date.slice(0, 10);
    return isOnDate && (after === null || timeMs > after) && (until === null || timeMs < until);
  });
  const ordered = query.get('direction') === 'asc' ? asked : asked.toReversed();
  const token = query.get('page_token');
  const from = token === null ? 0 : ordered.findIndex((each) => activityId(each) === token) + 1;
  if (token !== null && from === 0) return refusalReply(malformed('invalid page_token'));
  return jsonReply(200, ordered.slice(from, from + size).map(render));
}

function instantOf(text: string | null): number | null {
  if (text === null) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

function newYorkDate(utcMs: number): string {
  return new Date(NEW_YORK.toLocal(utcMs)).toISOString().slice(0, 10);
}

function activityId(activity: Activity): string {
  return 'fields' in activity ? activity.fields.id : `${localStamp(activity.timeMs)}::${activity.id}`;
}

function render(activity: Activity): unknown {
  return 'fields' in activity ? activity.fields : renderFill(activity);
}

function renderFill(execution: Execution): Readonly<Record<string, unknown>> {
  const { order, status, quantity, price, cumulativeQuantity, leavesQuantity, timeMs } = execution;
  const { side, instrument } = order.fields;
  return {
    id: activityId(execution),
    activity_type: 'FILL',
    transaction_time: stamp(timeMs),
    type: status === 'filled' ? 'fill' : 'partial_fill',
    price: price.toString(),
    qty: quantity.toString(),
    side,
    symbol: instrument.positionSymbol,
    leaves_qty: leavesQuantity.toString(),
    order_id: order.id,
    cum_qty: cumulativeQuantity.toString(),
    order_status: status,
  };
}

/** New York's wall clock as digits, by which ids sort. */
function localStamp(utcMs: number): string {
  const digits = new Date(NEW_YORK.toLocal(utcMs)).toISOString().replaceAll(/\D/g, '');
  return digits.slice(0, 17);
}
