import type { MarketCalendar, ParameterValue, RiskLimits, RiskState } from '@lockstep/core';
import type { LiveSettings } from '../config/lockstep-config.ts';
import type { BatchJson } from './batch-json.ts';
import type { Decision } from './decision.ts';

/** What a session begins with. */
export interface SessionStart {
  /** Of the record. */
  readonly version: 1;
  readonly deployment: string;
  readonly session: number;
  readonly strategy: string;
  readonly strategyHash: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** First instant, epoch ms UTC. */
  readonly startUtc: number;
  /** Days since 1970-01-01. */
  readonly startDay: number;
  readonly endDay: number;
  readonly cash: number | null;
  readonly risk: RiskLimits;
  readonly riskState: RiskState | null;
  /** The strategy's state as an earlier process left it. */
  readonly state: object | null;
  /** How long an entry may be without its stop, ms; null: as the engine has it. Missing in records of before. */
  readonly protectionDeadlineMs?: number | null;
  /** Events missed since then run once, epoch ms UTC; null: they do not. */
  readonly missedEventsSinceUtc: number | null;
  /** What becomes of positions that are not the strategy's. */
  readonly external: NonNullable<LiveSettings['external']> | null;
  /** Days that the broker's calendar had otherwise than the reference data. Missing in records of before. */
  readonly calendar?: MarketCalendar | null;
}

/** What was done to a run from outside. */
export type RunOperation =
  | { readonly kind: 'pause'; readonly reason: string }
  /** No pause of the machine's or of an operator's is left. */
  | { readonly kind: 'lift' }
  /** An operator lets trading go on: loss limits begin anew as well. */
  | { readonly kind: 'resume' }
  | { readonly kind: 'flatten'; readonly tag: string }
  /** Positions and cash as the broker has them, as `toJson` writes them. */
  | { readonly kind: 'account'; readonly holdings: unknown; readonly cash: unknown };

/** The answer to a request for past data. */
export type HistoryAnswer = { readonly batches: readonly BatchJson[] } | { readonly error: string };

/**
 * A line of the record, in the order in which the engine took it in. Times are epoch ms UTC; subscriptions and requests
 * for history are numbered from 0 in the order in which they were made, `look` counts the looks into the inbox.
 */
export type InputLine =
  | readonly ['start', SessionStart]
  /** What the broker's wire can carry, as `toJson` writes it. */
  | readonly ['capabilities', unknown]
  /** What the account held, as `toJson` writes it. */
  | readonly ['account', unknown]
  /** The account was taken up: the instant from which the run runs. */
  | readonly ['begin', number]
  | readonly ['subscribe', number, string]
  /** Null at the end of the data. */
  | readonly ['data', number, BatchJson | null]
  /** A request for history that was answered at once. */
  | readonly ['history', number, string, HistoryAnswer]
  | readonly ['asks', number, string]
  /** Whether it came between two steps. */
  | readonly ['answers', number, HistoryAnswer, boolean]
  | readonly ['stored', string, string | { readonly base64: string } | null]
  | readonly ['keys', readonly string[]]
  /** Subscriptions were asked for data up to an instant. */
  | readonly ['poll', number]
  /** The instant before, if they were asked directly before it and gave nothing, and that of the step. */
  | readonly ['slice', number | null, number]
  | readonly ['pulse', number | null, number]
  | readonly ['end', number | null]
  | readonly ['inbox', number, unknown]
  | readonly ['operation', number, RunOperation]
  | readonly ['decision', Decision]
  /** An error of a handler, and whether the policy let the run go on. */
  | readonly ['failure', Decision, boolean]
  /** The session was ended in order: why, and the value of the account. */
  | readonly ['closed', string, string];

/** Lines that the pace of the run gave: what follows one belongs to its step. */
export type PaceLine = Extract<InputLine, readonly ['poll' | 'slice' | 'pulse' | 'end', ...unknown[]]>;

/** Lines of what a step was given and did. */
export type StepLine = Exclude<
  InputLine,
  PaceLine | readonly ['start', SessionStart] | readonly ['closed', string, string]
>;
