import type { RowFilter, StoreQueries } from '@lockstep/live';
import { amountText, utcText } from '../terminal/texts.ts';
import { valueText } from './audit-text.ts';

/** Which rows of an audit table are meant. */
export type AuditFilter = RowFilter;

type Row = Readonly<Record<string, unknown>>;
type Read = (queries: StoreQueries, filter: AuditFilter) => Promise<readonly object[]>;

/** A table of the audit: what it is read with, and what of it a terminal shows. */
export interface AuditTable {
  readonly about: string;
  /** Rows, newest first. */
  readonly read: Read;
  /** Columns shown in a terminal: heading and text of a row. */
  readonly shown: readonly (readonly [heading: string, text: (row: Row) => string])[];
}

const newestFirst =
  (read: Read): Read =>
  async (queries, { limit, ...filter }) => {
    const rows = [...(await read(queries, filter))].reverse();
    return limit === undefined ? rows : rows.slice(0, limit);
  };

/** For tables that have no symbol. */
const withoutSymbol = (filter: AuditFilter): AuditFilter => ({ ...filter, symbol: undefined });

const text = (name: string) => (row: Row) => valueText(row[name]) || '-';
const time = (name: string) => (row: Row) => utcText(row[name] as number | null);
const amount = (name: string) => (row: Row) => amountText(valueText(row[name]));
const json = (name: string) => (row: Row) => JSON.stringify(row[name]);
const either = (first: string, second: string) => (row: Row) => text(row[first] === null ? second : first)(row);

/** The tables by the names that the command line knows. */
export const AUDIT_TABLES: Readonly<Record<string, AuditTable>> = {
  orders: {
    about: 'orders as they stand',
    read: (queries, filter) => queries.recentOrders({ limit: undefined, ...filter }),
    shown: [
      ['time (UTC)', time('requestedMs')],
      ['id', text('orderId')],
      ['symbol', text('symbol')],
      ['direction', text('direction')],
      ['type', text('type')],
      ['quantity', text('quantity')],
      ['price', either('limitPrice', 'stopPrice')],
      ['status', text('status')],
      ['filled', text('filledQuantity')],
      ['average', text('averagePrice')],
      ['request', text('sendState')],
      ['tag or refusal', either('refusalText', 'tag')],
    ],
  },
  'order-events': {
    about: 'order events as the strategy saw them',
    read: newestFirst((queries, filter) => queries.orderEvents(filter)),
    shown: [
      ['time (UTC)', time('timeMs')],
      ['order', text('orderId')],
      ['symbol', text('symbol')],
      ['status', text('status')],
      ['quantity', text('fillQuantity')],
      ['price', text('fillPrice')],
      ['fee', text('fee')],
      ['message', text('message')],
    ],
  },
  executions: {
    about: "the broker's executions",
    read: newestFirst((queries, filter) => queries.executions(filter)),
    shown: [
      ['time (UTC)', time('executedMs')],
      ['execution', text('executionId')],
      ['order', text('orderId')],
      ['symbol', text('symbol')],
      ['quantity', text('quantity')],
      ['price', text('price')],
      ['fee', text('fee')],
      ['state', text('state')],
    ],
  },
  trades: {
    about: 'closed trades',
    read: newestFirst((queries, filter) => queries.trades(filter)),
    shown: [
      ['entry (UTC)', time('entryMs')],
      ['exit (UTC)', time('exitMs')],
      ['symbol', text('symbol')],
      ['direction', text('direction')],
      ['quantity', text('quantity')],
      ['entry price', text('entryPrice')],
      ['exit price', text('exitPrice')],
      ['profit', amount('profitLoss')],
      ['fees', amount('fees')],
      ['values', json('entryValues')],
    ],
  },
  signals: {
    about: 'what the strategy said with `signal`',
    read: (queries, filter) => queries.recentSignals({ limit: undefined, ...filter }),
    shown: [
      ['time (UTC)', time('timeMs')],
      ['name', text('name')],
      ['symbol', text('symbol')],
      ['values', json('values')],
    ],
  },
  events: {
    about: 'refusals, differences, commands, status changes, notices',
    read: (queries, filter) => queries.recentEvents({ limit: undefined, ...withoutSymbol(filter) }),
    shown: [
      ['time (UTC)', time('timeMs')],
      ['severity', text('severity')],
      ['code', text('code')],
      ['message', text('message')],
    ],
  },
  positions: {
    about: 'positions that are not closed',
    read: (queries, { strategy, symbol }) => queries.positions({ strategy, symbol }),
    shown: [
      ['symbol', text('symbol')],
      ['quantity', text('quantity')],
      ['average', text('averagePrice')],
      ['market', text('marketPrice')],
      ['external', text('external')],
      ['since (UTC)', time('updatedMs')],
    ],
  },
  days: {
    about: 'trading days in exchange time',
    read: newestFirst((queries, { strategy, session }) => queries.dailySummaries({ strategy, session })),
    shown: [
      ['day', text('day')],
      ['start', amount('startEquity')],
      ['end', amount('endEquity')],
      ['profit', amount('profitLoss')],
      ['fees', amount('fees')],
      ['orders', text('orders')],
      ['trades', text('trades')],
      ['won', text('winningTrades')],
      ['drawdown', (row) => `${((row['maxDrawdown'] as number) * 100).toFixed(2)} %`],
    ],
  },
  sessions: {
    about: 'sessions and how they ended',
    read: (queries, { strategy, fromMs, toMs, limit }) => queries.sessions({ strategy, fromMs, toMs, limit }),
    shown: [
      ['session', text('id')],
      ['strategy', text('strategy')],
      ['broker', text('broker')],
      ['account', text('account')],
      ['money', text('money')],
      ['started (UTC)', time('startedMs')],
      ['ended (UTC)', time('endedMs')],
      ['reason', text('endReason')],
    ],
  },
  snapshots: {
    about: 'the account over time',
    read: newestFirst((queries, filter) => queries.accountSnapshots(withoutSymbol(filter))),
    shown: [
      ['time (UTC)', time('timeMs')],
      ['equity', amount('equity')],
      ['cash', amount('cash')],
      ['unrealized', amount('unrealizedProfit')],
      ['margin', amount('marginUsed')],
      ['currency', text('currency')],
      ['reason', text('reason')],
    ],
  },
};

/** Columns that hold numbers stand to the right. */
export const RIGHT_COLUMNS: readonly string[] = [
  'id',
  'order',
  'session',
  'quantity',
  'price',
  'filled',
  'average',
  'market',
  'fee',
  'entry price',
  'exit price',
  'profit',
  'fees',
  'start',
  'end',
  'orders',
  'trades',
  'won',
  'drawdown',
  'equity',
  'cash',
  'unrealized',
  'margin',
];
