import type { WireTradeUpdate } from '../../wire/trade-update.ts';
import { notFound, type Reply, refusalReply } from '../http/reply.ts';
import type { Route } from '../http/router.ts';
import type { TradeUpdates } from './trade-updates.ts';

/**
 * `GET /v2/events/trades`: the updates of a span as server-sent events, by time (`since`, `until`) or by event id. The
 * answer ends with the last of them.
 *
 * @param isOn Alpaca does not give it to everybody: 404 then
 */
export function eventStreamRoutes(updates: TradeUpdates, isOn: () => boolean): Route[] {
  return [
    {
      method: 'GET',
      path: '/v2/events/trades',
      answer: ({ query }) => (isOn() ? render(updates.log, query) : refusalReply(notFound('endpoint not found'))),
    },
  ];
}

function render(log: readonly WireTradeUpdate[], query: URLSearchParams): Reply {
  const since = instantOf(query.get('since'), Number.NEGATIVE_INFINITY);
  const until = instantOf(query.get('until'), Number.POSITIVE_INFINITY);
  const sinceId = query.get('since_id') ?? '';
  const untilId = query.get('until_id');
  const asked = log.filter(({ at = '', event_id: id = '' }) => {
    const ms = Date.parse(at);
    return ms >= since && ms <= until && id >= sinceId && (untilId === null || id <= untilId);
  });
  const body = asked.map((update) => `id: ${update.event_id}\ndata: ${JSON.stringify(update)}\n\n`).join('');
  return { status: 200, body, contentType: 'text/event-stream' };
}

function instantOf(text: string | null, otherwise: number): number {
  const ms = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? otherwise : ms;
}
