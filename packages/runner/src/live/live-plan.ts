import { basename, dirname, join, resolve } from 'node:path';
import { LockstepError } from '@lockstep/core';
import {
  type BrokerKind,
  decideMoney,
  type LockstepConfig,
  type MoneyDecision,
  readTradingEnvironment,
  type TradingEnvironment,
} from '@lockstep/live/config';
import { brokerEntry } from '../brokers/brokers.ts';
import { projectFolderOf } from '../strategy/project-folder.ts';
import type { ReplaySpeed } from './drive-replay.ts';

/** Where market data comes from. */
export type FeedKind = BrokerKind | 'replay';

/** What is asked for, by options of the command or of `startLive`; they win over the project's configuration. */
export interface LiveRequest {
  readonly broker?: BrokerKind;
  readonly feed?: FeedKind;
  /** First day of a replay, `yyyy-MM-dd`, and its last one (the same unless given). */
  readonly date?: string;
  readonly to?: string;
  readonly speed?: ReplaySpeed;
  readonly data?: string;
  readonly deployment?: string;
  readonly folder?: string;
  readonly cash?: number;
  readonly parameters?: Readonly<Record<string, string>>;
  /** The broker's data and account, but orders go to a paper account. */
  readonly dryRun?: boolean;
  /** Takes up open orders of another version of the strategy. */
  readonly adopt?: boolean;
  /** A person's yes to real money. */
  readonly confirmation?: 'typed' | 'flag' | 'none';
}

/** What a request comes to. */
export interface LivePlan {
  readonly broker: BrokerKind;
  readonly feed: FeedKind;
  /** What `--feed replay` replays; null for feeds that are live. */
  readonly replay: ReplayPlan | null;
  readonly environment: TradingEnvironment;
  readonly money: MoneyDecision;
  readonly deployment: string;
  /** Folder of the deployment, absolute. */
  readonly folder: string;
  /** What the journal calls the account. */
  readonly account: string;
}

/** Which recorded days, and how fast. */
export interface ReplayPlan {
  readonly from: string;
  readonly to: string;
  readonly speed: ReplaySpeed;
  /** Data folder, absolute. */
  readonly data: string;
}

/**
 * Puts options, configuration and environment together, and refuses what does not go together.
 *
 * @throws LockstepError `USAGE`, `BROKER_UNAVAILABLE`, `ENVIRONMENT_INVALID`, `REAL_MONEY_REFUSED`
 */
export function planLive(request: LiveRequest, config: LockstepConfig, file: string, cwd: string): LivePlan {
  const environment = readTradingEnvironment(process.env);
  const broker = request.broker ?? config.live?.broker ?? environment.defaultBroker;
  brokerEntry(broker);
  const feed = request.feed ?? config.live?.feed ?? broker;
  const replay = feed === 'replay' ? replayOf(request, config, cwd) : null;
  if (replay === null) requireNoReplay(request, feed);
  if (feed !== 'replay') requireFeed(feed);
  const { confirmation = 'none' } = request;
  const money = moneyOf(broker, decideMoney({ environment, risk: config.risk, confirmation }));
  const account = request.dryRun === true ? `${broker}-dry-run` : replay === null ? broker : 'replay';
  const deployment = request.deployment ?? config.live?.deployment ?? defaultName(file, account);
  requireName(deployment);
  const project = projectFolderOf(file);
  const folder =
    request.folder === undefined ? (config.live?.folder ?? join(project, 'live')) : resolve(cwd, request.folder);
  return { broker, feed, replay, environment, money, deployment, folder: join(folder, deployment), account };
}

/** A paper venue never sees real money, whatever is confirmed. */
function moneyOf(broker: BrokerKind, decision: MoneyDecision): MoneyDecision {
  if (broker !== 'paper' || decision.account === 'paper') return decision;
  return { account: 'paper', reason: 'The broker is paper.', overruled: false };
}

function replayOf({ date, to = date, speed = 1, data }: LiveRequest, config: LockstepConfig, cwd: string): ReplayPlan {
  if (date === undefined || to === undefined) {
    throw usage('The replay feed needs the day to replay; expected --date yyyy-MM-dd, for example --date 2024-03-04.');
  }
  if (to < date) throw usage(`--to is ${to}, before --date, ${date}; expected the same day or a later one.`);
  const folder = resolve(cwd, data ?? config.data ?? process.env['LOCKSTEP_DATA'] ?? 'data');
  return { from: date, to, speed, data: folder };
}

function requireNoReplay({ date, to, speed }: LiveRequest, feed: FeedKind): void {
  if (date === undefined && to === undefined && speed === undefined) return;
  throw usage(`--date, --to and --speed are of recorded data, but the feed is ${feed}. Add --feed replay.`);
}

function requireFeed(feed: BrokerKind): void {
  brokerEntry(feed);
  if (feed !== 'paper') return;
  throw usage(
    'The paper broker has no market data of its own; expected --feed with a source of data. Recorded data: --feed replay --date yyyy-MM-dd.',
  );
}

function usage(text: string): LockstepError {
  return new LockstepError('USAGE', text);
}

function defaultName(file: string, account: string): string {
  const stem = basename(file).replace(/\.\w+$/, '');
  const name = stem === 'strategy' || stem === 'index' ? basename(dirname(file)) : stem;
  const allowed = name.replaceAll(/[^\w.-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  return `${allowed === '' ? 'strategy' : allowed}-${account}`.slice(0, 64);
}

function requireName(deployment: string): void {
  if (/^[A-Za-z0-9][\w.-]{0,63}$/.test(deployment)) return;
  throw usage(`The deployment is called "${deployment}"; expected up to 64 letters, digits, ".", "_" and "-".`);
}
