// The public entry: what starts, watches and questions live trading.

export type { Alert } from './alerts/alert.ts';
export type { AlertChannel } from './alerts/alert-channel.ts';
export { Alerts, type AlertsOptions } from './alerts/alerts.ts';
export { consoleChannel, emailChannel, telegramChannel, webhookChannel } from './alerts/channels.ts';
export { type AlertSources, createAlerts, createHeartbeat } from './alerts/create-alerts.ts';
export { Heartbeat, type HeartbeatOptions } from './alerts/heartbeat.ts';
export { type Decision, decisionText, differingFields } from './inputs/decision.ts';
export { JsonLog, type JsonLogOptions, type LogDetails } from './logging/json-log.ts';
export type { RehearsalDifference } from './rehearsal/compare-runs.ts';
export type { RehearsalBroker, RehearsalWire, WireEnds } from './rehearsal/rehearsal-wire.ts';
export { type Rehearsal, type RehearsalOptions, rehearseStrategy } from './rehearsal/rehearse-strategy.ts';
export type { FactKind, RunFact } from './rehearsal/run-facts.ts';
export type { Deviation } from './replay/input-player.ts';
export {
  type ReplayDifference,
  type ReplayedRun,
  type ReplayOptions,
  type ReplayOutcome,
  replayRun,
  replaySession,
} from './replay/replay-session.ts';
export { dryRun } from './session/dry-run.ts';
export type { LiveOptions, StrategyClass } from './session/live-options.ts';
export { LiveSession, type LiveStatus, type SessionOutcome } from './session/live-session.ts';
export type { Notice } from './session/notices.ts';
export { runLive, STORE_FILE } from './session/run-live.ts';
export { KILL_FILE } from './session/upkeep.ts';
export { type RestoredStore, restoreStore } from './store/backup.ts';
export { type Command, CommandDesk, type CommandName, type KillLatch } from './store/command-desk.ts';
export { CommandWatch, type CommandWatchOptions } from './store/command-watch.ts';
export { deploymentsIn, storeFileOf } from './store/deployments.ts';
export { NumberLine } from './store/input-block.ts';
export { InputLog, type InputLogOptions, type RecordedInput, readInputs } from './store/input-log.ts';
export type { JournalEntry } from './store/journal-entry.ts';
export type * from './store/journal-record.ts';
export type { WriterObserver } from './store/journal-writer.ts';
export type { StoreOwner } from './store/owner-lock.ts';
export type * from './store/row-types.ts';
export type { RowFilter } from './store/select-rows.ts';
export { type SqlValue, storeDriver } from './store/sqlite-connection.ts';
export { Store, type StoreOptions } from './store/store.ts';
export { type JournalFilter, type SessionFilter, StoreQueries } from './store/store-queries.ts';
export { StoreVisit } from './store/store-visit.ts';
export type { DayPerformance, TradesSummary } from './store/trade-figures.ts';
export type { ChainVerdict } from './store/verify-chain.ts';
export { systemClock } from './system-clock.ts';
