import {
  type BrokerageCash,
  type BrokerageExecution,
  type BrokerageExecutions,
  type BrokerageHolding,
  type BrokerageOrder,
  Decimal,
  OrderStatus,
  type SecuritySymbol,
  SecurityType,
} from '@lockstep/core';
import type { WireFillActivity, WirePosition } from '../../wire/account.ts';
import type { WireOrder } from '../../wire/order.ts';
import type { TradingApi } from '../calls/trading-api.ts';
import { executionId, ownClientOrderId } from '../orders/order-chain.ts';
import { listAllOrders } from '../orders/order-listing.ts';
import type { OrderReader } from '../orders/order-reader.ts';
import type { OrderRegistry } from '../orders/order-registry.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import { decimalOf, orderStatusOf, orderTypeOf, wireValues } from '../orders/wire-values.ts';

/** What answering works with. */
export interface AccountAnswersOptions {
  readonly api: TradingApi;
  readonly registry: OrderRegistry;
  readonly reader: OrderReader;
  /** The security that one of Alpaca's symbols is; null for one that is not known here. */
  readonly symbolOf: (symbol: string, securityType: SecurityType) => SecuritySymbol | null;
  readonly utcNow: () => number;
  /** Told of positions as they were read. */
  readonly onPositions: (positions: readonly WirePosition[]) => void;
}

const ZERO = Decimal.ZERO;
/** Activities lag behind: what is older and is not among them was taken back, ms. */
const LISTED_AFTER_MS = 60_000;

/** Alpaca's account in core's words: open orders, single orders, executions, positions and cash. */
export class AccountAnswers {
  readonly #options: AccountAnswersOptions;
  /** Orders of which only the name matters, by their ids: it does not change. */
  readonly #names = new Map<string, string>();

  constructor(options: AccountAnswersOptions) {
    this.#options = options;
  }

  async getOpenOrders(): Promise<readonly BrokerageOrder[]> {
    const { api } = this.#options;
    const listed = await listAllOrders(api, { status: 'open' });
    await this.#nameLegs();
    const described: BrokerageOrder[] = [];
    for (const wire of listed) described.push(await this.describe(wire));
    return described;
  }

  /** Legs of which the ids are not known are orders of nobody's until they are. */
  async #nameLegs(): Promise<void> {
    const { registry, reader } = this.#options;
    for (const { parent, chain } of registry.open()) {
      if (parent !== null && chain.head === null && parent.chain.head !== null) await reader.readLegs(parent, 'read');
    }
  }

  async findOrder(clientOrderId: string): Promise<BrokerageOrder | null> {
    const { api, registry, reader } = this.#options;
    const tracked = registry.withClientOrderId(clientOrderId);
    if (tracked !== null) {
      const isThere = await reader.read(tracked);
      const head = tracked.chain.head?.wire;
      return isThere && head !== undefined ? this.#describeTracked(tracked, head) : null;
    }
    const found = await api.findOrder(clientOrderId);
    if (found === null) return null;
    return this.describe(await this.#latest(found));
  }

  /** What has taken the place of an order in the end. */
  async #latest(wire: WireOrder): Promise<WireOrder> {
    let latest = wire;
    const seen = new Set<string>();
    while (latest.replaced_by !== null && !seen.has(latest.id)) {
      seen.add(latest.id);
      latest = await this.#options.api.getOrder(latest.replaced_by);
    }
    return latest;
  }

  /** One of Alpaca's orders, with what was filled of those that it has replaced. */
  async describe(wire: WireOrder): Promise<BrokerageOrder> {
    const { registry, reader } = this.#options;
    const tracked = registry.behind(wire);
    if (tracked !== null) {
      reader.take(tracked, wire);
      const head = tracked.chain.has(wire.id) ? wire : (tracked.chain.head?.wire ?? wire);
      return this.#describeTracked(tracked, head);
    }
    const filled = await this.#filledBefore(wire);
    return this.#described(wire, {
      clientOrderId: ownClientOrderId(wire.client_order_id),
      brokerIds: [wire.id],
      parentBrokerId: null,
      mayExecute: true,
      filledBefore: filled,
      averagePrice: decimalOf(wire.filled_avg_price) ?? ZERO,
    });
  }

  /** What the orders before it had filled, where it began at zero. */
  async #filledBefore({ replaces, filled_qty: own }: WireOrder): Promise<Decimal> {
    if (replaces === null) return ZERO;
    const before = await this.#options.api.getOrder(replaces);
    const filled = decimalOf(before.filled_qty) ?? ZERO;
    const further = await this.#filledBefore(before);
    // Where it goes on from what was filled, that is part of its own.
    return (decimalOf(own) ?? ZERO).gte(filled) && filled.sign() > 0 ? further : filled.plus(further);
  }

  #describeTracked(tracked: TrackedOrder, wire: WireOrder): BrokerageOrder {
    const { chain, parent, clientOrderId } = tracked;
    const own = decimalOf(wire.filled_qty) ?? ZERO;
    const parentHead = parent?.chain.head;
    return this.#described(wire, {
      clientOrderId,
      brokerIds: chain.brokerIds.length === 0 ? [wire.id] : chain.brokerIds,
      parentBrokerId: parentHead?.id ?? null,
      mayExecute: parent === null || parent.isPair || parentHead?.status === 'filled',
      filledBefore: Decimal.max(chain.reported.minus(own), ZERO),
      averagePrice: chain.filled.isZero() ? (decimalOf(wire.filled_avg_price) ?? ZERO) : chain.averagePrice,
      symbol: tracked.order.symbol,
      ordered: chain.ordered,
      hasMore: wire.status === 'filled' && (chain.remainder !== null || chain.isShort),
    });
  }

  #described(wire: WireOrder, facts: OrderFacts): BrokerageOrder {
    const { quantity, limitPrice, stopPrice, trailingAmount } = wireValues(wire);
    const sign = (value: Decimal): Decimal => (wire.side === 'sell' ? value.negated() : value).normalize();
    const filled = (decimalOf(wire.filled_qty) ?? ZERO).plus(facts.filledBefore);
    return {
      clientOrderId: facts.clientOrderId,
      brokerIds: facts.brokerIds,
      parentBrokerId: facts.parentBrokerId,
      symbol: facts.symbol ?? this.#options.symbolOf(wire.symbol, securityTypeOf(wire.asset_class)),
      instrument: wire.symbol,
      type: orderTypeOf(wire),
      // What an order by value buys is known when it has filled.
      quantity: sign(facts.ordered ?? quantity ?? filled),
      filledQuantity: sign(filled),
      averageFillPrice: facts.averagePrice.normalize(),
      limitPrice,
      stopPrice,
      trailingAmount,
      status: facts.hasMore === true ? OrderStatus.PartiallyFilled : orderStatusOf(wire, facts.mayExecute),
      updatedAtMs: Date.parse(wire.updated_at),
    };
  }

  async getExecutions(sinceMs: number): Promise<BrokerageExecutions> {
    const { api, registry, utcNow } = this.#options;
    // What is after an instant is asked for, and that instant is wanted too.
    const fills = await api.listFills(new Date(sinceMs - 1));
    const listedMs = utcNow() - LISTED_AFTER_MS;
    const executions: BrokerageExecution[] = [];
    for (const fill of fills)
      if (Date.parse(fill.transaction_time) >= sinceMs) executions.push(await this.#execution(fill));
    for (const tracked of registry.all())
      executions.push(...unlisted(tracked, executions, Math.max(sinceMs, listedMs)));
    executions.sort((a, b) => a.timeMs - b.timeMs);
    return { executions, completeFromMs: sinceMs };
  }

  async #execution(fill: WireFillActivity): Promise<BrokerageExecution> {
    const { registry, symbolOf } = this.#options;
    const tracked = registry.withBrokerId(fill.order_id);
    const quantity = decimalOf(fill.qty) ?? ZERO;
    const price = decimalOf(fill.price) ?? ZERO;
    return {
      id: executionId(fill.order_id, { cumulative: decimalOf(fill.cum_qty) ?? ZERO, price }),
      clientOrderId: tracked?.clientOrderId ?? (await this.#nameOf(fill.order_id)),
      brokerIds: tracked?.chain.brokerIds ?? [fill.order_id],
      symbol: tracked?.order.symbol ?? symbolOf(fill.symbol, typeOfSymbol(fill.symbol)),
      instrument: fill.symbol,
      quantity: fill.side === 'buy' ? quantity : quantity.negated(),
      price,
      timeMs: Date.parse(fill.transaction_time),
      fee: null,
    };
  }

  async #nameOf(orderId: string): Promise<string> {
    const known = this.#names.get(orderId);
    if (known !== undefined) return known;
    const name = ownClientOrderId((await this.#options.api.getOrder(orderId)).client_order_id);
    this.#names.set(orderId, name);
    return name;
  }

  async getHoldings(): Promise<readonly BrokerageHolding[]> {
    const { api, symbolOf, onPositions } = this.#options;
    const positions = await api.getPositions();
    onPositions(positions);
    return positions.map((position) => ({
      symbol: symbolOf(position.symbol, securityTypeOf(position.asset_class)),
      instrument: position.symbol,
      quantity: heldOf(position),
      averagePrice: decimalOf(position.avg_entry_price) ?? ZERO,
      marketPrice: decimalOf(position.current_price),
      positionId: null,
    }));
  }

  async getCashBalance(): Promise<readonly BrokerageCash[]> {
    const { currency, cash } = await this.#options.api.getAccount();
    return [{ currency, amount: decimalOf(cash) ?? ZERO }];
  }
}

/** Facts of an order that its wire form alone does not tell. */
interface OrderFacts {
  readonly clientOrderId: string;
  readonly brokerIds: readonly string[];
  readonly parentBrokerId: string | null;
  readonly mayExecute: boolean;
  readonly filledBefore: Decimal;
  readonly averagePrice: Decimal;
  readonly symbol?: SecuritySymbol;
  /** What is filled is the first of two parts. */
  readonly hasMore?: boolean;
  /** Units of all its parts, without a sign. */
  readonly ordered?: Decimal | null;
}

/** Executions that were told and that the activities, which lag, do not list yet. */
function unlisted(
  { told, order, clientOrderId, chain }: TrackedOrder,
  listed: readonly BrokerageExecution[],
  sinceMs: number,
): BrokerageExecution[] {
  const ids = new Set<string>();
  let filled = ZERO;
  for (const execution of listed) {
    if (execution.clientOrderId !== clientOrderId) continue;
    ids.add(execution.id);
    filled = filled.plus(execution.quantity.abs());
  }
  const wanted = told.filter(({ timeMs }) => timeMs >= sinceMs);
  const units = wanted.reduce((sum, { quantity }) => sum.plus(quantity.abs()), ZERO);
  // What was concluded may be listed by now in its parts.
  if (filled.gte(units)) return [];
  return wanted
    .filter(({ id }) => !ids.has(id))
    .map(({ id, quantity, price, timeMs }) => ({
      id,
      clientOrderId,
      brokerIds: chain.brokerIds,
      symbol: order.symbol,
      instrument: order.symbol.value,
      quantity,
      price,
      timeMs,
      fee: null,
    }));
}

/** Units of a position, negative for a short one. */
export function heldOf({ qty, side }: WirePosition): Decimal {
  const quantity = decimalOf(qty) ?? ZERO;
  return side === 'short' && quantity.sign() > 0 ? quantity.negated() : quantity;
}

function securityTypeOf(assetClass: string): SecurityType {
  return assetClass === 'crypto'
    ? SecurityType.Crypto
    : assetClass === 'us_option'
      ? SecurityType.Option
      : SecurityType.Equity;
}

function typeOfSymbol(symbol: string): SecurityType {
  return symbol.includes('/') ? SecurityType.Crypto : SecurityType.Equity;
}
