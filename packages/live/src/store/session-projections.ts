import type { JournalKind } from './journal-record.ts';
import type { OrderKind } from './order-projections.ts';
import { event, nothing, type Projections, put, set } from './projection.ts';

/** Kinds about sessions, account, decisions and operators. */
type SessionKind = Exclude<JournalKind, OrderKind>;

/** Sets or clears the latch; the reason says why. */
const latch = (latched: boolean, reason: string, by: string, timeMs: number): ReturnType<typeof set> =>
  set('kill_latch', { latched: latched ? 1 : 0, reason, changed_by: by, changed_ms: timeMs }, { id: 1 });

/** What they change in the tables. */
export const SESSION_PROJECTIONS: Projections<SessionKind> = {
  sessionStarted: (record, place) => {
    const { strategy, deployment, strategyHash, environment, broker, account, money, parameters } = record;
    const { seq, timeMs } = place;
    return [
      put('sessions', {
        id: seq,
        strategy,
        deployment,
        strategy_hash: strategyHash,
        environment,
        broker,
        account,
        money,
        parameters: JSON.stringify(parameters),
        started_ms: timeMs,
      }),
      {
        sql: `INSERT INTO strategies VALUES (?, 'running', '', 'start', ?, 0, '{}', ?, ?) ON CONFLICT (name) DO UPDATE
          SET strategy_hash = excluded.strategy_hash, session = excluded.session, updated_ms = excluded.updated_ms`,
        values: [strategy, strategyHash, seq, timeMs],
      },
      event(place, 'info', 'SESSION_STARTED', `${strategy} on ${broker} ${account} (${money})`, { strategyHash }),
    ];
  },

  sessionEnded: ({ reason, summary }, place) => [
    set(
      'sessions',
      { ended_ms: place.timeMs, end_reason: reason, summary: JSON.stringify(summary), last_seq: place.seq },
      { id: place.session },
    ),
    event(place, 'info', 'SESSION_ENDED', `The session ended: ${reason}`, summary),
  ],

  signal: ({ name, symbol, values }, { seq, timeMs, session, strategy }) => [
    put('signals', { id: seq, session, strategy, time_ms: timeMs, name, symbol, values: JSON.stringify(values) }),
  ],

  cashFlow: (record, place) => [
    event(place, 'info', 'CASH_FLOW', `${record.amount} ${record.currency}: ${record.reason}`, record),
  ],

  external: ({ what, details }, place) => [
    event(place, 'warning', 'EXTERNAL', `An ${what} that is not ours was seen`, { what, ...details }),
  ],

  tradeClosed: (record, { seq, session, strategy }) => [
    put('trades', {
      id: seq,
      session,
      strategy,
      symbol: record.symbol,
      direction: record.direction,
      quantity: record.quantity,
      entry_ms: record.entryTimeMs,
      entry_price: record.entryPrice,
      exit_ms: record.exitTimeMs,
      exit_price: record.exitPrice,
      profit_loss: record.profitLoss,
      fees: record.fees,
      stop_price: record.stopPrice,
      target_price: record.targetPrice,
      entry_values: JSON.stringify(record.entryValues),
      order_ids: JSON.stringify(record.orderIds),
    }),
  ],

  position: (record, { timeMs, session, strategy }) => [
    put('positions', {
      strategy,
      symbol: record.symbol,
      session,
      quantity: record.quantity,
      average_price: record.averagePrice,
      market_price: record.marketPrice,
      external: record.external ? 1 : 0,
      updated_ms: timeMs,
    }),
  ],

  accountSnapshot: (record, { seq, timeMs, session, strategy }) => [
    put('account_snapshots', {
      id: seq,
      session,
      strategy,
      time_ms: timeMs,
      reason: record.reason,
      currency: record.currency,
      equity: record.equity,
      cash: record.cash,
      unrealized_profit: record.unrealizedProfit,
      margin_used: record.marginUsed,
      cash_book: JSON.stringify(record.cashBook),
    }),
  ],

  daySummary: (record, { session, strategy }) => [
    put('daily_summaries', {
      strategy,
      day: record.day,
      session,
      start_equity: record.startEquity,
      end_equity: record.endEquity,
      profit_loss: record.profitLoss,
      fees: record.fees,
      orders: record.orders,
      trades: record.trades,
      winning_trades: record.winningTrades,
      max_drawdown: record.maxDrawdown,
    }),
  ],

  stateSnapshot: nothing,

  objectSaved: ({ key, text }, { timeMs }) => [
    text === null
      ? { sql: 'DELETE FROM objects WHERE key = ?', values: [key] }
      : put('objects', { key, text, updated_ms: timeMs }),
  ],

  reconciliationDifference: (record, place) => {
    const { subject, key, ours, theirs, action } = record;
    const message = `${subject} ${key}: ours ${ours ?? 'none'}, the broker's ${theirs ?? 'none'}; ${action}`;
    return [event(place, 'warning', 'RECONCILIATION_DIFFERENCE', message, record)];
  },

  reconciled: (record, place) => {
    const severity = record.differences === 0 ? 'info' : 'warning';
    const message = `Reconciled (${record.cause}): ${record.differences} differences, ${record.valueDifference} in value`;
    return [event(place, severity, 'RECONCILED', message, record)];
  },

  riskDecision: (record, place) =>
    record.allowed ? [] : [event(place, 'warning', 'RISK_REFUSED', `${record.code}: ${record.reason}`, record)],

  tradingStatus: ({ status, reason, by }, place) => {
    const { timeMs, strategy } = place;
    const severity = status === 'killed' ? 'critical' : status === 'paused' ? 'warning' : 'info';
    return [
      set('strategies', { status, status_reason: reason, status_by: by, updated_ms: timeMs }, { name: strategy }),
      ...(status === 'killed' ? [latch(true, reason, by, timeMs)] : []),
      event(place, severity, `TRADING_${status.toUpperCase()}`, `Trading is ${status} (${by}): ${reason}`),
    ];
  },

  riskCounters: ({ losingTrades, limitsUsed }, { timeMs, strategy }) => [
    set(
      'strategies',
      { losing_trades: losingTrades, limits_used: JSON.stringify(limitsUsed), updated_ms: timeMs },
      { name: strategy },
    ),
  ],

  command: ({ commandId, name, phase, outcome }, place) => {
    const { timeMs } = place;
    const times = phase === 'acknowledged' ? { acknowledged_ms: timeMs } : { done_ms: timeMs };
    return [
      set('commands', { status: phase, ...times, outcome }, { id: commandId }),
      ...(name === 'unkill' && phase === 'done' ? [latch(false, outcome, 'operator', timeMs)] : []),
      event(place, 'info', 'COMMAND', `${name} ${phase}${outcome === '' ? '' : `: ${outcome}`}`, { commandId }),
    ];
  },

  notice: ({ severity, code, message, details }, place) => [event(place, severity, code, message, details)],

  retention: (record, place) => [
    event(
      place,
      'info',
      'RETENTION',
      `${record.removed} journal entries before ${record.firstSeq} were removed`,
      record,
    ),
  ],
};
