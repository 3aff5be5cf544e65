import { jsonReply, malformed, type Reply, refusalReply } from '../http/reply.ts';
import type { SimulatedOrder } from './simulated-order.ts';

const USUAL_PAGE = 50;
const LARGEST_PAGE = 500;
const STATUSES = ['open', 'closed', 'all'] as const;

/** Orders as `GET /v2/orders` gives them. @param all oldest first */
export function listOrders(all: readonly SimulatedOrder[], query: URLSearchParams): Reply {
  const status = STATUSES.find((each) => each === (query.get('status') ?? 'open'));
  const limit = Number(query.get('limit') ?? USUAL_PAGE);
  if (status === undefined) return refusalReply(malformed('invalid status'));
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= LARGEST_PAGE)) {
    return refusalReply(malformed(`limit must be between 1 and ${LARGEST_PAGE}`));
  }
  const isNested = query.get('nested') === 'true';
  const asked = within(all, query).filter((order) => {
    const isShown = !isNested || order.parent === null;
    return isShown && isOfStatus(order, status) && isWanted(order, query);
  });
  const isAscending = query.get('direction') === 'asc';
  const ordered = isAscending ? asked : asked.toReversed();
  return jsonReply(
    200,
    ordered.slice(0, limit).map((order) => order.render(isNested)),
  );
}

function isOfStatus({ isClosed }: SimulatedOrder, status: (typeof STATUSES)[number]): boolean {
  return status === 'all' || isClosed === (status === 'closed');
}

/** Those submitted strictly between two instants, and between two orders. */
function within(all: readonly SimulatedOrder[], query: URLSearchParams): readonly SimulatedOrder[] {
  const after = stampOf(query.get('after'));
  const until = stampOf(query.get('until'));
  const indexOf = (name: string): number => all.findIndex(({ id }) => id === query.get(name));
  const from = indexOf('after_order_id') + 1;
  const before = indexOf('before_order_id');
  return all.slice(from, before < 0 ? undefined : before).filter(({ fields }) => {
    const { submittedAt } = fields;
    return (after === null || submittedAt > after) && (until === null || submittedAt < until);
  });
}

/** A stamp with as many digits as ours, so that texts compare like instants; null for none. */
function stampOf(text: string | null): string | null {
  if (text === null || Number.isNaN(Date.parse(text))) return null;
  const seconds = new Date(Date.parse(text)).toISOString().slice(0, 19);
  const fraction = /\.(\d{1,9})/.exec(text)?.[1] ?? '';
  return `${seconds}.${fraction.padEnd(9, '0')}Z`;
}

function isWanted({ fields }: SimulatedOrder, query: URLSearchParams): boolean {
  const symbols = query.get('symbols')?.split(',') ?? [];
  const side = query.get('side');
  const assetClass = query.get('asset_class');
  const { instrument } = fields;
  return (
    (symbols.length === 0 || symbols.includes(instrument.symbol)) &&
    (side === null || side === fields.side) &&
    (assetClass === null || assetClass === 'all' || assetClass === instrument.assetClass)
  );
}
