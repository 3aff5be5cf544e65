import type { Alpaca } from '@alpacahq/alpaca-trade-api';
import type { Clock, Timer } from '@lockstep/core';
import type {
  WireAccount,
  WireAsset,
  WireCashActivity,
  WireClock,
  WireFillActivity,
  WirePosition,
  WireTradingDay,
} from '../../wire/account.ts';
import type { WireOrder, WireOrderRequest, WireReplaceRequest } from '../../wire/order.ts';
import { CallFailure, callFailureOf } from './call-failure.ts';
import type { RequestBudget, RequestPriority } from './request-budget.ts';

/** What calls are made with. */
export interface TradingApiOptions {
  readonly client: Alpaca;
  readonly clock: Clock;
  readonly budget: RequestBudget;
  /** Time after which an answer is no longer waited for, ms. */
  readonly deadlineMs: number;
}

/** Which orders to list. */
export interface OrderListing {
  readonly status: 'open' | 'closed' | 'all';
  /** Submitted after this instant, RFC 3339. */
  readonly after?: string | undefined;
  /** Submitted up to this instant. */
  readonly until?: string | undefined;
  /** Those that follow an order in the list. */
  readonly afterOrderId?: string | undefined;
  readonly direction?: 'asc' | 'desc' | undefined;
}

/** Most that Alpaca lists at once. */
const MOST_ORDERS = 500;
const MOST_ACTIVITIES = 100;

/** Calls of the raw client, which give the response itself. */
type RawCall = (init: RequestInit) => Promise<{ readonly raw: Response }>;

/**
 * Alpaca's trading API by its own client: answers as they are on the wire, each call with its share of the budget and a
 * deadline, every failure a `CallFailure`. Nothing is repeated here.
 */
export class TradingApi {
  readonly #options: TradingApiOptions;
  readonly #pending = new Set<AbortController>();

  constructor(options: TradingApiOptions) {
    this.#options = options;
  }

  /** Calls that were sent and have no answer. */
  get pending(): number {
    return this.#pending.size;
  }

  /** Gives up every call that has no answer. */
  close(): void {
    for (const call of this.#pending) call.abort(new Error('The brokerage was disconnected.'));
    this.#options.budget.close();
  }

  postOrder(request: WireOrderRequest): Promise<WireOrder> {
    const { orders } = this.#options.client.trading;
    const { type, time_in_force: timeInForce } = request;
    const postOrderRequest = { ...clientRequest(request), type, timeInForce };
    return this.#call('order', (init) => orders.postOrderRaw({ postOrderRequest }, init));
  }

  /** The order that takes the place of another. */
  replaceOrder(orderId: string, request: WireReplaceRequest): Promise<WireOrder> {
    const { orders } = this.#options.client.trading;
    const patchOrderRequest = clientRequest(request);
    return this.#call('order', (init) => orders.patchOrderByOrderIdRaw({ orderId, patchOrderRequest }, init));
  }

  /** Asks for the cancel of an order; that it was asked for does not mean that it will be cancelled. */
  async cancelOrder(orderId: string): Promise<void> {
    const { orders } = this.#options.client.trading;
    await this.#call('cancel', (init) => orders.deleteOrderByOrderIDRaw({ orderId }, init), true);
  }

  /** Asks for the cancel of all open orders. What became of each: its id, and 200 or a status of failure. */
  cancelAllOrders(): Promise<readonly { readonly id: string; readonly status: number }[]> {
    const { orders } = this.#options.client.trading;
    return this.#call('cancel', (init) => orders.deleteAllOrdersRaw(init));
  }

  /** An order with its legs. */
  getOrder(orderId: string, priority: RequestPriority = 'read'): Promise<WireOrder> {
    const { orders } = this.#options.client.trading;
    return this.#call(priority, (init) => orders.getOrderByOrderIDRaw({ orderId, nested: true }, init));
  }

  /** The first order of a client order id, whatever has replaced it; null when Alpaca has never seen it. */
  async findOrder(clientOrderId: string, priority: RequestPriority = 'read'): Promise<WireOrder | null> {
    const { orders } = this.#options.client.trading;
    try {
      return await this.#call(priority, (init) => orders.getOrderByClientOrderIdRaw({ clientOrderId }, init));
    } catch (error) {
      if (error instanceof CallFailure && error.status === 404) return null;
      throw error;
    }
  }

  /** One page of orders, each leg an order of its own: beneath a parent that has ended none would be listed. */
  listOrders({ status, after, until, afterOrderId, direction = 'asc' }: OrderListing): Promise<readonly WireOrder[]> {
    const { orders } = this.#options.client.trading;
    const query = {
      status,
      limit: MOST_ORDERS,
      direction,
      nested: false,
      ...(after === undefined ? {} : { after }),
      ...(until === undefined ? {} : { until }),
      ...(afterOrderId === undefined ? {} : { afterOrderId }),
    };
    return this.#call('read', (init) => orders.getAllOrdersRaw(query, init));
  }

  /** Executions after an instant, oldest first, all pages. */
  async listFills(after: Date): Promise<readonly WireFillActivity[]> {
    return (await this.#listActivities('FILL', after)) as readonly WireFillActivity[];
  }

  /** Activities that are no executions, of all kinds, after an instant, all pages. */
  async listCashActivities(after: Date): Promise<readonly WireCashActivity[]> {
    const { accountActivities } = this.#options.client.trading;
    return this.#pages((page, init) =>
      accountActivities.getAccountActivitiesRaw(
        { category: 'non_trade_activity', after, direction: 'asc', ...page },
        init,
      ),
    );
  }

  #listActivities(activityType: string, after: Date): Promise<readonly WireFillActivity[]> {
    const { accountActivities } = this.#options.client.trading;
    return this.#pages((page, init) =>
      accountActivities.getAccountActivitiesByActivityTypeRaw({ activityType, after, direction: 'asc', ...page }, init),
    );
  }

  async #pages<T extends { readonly id: string }>(
    call: (page: { pageSize: number; pageToken?: string }, init: RequestInit) => Promise<{ readonly raw: Response }>,
  ): Promise<readonly T[]> {
    const all: T[] = [];
    const tokens = new Set<string>();
    for (;;) {
      const last = all.at(-1);
      const token = last === undefined ? {} : { pageToken: last.id };
      const page = await this.#call<readonly T[]>('read', (init) =>
        call({ pageSize: MOST_ACTIVITIES, ...token }, init),
      );
      all.push(...page);
      if (page.length < MOST_ACTIVITIES) return all;
      const next = page.at(-1)?.id ?? '';
      if (tokens.has(next))
        throw new CallFailure(`Alpaca repeats a page of activities (${next}): the list has no end.`);
      tokens.add(next);
    }
  }

  getAccount(): Promise<WireAccount> {
    const { account } = this.#options.client.trading;
    return this.#call('read', (init) => account.getAccountRaw(init));
  }

  getPositions(): Promise<readonly WirePosition[]> {
    const { positions } = this.#options.client.trading;
    return this.#call('read', (init) => positions.getAllOpenPositionsRaw(init));
  }

  getClock(): Promise<WireClock> {
    const { clock } = this.#options.client.trading;
    return this.#call('read', (init) => clock.legacyClockRaw(init));
  }

  /** Days of trading from one instant to another. */
  getCalendar(start: Date, end: Date): Promise<readonly WireTradingDay[]> {
    const { calendar } = this.#options.client.trading;
    return this.#call('order', (init) => calendar.legacyCalendarRaw({ start, end }, init));
  }

  getAsset(symbolOrAssetId: string): Promise<WireAsset> {
    const { assets } = this.#options.client.trading;
    return this.#call('order', (init) => assets.getV2AssetsSymbolOrAssetIdRaw({ symbolOrAssetId }, init));
  }

  /** @param mayBeEmpty an answer without a body is one; elsewhere it leaves open what was done */
  async #call<T>(priority: RequestPriority, call: RawCall, mayBeEmpty = false): Promise<T> {
    const { budget } = this.#options;
    const turn = budget.take(priority);
    if (turn !== null) await turn;
    const controller = new AbortController();
    this.#pending.add(controller);
    const timer = this.#deadline(controller);
    try {
      const { raw } = await call({ signal: controller.signal });
      const text = await raw.text();
      budget.answered();
      if (mayBeEmpty && text === '') return undefined as T;
      return JSON.parse(text) as T;
    } catch (error) {
      const failure = await callFailureOf(error);
      if (failure.status === 429) budget.pause(failure.retryAfterMs);
      else if (failure.status !== null) budget.answered();
      throw failure;
    } finally {
      timer.cancel();
      this.#pending.delete(controller);
    }
  }

  #deadline(controller: AbortController): Timer {
    const { clock, deadlineMs } = this.#options;
    return clock.at(clock.utcNow() + deadlineMs, () => {
      controller.abort(new Error(`Nothing was heard within ${deadlineMs / 1_000} s.`));
    });
  }
}

/** A request as the client wants it: it writes names in its own way, and turns them back for the wire. */
function clientRequest(request: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(request).map(([name, value]) => [
      name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      typeof value === 'object' && value !== null ? clientRequest(value as object) : value,
    ]),
  );
}
