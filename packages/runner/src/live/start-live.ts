import { dirname, join } from 'node:path';
import { openDataFolder } from '@lockstep/backtester';
import { type AlgorithmRun, type Clock, LockstepError, paperVenue, TimeZone, VirtualClock } from '@lockstep/core';
import {
  createAlerts,
  createHeartbeat,
  dryRun,
  JsonLog,
  type LiveOptions,
  type LiveSession,
  runLive,
  type SessionOutcome,
  STORE_FILE,
  systemClock,
} from '@lockstep/live';
import { type BrokerKind, type LockstepConfig, SecretScrubber, secretsIn } from '@lockstep/live/config';
import type { LiveBroker } from '../brokers/broker-entry.ts';
import { brokerEntry } from '../brokers/brokers.ts';
import { parseDay } from '../data/days.ts';
import { describeDataFolder } from '../data/describe-data-folder.ts';
import { packageVersion } from '../package-folder.ts';
import { loadProjectConfig } from '../project/project-config.ts';
import { findStrategyFile } from '../strategy/find-strategy-file.ts';
import { type LoadedStrategy, loadStrategy } from '../strategy/load-strategy.ts';
import { confirmMoney, type Question } from './confirm-money.ts';
import { driveReplay } from './drive-replay.ts';
import type { JournalTail } from './journal-tail.ts';
import { LineFollower } from './line-follower.ts';
import type { LiveLine } from './live-line.ts';
import { type LivePlan, type LiveRequest, planLive, type ReplayPlan } from './live-plan.ts';
import { ReplayFeed } from './replay-feed.ts';
import { beginReplay } from './replay-store.ts';

const MS_PER_DAY = 86_400_000;

/** How a session is started. */
export interface StartLiveOptions extends LiveRequest {
  readonly cwd?: string;
  /** Asks a person for the phrase that real money needs. @defaultValue nobody is there to ask */
  readonly ask?: Question;
  /** Told of the plan before anything is started. */
  readonly onPlan?: (plan: LivePlan) => void;
  /** Told what happens, in order of time, once it is durable. */
  readonly onLine?: (line: LiveLine) => void;
  /** Told of alerts as the console is. */
  readonly onAlert?: (text: string) => void;
}

/** A session that runs. */
export interface StartedLive {
  readonly plan: LivePlan;
  readonly loaded: LoadedStrategy;
  readonly session: LiveSession;
  /** Where the store of an earlier replay was put; null when there was none in the way. */
  readonly putAside: string | null;
  /** Equity as the session noted it first, in account currency; null before that. */
  readonly startEquity: () => number | null;
  /** Settles when the session is over, everything is written down and told. */
  readonly ended: Promise<SessionOutcome>;
}

/**
 * Loads a strategy as `backtest` does and trades it live, by the project's configuration, environment and these options.
 *
 * @throws LockstepError what loading, planning and `runLive` throw
 * @example
 * ```ts
 * import { startLive } from 'lockstep';
 *
 * const { session, ended } = await startLive('strategy.ts', { broker: 'paper', feed: 'replay', date: '2024-03-04', speed: 'max' });
 * const { reason, status } = await ended;
 * console.log(session.id, reason, status.equity);
 * ```
 */
export async function startLive(path: string, options: StartLiveOptions = {}): Promise<StartedLive> {
  const cwd = options.cwd ?? process.cwd();
  const file = findStrategyFile(path, cwd);
  const config = await loadProjectConfig(file, { cwd });
  let plan = planLive(options, config, file, cwd);
  const isTyped = await confirmMoney(plan, options.ask ?? (() => Promise.resolve(null)));
  if (isTyped) plan = planLive({ ...options, confirmation: 'typed' }, config, file, cwd);
  options.onPlan?.(plan);
  const loaded = await loadStrategy(path, { cwd });
  const { replay } = plan;
  const start = { options, config, plan, loaded };
  return replay === null ? startAtBroker(start) : startReplay({ ...start, replay });
}

interface Start {
  readonly options: StartLiveOptions;
  readonly config: LockstepConfig;
  readonly plan: LivePlan;
  readonly loaded: LoadedStrategy;
}

interface ReplayStart extends Start {
  readonly replay: ReplayPlan;
}

/** Live data, by the wall clock. */
async function startAtBroker(start: Start): Promise<StartedLive> {
  const { options, config, plan } = start;
  const surroundings = surroundingsOf(config, plan, systemClock, options);
  const money = plan.money.account === 'real' ? ('real' as const) : ('paper' as const);
  const environment = { environment: process.env, stage: plan.environment.environment, money };
  const open = (kind: BrokerKind): Promise<LiveBroker> | undefined =>
    brokerEntry(kind).open?.({ ...environment, onNotice: (text) => surroundings.log.warn(text) });
  const source = await open(plan.feed as BrokerKind);
  if (source === undefined) throw new LockstepError('BROKER_UNAVAILABLE', `There is no live feed ${plan.feed}.`);
  const broker = plan.broker === plan.feed ? source : await open(plan.broker);
  const brokerage = broker?.brokerage ?? ((run: AlgorithmRun) => paperVenue(run));
  const following = new LineFollower(options);
  const session = await runLive(start.loaded.strategy, {
    ...commonOptions(start),
    ...surroundings,
    ...following.listeners(systemClock),
    data: source.data,
    brokerage: options.dryRun === true ? dryRun(brokerage) : brokerage,
  });
  const tail = following.follow(session, surroundings.log);
  const ended = endOf(session, tail, surroundings, Promise.resolve()).finally(() => {
    source.close?.();
    if (broker !== source) broker?.close?.();
  });
  ended.catch(() => undefined);
  return { plan, loaded: start.loaded, session, putAside: null, ended, startEquity: () => tail.startEquity };
}

async function startReplay(start: ReplayStart): Promise<StartedLive> {
  const { options, config, plan, loaded, replay } = start;
  const zone = TimeZone.of('America/New_York');
  const endDay = parseDay(replay.to, '--to');
  const fromUtc = zone.toUtc(parseDay(replay.from, '--date') * MS_PER_DAY);
  const source = openDataFolder(replay.data, undefined);
  const { startUtc, putAside } = await beginReplay(join(plan.folder, STORE_FILE), {
    fromUtc,
    toUtc: zone.toUtc((endDay + 1) * MS_PER_DAY),
  });
  const clock = new VirtualClock(startUtc);
  const feed = new ReplayFeed(source.feed);
  const surroundings = surroundingsOf(config, plan, clock, options);
  const following = new LineFollower(options);
  const session = await runLive(loaded.strategy, {
    ...commonOptions(start),
    ...surroundings,
    ...following.listeners(clock),
    data: { feed, history: source.history, reference: source.reference },
    brokerage: (run) => paperVenue(run),
    clock,
    endDay,
  });
  const tail = following.follow(session, surroundings.log);
  const driven = driveReplay({ session, clock, speed: replay.speed, firstDataUtc: () => feed.firstDataUtc });
  const ended = endOf(session, tail, surroundings, driven).then((outcome) => {
    requireData(outcome, feed, start);
    return outcome;
  });
  ended.catch(() => undefined);
  return { plan, loaded, session, putAside, ended, startEquity: () => tail.startEquity };
}

/** Waits until everything is over and told. */
async function endOf(
  session: LiveSession,
  tail: JournalTail,
  { log, alerts }: Surroundings,
  driven: Promise<void>,
): Promise<SessionOutcome> {
  try {
    return await session.ended;
  } finally {
    await driven;
    await tail.finish().catch(() => undefined);
    await alerts.close(2_000);
    await log.flush();
  }
}

type Surroundings = Required<Pick<LiveOptions, 'log' | 'alerts' | 'heartbeat' | 'scrubber'>>;

function surroundingsOf(config: LockstepConfig, plan: LivePlan, clock: Clock, options: StartLiveOptions): Surroundings {
  const scrubber = new SecretScrubber(secretsIn(process.env));
  const facts = { deployment: plan.deployment };
  const log = new JsonLog({ folder: plan.folder, settings: config.logging, scrubber, clock, facts });
  const sources = {
    settings: config.alerts,
    environment: process.env,
    stage: plan.environment.environment,
    from: plan.deployment,
    // People live by the wall clock, whatever the session does.
    clock: systemClock,
    scrubber,
    onFailure: (channel: string, error: unknown) => log.warn(`The alert channel ${channel} failed`, { error }),
    ...(options.onAlert === undefined ? {} : { writeConsole: options.onAlert }),
  };
  return { log, scrubber, alerts: createAlerts(sources), heartbeat: (isWell) => createHeartbeat(sources, isWell) };
}

function commonOptions({ options, config, plan, loaded }: Start) {
  const cash = options.cash ?? config.cash;
  return {
    deployment: plan.deployment,
    folder: plan.folder,
    settings: { ...config.live, broker: plan.broker },
    risk: config.risk,
    parameters: { ...config.parameters, ...options.parameters },
    strategyHash: loaded.hash,
    adopt: options.adopt === true,
    environment: plan.environment.environment,
    account: plan.account,
    money: plan.money.account === 'real' ? ('real' as const) : ('paper' as const),
    versions: { lockstep: packageVersion() },
    ...(cash === undefined ? {} : { cash }),
  };
}

/** A replay without data says nothing about the strategy. */
function requireData({ reason }: SessionOutcome, feed: ReplayFeed, { replay, loaded }: ReplayStart): void {
  if (Number.isFinite(feed.firstDataUtc) || reason !== 'end of the data') return;
  throw new LockstepError(
    'DATA_SYMBOL_MISSING',
    `There is no data from ${replay.from} to ${replay.to} for what the strategy ${dirname(loaded.file)} added. ${replay.data} holds ` +
      `${describeDataFolder(replay.data)}. Choose another day with --date, or other data with --data.`,
    { details: { data: replay.data, from: replay.from, to: replay.to } },
  );
}
