import {
  type AlgorithmRun,
  type Clock,
  type ClosedTrade,
  type Order,
  type OrderEvent,
  orderEventToJson,
  orderStatusName,
  orderToJson,
  type Recorder,
  type SecuritySymbol,
  type Signal,
} from '@lockstep/core';
import type { AccountSnapshotRecord, JsonObject, JsonValue } from '../store/journal-record.ts';
import type { Store } from '../store/store.ts';
import { DayBook } from './day-book.ts';
import type { Notices } from './notices.ts';
import { type SavedRun, saveRun } from './saved-run.ts';

/** Time between two looks at the account without a fill, ms. */
const SNAPSHOT_EVERY_MS = 5 * 60_000;

/** What recording works with. */
export interface JournalRecorderOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly notices: Notices;
  readonly run: () => AlgorithmRun;
  /** Parts of the journal that the run does not hold. */
  readonly unsaved: SavedRun['unsaved'];
}

/**
 * Writes down what a run goes through: order events, trades, signals, the account, and after each step that changed
 * something, all that a restarted process needs to go on from there.
 */
export class JournalRecorder implements Recorder {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #run: () => AlgorithmRun;
  readonly #unsaved: SavedRun['unsaved'];
  readonly #notices: Notices;
  readonly #days: DayBook;
  #isDirty = false;
  #hasFilled = false;
  #nextSnapshotMs = Number.NEGATIVE_INFINITY;
  #savedState = '';
  #savedRisk = '';
  /** The signal of this step, for the orders that follow it. */
  #signal: { number: number | null; readonly values: JsonObject } | null = null;
  /** What was seen when an order was asked for, by its id, while the order or its position is open. */
  readonly #valuesOf = new Map<number, JsonObject>();

  constructor({ store, clock, notices, run, unsaved }: JournalRecorderOptions) {
    this.#store = store;
    this.#notices = notices;
    this.#clock = clock;
    this.#run = run;
    this.#unsaved = unsaved;
    this.#days = new DayBook(store);
  }

  /** Something was asked for, or the account was corrected: the step is to be saved. */
  touch(): void {
    this.#isDirty = true;
  }

  /** Gives the journal number of the signal that the orders of this step follow, once what comes after it is written. */
  readonly signalOf = (order: Order): (() => number | null) => {
    this.#isDirty = true;
    const signal = this.#signal;
    if (signal !== null) this.#valuesOf.set(order.id, signal.values);
    return () => signal?.number ?? null;
  };

  orderEvent(event: OrderEvent, order: Order): void {
    this.#isDirty = true;
    const { limitPrice, stopPrice, triggerPrice, trailingAmount } = orderToJson(order);
    void this.#store.keep({
      kind: 'orderEvent',
      event: orderEventToJson(event),
      executionId: event.isFill ? event.executionId : '',
      orderStatus: orderStatusName(order.status),
      filledQuantity: order.quantityFilled.toString(),
      averagePrice: order.price.toString(),
      limitPrice,
      stopPrice,
      triggerPrice,
      trailingAmount,
    });
    if (!event.isFill) return;
    this.#hasFilled = true;
    this.recordPosition(event.symbol, false);
    this.#days.onFill(event);
  }

  /** Writes down a position as it is now. @param external it was not made by an order of ours */
  recordPosition(symbol: SecuritySymbol, external: boolean): void {
    const security = this.#run().securities.find(symbol);
    if (security === undefined) return;
    this.#isDirty = true;
    void this.#store.keep({
      kind: 'position',
      symbol: symbol.value,
      quantity: security.holdings.exactQuantity.toString(),
      averagePrice: security.holdings.exactAveragePrice.toString(),
      marketPrice: security.hasData ? security.exactPrice.toString() : null,
      external,
    });
  }

  tradeClosed(trade: ClosedTrade): void {
    const { orderIds } = trade;
    const { stop, target } = this.#protectionOf(orderIds);
    const values = orderIds.map((id) => this.#valuesOf.get(id)).find((each) => each !== undefined) ?? {};
    for (const id of orderIds) this.#valuesOf.delete(id);
    this.#days.onTrade(trade);
    void this.#store.keep({
      kind: 'tradeClosed',
      symbol: trade.symbol.value,
      direction: trade.direction,
      quantity: trade.quantity.toString(),
      entryTimeMs: trade.entryTimeMs,
      entryPrice: trade.entryPrice.toString(),
      exitTimeMs: trade.exitTimeMs,
      exitPrice: trade.exitPrice.toString(),
      profitLoss: trade.profitLoss.toString(),
      fees: trade.totalFees.toString(),
      stopPrice: stop,
      targetPrice: target,
      entryValues: values,
      orderIds,
    });
  }

  /** Stop and target of the brackets that the orders belong to. */
  #protectionOf(orderIds: readonly number[]): { readonly stop: string | null; readonly target: string | null } {
    const { book } = this.#run();
    const entries = [...new Set(orderIds.map((id) => book.get(id)?.order.bracketId || id))];
    // The children's ids follow that of the entry.
    const children = entries.flatMap((id) => {
      const orders = [book.get(id + 1)?.order, book.get(id + 2)?.order];
      return orders.filter((order) => order?.bracketId === id).filter((order) => order !== undefined);
    });
    const stop = children.find(({ stopPrice }) => !stopPrice.isZero());
    const target = children.find(({ limitPrice }) => !limitPrice.isZero());
    return { stop: stop?.stopPrice.toString() ?? null, target: target?.limitPrice.toString() ?? null };
  }

  signal({ name, symbol, values }: Signal): void {
    const signal: { number: number | null; readonly values: JsonObject } = { number: null, values };
    void this.#store.keep({ kind: 'signal', name, symbol: symbol?.value ?? null, values }, (seq) => {
      signal.number = seq;
    });
    this.#signal = signal;
  }

  orderRefused(symbol: string, code: string, reason: string): void {
    void this.#store.keep({ kind: 'riskDecision', orderId: null, symbol, allowed: false, code, reason });
  }

  protectionFailed(symbol: SecuritySymbol, text: string): void {
    this.#notices.tell({ severity: 'critical', code: 'PROTECTION_FAILED', title: text, subject: symbol.value });
  }

  lossLimitReached(reason: string, policy: 'pause' | 'flatten'): void {
    this.#isDirty = true;
    this.#notices.tell({
      severity: 'critical',
      code: 'LOSS_LIMIT',
      title: `Trading is paused until the next session: ${reason}.`,
      text: policy === 'flatten' ? 'All positions are being closed.' : 'Positions are kept, and may be closed.',
    });
  }

  /** Before the first order is given up for it. The strategy's state stays that of its last step: it may be at work. */
  flatteningBegan(): void {
    this.#saveState(this.#savedState === '' ? stateText(this.#run().algorithm.state) : this.#savedState);
  }

  stepEnded(utcMs: number): void {
    this.#signal = null;
    const run = this.#run();
    this.#days.onTime(utcMs, run);
    const state = stateText(run.algorithm.state);
    if (this.#isDirty || state !== this.#savedState) this.#saveState(state);
    const now = this.#clock.utcNow();
    if (this.#hasFilled || now >= this.#nextSnapshotMs) this.snapshot(this.#hasFilled ? 'fill' : 'interval');
    this.#isDirty = false;
    this.#hasFilled = false;
  }

  /** Saves what a restarted process needs, whatever has changed. */
  save(): void {
    this.#saveState(stateText(this.#run().algorithm.state));
  }

  #saveState(state: string): void {
    const run = this.#run();
    const risk = run.riskGate?.state ?? null;
    this.#savedState = state;
    void this.#store.keep({
      kind: 'stateSnapshot',
      state: JSON.parse(state) as JsonValue,
      risk: risk as unknown as JsonValue,
      engine: saveRun(run, this.#unsaved) as unknown as JsonValue,
    });
    this.#recordRisk();
  }

  #recordRisk(): void {
    const state = this.#run().riskGate?.state;
    if (state === undefined) return;
    const { consecutiveLosses, entriesToday, sessionStartEquity, sessionHighEquity, dayTradeDays } = state;
    const limitsUsed = { entriesToday, sessionStartEquity, sessionHighEquity, dayTrades: dayTradeDays.length };
    const text = JSON.stringify({ consecutiveLosses, limitsUsed });
    if (text === this.#savedRisk) return;
    this.#savedRisk = text;
    void this.#store.keep({ kind: 'riskCounters', losingTrades: consecutiveLosses, limitsUsed });
  }

  /** Writes down the account as it is now. */
  snapshot(reason: AccountSnapshotRecord['reason']): void {
    const { portfolio, cashBook } = this.#run();
    this.#nextSnapshotMs = this.#clock.utcNow() + SNAPSHOT_EVERY_MS;
    const amounts = [...cashBook].map((cash) => [cash.symbol, cash.exactAmount.toString()] as const);
    void this.#store.keep({
      kind: 'accountSnapshot',
      reason,
      currency: cashBook.accountCurrency,
      equity: portfolio.exactTotalPortfolioValue.toString(),
      cash: portfolio.exactCash.toString(),
      unrealizedProfit: portfolio.exactTotalUnrealizedProfit.toString(),
      marginUsed: portfolio.exactTotalMarginUsed.toString(),
      cashBook: Object.fromEntries(amounts),
    });
  }

  /** The last day ends with the session. */
  close(): void {
    this.#days.close(this.#run());
    this.save();
    this.snapshot('end');
  }
}

/** The strategy's state as JSON. */
function stateText(state: object): string {
  return JSON.stringify(state);
}
