import { GENESIS_HASH } from './journal-entry.ts';

/** Marks a SQLite file as a store of ours (`PRAGMA application_id`): the letters LKST. */
export const APPLICATION_ID = 0x4c_4b_53_54;

/** A step from one version of the schema to the next. */
export interface Migration {
  /** `PRAGMA user_version` after it. */
  readonly version: number;
  readonly sql: string;
}

const JOURNAL = `
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
  prev_hash TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE INDEX journal_by_kind ON journal (kind, seq);
CREATE INDEX journal_by_time ON journal (time_ms);
-- Where the chain begins (later than 1 after retention) and ends: a lost tail is noticed.
CREATE TABLE chain (
  id INTEGER PRIMARY KEY CHECK (id = 1), first_seq INTEGER NOT NULL, first_prev_hash TEXT NOT NULL,
  last_seq INTEGER NOT NULL, last_hash TEXT NOT NULL
) STRICT;
INSERT INTO chain VALUES (1, 1, '${GENESIS_HASH}', 0, '${GENESIS_HASH}');
CREATE TRIGGER journal_never_changes BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_keeps_its_chain BEFORE DELETE ON journal WHEN OLD.seq >= (SELECT first_seq FROM chain)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
`;

const OPERATION = `
CREATE TABLE strategies (
  name TEXT PRIMARY KEY, status TEXT NOT NULL, status_reason TEXT NOT NULL, status_by TEXT NOT NULL,
  strategy_hash TEXT NOT NULL, losing_trades INTEGER NOT NULL, limits_used TEXT NOT NULL,
  session INTEGER NOT NULL, updated_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE sessions (
  id INTEGER PRIMARY KEY, strategy TEXT NOT NULL, deployment TEXT NOT NULL, strategy_hash TEXT NOT NULL,
  environment TEXT NOT NULL, broker TEXT NOT NULL, account TEXT NOT NULL, money TEXT NOT NULL, parameters TEXT NOT NULL,
  started_ms INTEGER NOT NULL, ended_ms INTEGER, end_reason TEXT, summary TEXT, last_seq INTEGER
) STRICT;
CREATE INDEX sessions_by_strategy ON sessions (strategy, started_ms);
CREATE TABLE events (
  id INTEGER PRIMARY KEY, session INTEGER NOT NULL, strategy TEXT NOT NULL, time_ms INTEGER NOT NULL,
  severity TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, details TEXT NOT NULL
) STRICT;
CREATE INDEX events_by_time ON events (time_ms);
CREATE INDEX events_by_code ON events (code, time_ms);
CREATE TABLE commands (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, arguments TEXT NOT NULL, requested_ms INTEGER NOT NULL,
  requested_by TEXT NOT NULL, status TEXT NOT NULL, acknowledged_ms INTEGER, done_ms INTEGER, outcome TEXT
) STRICT;
CREATE INDEX commands_by_status ON commands (status, id);
CREATE TABLE kill_latch (
  id INTEGER PRIMARY KEY CHECK (id = 1), latched INTEGER NOT NULL, reason TEXT NOT NULL, changed_by TEXT NOT NULL,
  changed_ms INTEGER NOT NULL
) STRICT;
INSERT INTO kill_latch VALUES (1, 0, '', '', 0);
`;

const TRADING = `
CREATE TABLE signals (
  id INTEGER PRIMARY KEY, session INTEGER NOT NULL, strategy TEXT NOT NULL, time_ms INTEGER NOT NULL, name TEXT NOT NULL,
  symbol TEXT, "values" TEXT NOT NULL
) STRICT;
CREATE INDEX signals_by_time ON signals (time_ms);
CREATE INDEX signals_by_symbol ON signals (symbol, time_ms);
CREATE TABLE orders (
  order_id INTEGER PRIMARY KEY, session INTEGER NOT NULL, strategy TEXT NOT NULL, client_order_id TEXT NOT NULL,
  symbol TEXT NOT NULL, type TEXT NOT NULL, direction TEXT NOT NULL, quantity TEXT NOT NULL, filled_quantity TEXT NOT NULL,
  average_price TEXT NOT NULL, status TEXT NOT NULL, send_state TEXT NOT NULL, limit_price TEXT, stop_price TEXT, trigger_price TEXT,
  trailing_amount TEXT, time_in_force TEXT NOT NULL, tag TEXT NOT NULL, parent_order_id INTEGER, role TEXT,
  sizing TEXT, signal INTEGER, broker_ids TEXT NOT NULL, refusal_code TEXT, refusal_text TEXT,
  requested_ms INTEGER NOT NULL, sent_ms INTEGER, updated_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX orders_by_client_order_id ON orders (client_order_id);
CREATE INDEX orders_by_status ON orders (status);
CREATE INDEX orders_by_symbol ON orders (symbol, requested_ms);
CREATE INDEX orders_by_time ON orders (requested_ms);
CREATE TABLE order_events (
  id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL, session INTEGER NOT NULL, strategy TEXT NOT NULL,
  event_id INTEGER NOT NULL, time_ms INTEGER NOT NULL, symbol TEXT NOT NULL, status TEXT NOT NULL, fill_price TEXT NOT NULL,
  fill_quantity TEXT NOT NULL, fee TEXT NOT NULL, fee_currency TEXT NOT NULL, execution_id TEXT, message TEXT NOT NULL
) STRICT;
CREATE INDEX order_events_by_order ON order_events (order_id, id);
CREATE INDEX order_events_by_time ON order_events (time_ms);
CREATE TABLE executions (
  execution_id TEXT PRIMARY KEY, order_id INTEGER, session INTEGER NOT NULL, strategy TEXT NOT NULL, symbol TEXT NOT NULL,
  quantity TEXT NOT NULL, price TEXT NOT NULL, fee TEXT, fee_currency TEXT, executed_ms INTEGER NOT NULL,
  source TEXT NOT NULL, state TEXT NOT NULL
) STRICT;
CREATE INDEX executions_by_time ON executions (executed_ms);
CREATE INDEX executions_by_order ON executions (order_id);
`;

const RESULTS = `
CREATE TABLE trades (
  id INTEGER PRIMARY KEY, session INTEGER NOT NULL, strategy TEXT NOT NULL, symbol TEXT NOT NULL, direction TEXT NOT NULL,
  quantity TEXT NOT NULL, entry_ms INTEGER NOT NULL, entry_price TEXT NOT NULL, exit_ms INTEGER NOT NULL,
  exit_price TEXT NOT NULL, profit_loss TEXT NOT NULL, fees TEXT NOT NULL, stop_price TEXT, target_price TEXT,
  entry_values TEXT NOT NULL, order_ids TEXT NOT NULL
) STRICT;
CREATE INDEX trades_by_exit ON trades (exit_ms);
CREATE INDEX trades_by_symbol ON trades (symbol, exit_ms);
CREATE TABLE positions (
  strategy TEXT NOT NULL, symbol TEXT NOT NULL, session INTEGER NOT NULL, quantity TEXT NOT NULL,
  average_price TEXT NOT NULL, market_price TEXT, external INTEGER NOT NULL, updated_ms INTEGER NOT NULL,
  PRIMARY KEY (strategy, symbol)
) STRICT;
CREATE TABLE account_snapshots (
  id INTEGER PRIMARY KEY, session INTEGER NOT NULL, strategy TEXT NOT NULL, time_ms INTEGER NOT NULL, reason TEXT NOT NULL,
  currency TEXT NOT NULL, equity TEXT NOT NULL, cash TEXT NOT NULL, unrealized_profit TEXT NOT NULL,
  margin_used TEXT NOT NULL, cash_book TEXT NOT NULL
) STRICT;
CREATE INDEX account_snapshots_by_time ON account_snapshots (time_ms);
CREATE TABLE daily_summaries (
  strategy TEXT NOT NULL, day TEXT NOT NULL, session INTEGER NOT NULL, start_equity TEXT NOT NULL, end_equity TEXT NOT NULL,
  profit_loss TEXT NOT NULL, fees TEXT NOT NULL, orders INTEGER NOT NULL, trades INTEGER NOT NULL,
  winning_trades INTEGER NOT NULL, max_drawdown REAL NOT NULL, PRIMARY KEY (strategy, day)
) STRICT;
CREATE TABLE objects (key TEXT PRIMARY KEY, text TEXT NOT NULL, updated_ms INTEGER NOT NULL) STRICT;
`;

/** All migrations, oldest first. A published one never changes. */
export const MIGRATIONS: readonly Migration[] = [{ version: 1, sql: JOURNAL + OPERATION + TRADING + RESULTS }];
