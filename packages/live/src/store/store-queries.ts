import { LockstepError } from '@lockstep/core';
import { entryOf, type JournalEntry } from './journal-entry.ts';
import type { JournalKind } from './journal-record.ts';
import type {
  AccountSnapshotRow,
  DailySummaryRow,
  EventRow,
  ExecutionRow,
  OrderEventRow,
  OrderRow,
  PositionRow,
  SessionRow,
  SignalRow,
  StrategyRow,
  TradeRow,
} from './row-types.ts';
import { type RowFilter, selectRows, type TableReading } from './select-rows.ts';
import type { SqliteConnection, SqlValue } from './sqlite-connection.ts';
import { type DayPerformance, performanceByDay, summarizeTrades, type TradesSummary } from './trade-figures.ts';
import { journalRows } from './verify-chain.ts';

const CHUNK = 1_000;
const RECENT = 50;
const OPEN = "status NOT IN ('Filled', 'Canceled', 'Invalid')";

const SIGNALS: TableReading = { table: 'signals', time: 'time_ms', order: 'id DESC' };
const ORDERS: TableReading = { table: 'orders', time: 'requested_ms', order: 'order_id DESC' };
const OPEN_ORDERS: TableReading = { ...ORDERS, order: 'order_id', where: OPEN };
const ORDER_EVENTS: TableReading = { table: 'order_events', time: 'time_ms', order: 'id' };
const EXECUTIONS: TableReading = { table: 'executions', time: 'executed_ms', order: 'executed_ms, rowid' };
const TRADES: TableReading = { table: 'trades', time: 'exit_ms', order: 'exit_ms, id' };
const EVENTS: TableReading = { table: 'events', time: 'time_ms', order: 'id DESC' };
const SNAPSHOTS: TableReading = { table: 'account_snapshots', time: 'time_ms', order: 'id' };
const SESSIONS: TableReading = { table: 'sessions', time: 'started_ms', order: 'id DESC' };
const POSITIONS: TableReading = { table: 'positions', time: 'updated_ms', order: 'strategy, symbol' };
const STRATEGIES: TableReading = { table: 'strategies', time: 'updated_ms', order: 'name' };
const DAYS: TableReading = { table: 'daily_summaries', time: 'session', order: 'day, strategy' };

/** Filter of tables that have no symbol. */
export type SessionFilter = Omit<RowFilter, 'symbol'>;

/** Which journal entries to read. */
export interface JournalFilter {
  readonly fromSeq?: number;
  /** Last number to read. */
  readonly toSeq?: number;
}

/** Questions to a store, on a connection that only reads: they never hold the writer up. */
export class StoreQueries {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  /** Signals, newest first; 50 unless limited otherwise. */
  recentSignals(filter: RowFilter = {}): Promise<SignalRow[]> {
    return selectRows(this.#connection, SIGNALS, { limit: RECENT, ...filter });
  }

  /** Orders, newest first; 50 unless limited otherwise. */
  recentOrders(filter: RowFilter = {}): Promise<OrderRow[]> {
    return selectRows(this.#connection, ORDERS, { limit: RECENT, ...filter });
  }

  /** Orders that are not filled, cancelled or invalid, oldest first. */
  openOrders(filter: RowFilter = {}): Promise<OrderRow[]> {
    return selectRows(this.#connection, OPEN_ORDERS, filter);
  }

  /** Order events in the order in which the strategy saw them. */
  orderEvents(filter: RowFilter = {}): Promise<OrderEventRow[]> {
    return selectRows(this.#connection, ORDER_EVENTS, filter);
  }

  /** Executions by the broker's time; `fromMs` and `toMs` are about that. */
  executions(filter: RowFilter = {}): Promise<ExecutionRow[]> {
    return selectRows(this.#connection, EXECUTIONS, filter);
  }

  /** Closed trades by their exit. */
  trades(filter: RowFilter = {}): Promise<TradeRow[]> {
    return selectRows(this.#connection, TRADES, filter);
  }

  /** What the trades closed in a time come to. */
  async tradesSummary(filter: RowFilter = {}): Promise<TradesSummary> {
    return summarizeTrades(await this.trades(filter));
  }

  /**
   * The trades by the day of their exit.
   *
   * @param zone IANA name of the zone whose days are meant
   *
   * @throws LockstepError `TIME_ZONE_UNKNOWN`
   */
  async performanceByDay(filter: RowFilter = {}, zone = 'America/New_York'): Promise<DayPerformance[]> {
    return performanceByDay(await this.trades(filter), zone);
  }

  /** Events, newest first; 50 unless limited otherwise. */
  recentEvents(filter: SessionFilter = {}): Promise<EventRow[]> {
    return selectRows(this.#connection, EVENTS, { limit: RECENT, ...filter });
  }

  /** The account over time. */
  accountSnapshots(filter: SessionFilter = {}): Promise<AccountSnapshotRow[]> {
    return selectRows(this.#connection, SNAPSHOTS, filter);
  }

  /** Sessions, newest first. */
  sessions(filter: Pick<RowFilter, 'strategy' | 'fromMs' | 'toMs' | 'limit'> = {}): Promise<SessionRow[]> {
    return selectRows(this.#connection, SESSIONS, filter);
  }

  /** Positions that are not closed. */
  positions(filter: Pick<RowFilter, 'strategy' | 'symbol'> = {}): Promise<PositionRow[]> {
    return selectRows(this.#connection, { ...POSITIONS, where: 'CAST(quantity AS REAL) <> 0' }, filter);
  }

  /** The strategies of the deployment with status, losing trades in a row and limits used. */
  strategies(): Promise<StrategyRow[]> {
    return selectRows(this.#connection, STRATEGIES);
  }

  /** Trading days, oldest first. */
  dailySummaries(filter: Pick<RowFilter, 'strategy' | 'session' | 'limit'> = {}): Promise<DailySummaryRow[]> {
    return selectRows(this.#connection, DAYS, filter);
  }

  /** The strategy's object store. */
  async objects(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#connection.all<{ key: string; text: string }>(
      'SELECT key, text FROM objects ORDER BY key',
    );
    return new Map(rows.map(({ key, text }) => [key, text]));
  }

  /** Largest order id ever used; 0 before the first. New ids follow on it, whatever the broker counts. */
  async lastOrderId(): Promise<number> {
    const row = await this.#connection.get<{ last: number | null }>('SELECT max(order_id) AS last FROM orders');
    return row?.last ?? 0;
  }

  /** The latest journal entry of a kind, such as the last state snapshot; undefined when there is none. */
  async latest<K extends JournalKind>(kind: K): Promise<JournalEntry<K> | undefined> {
    const row = await this.#connection.get<{ seq: number; timeMs: number; kind: string; payload: string }>(
      'SELECT seq, time_ms AS timeMs, kind, payload FROM journal WHERE kind = ? ORDER BY seq DESC LIMIT 1',
      [kind],
    );
    return row === undefined ? undefined : entryOf<K>(row);
  }

  /** Journal entries in order. */
  async *journal({ fromSeq = 1, toSeq = Number.MAX_SAFE_INTEGER }: JournalFilter = {}): AsyncGenerator<JournalEntry> {
    let next = fromSeq;
    for (;;) {
      const rows = await journalRows(this.#connection, next, CHUNK);
      for (const row of rows) {
        if (row.seq > toSeq) return;
        yield entryOf(row);
        next = row.seq + 1;
      }
      if (rows.length < CHUNK) return;
    }
  }

  /**
   * Any query, read only. Names of tables and columns are in the SQL cookbook.
   *
   * @throws LockstepError `ARGUMENT_INVALID` for SQL that does not run, or that writes
   */
  async sql(query: string, values: readonly SqlValue[] = []): Promise<Record<string, SqlValue>[]> {
    try {
      return await this.#connection.all(query, values);
    } catch (error) {
      const sqlite = error instanceof LockstepError ? error.details['sqlite'] : undefined;
      if (sqlite === 'SQLITE_READONLY') {
        const text = 'The query writes; only queries that read are run, such as SELECT. Nothing was changed.';
        throw new LockstepError('ARGUMENT_INVALID', text, { details: { query }, cause: error });
      }
      if (!(error instanceof LockstepError && sqlite === 'SQLITE_ERROR')) throw error;
      const reason = error.cause instanceof Error ? error.cause.message : error.message;
      throw new LockstepError(
        'ARGUMENT_INVALID',
        `The query does not run: ${reason}. Tables and columns are listed in docs/live/store.md.`,
        { details: { query }, cause: error },
      );
    }
  }
}
