import { resolve } from 'node:path';
import { openDataFolder } from '@lockstep/backtester';
import { LockstepError, type LogLine, MS_PER_DAY } from '@lockstep/core';
import { type Rehearsal, rehearseStrategy } from '@lockstep/live';
import type { BrokerKind } from '@lockstep/live/config';
import { brokerEntry } from '../brokers/brokers.ts';
import { parseDay } from '../data/days.ts';
import { loadProjectConfig } from '../project/project-config.ts';
import { findStrategyFile } from '../strategy/find-strategy-file.ts';
import { loadStrategy } from '../strategy/load-strategy.ts';

/** What is rehearsed, by options of the command or of `rehearse`; they win over the project's configuration. */
export interface RehearseOptions {
  readonly broker?: BrokerKind;
  readonly data?: string;
  /** First and last day, `yyyy-MM-dd`; the strategy's unless given. */
  readonly from?: string;
  readonly to?: string;
  readonly cash?: number;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly onLog?: (line: LogLine) => void;
  readonly onProgress?: (utcMs: number) => void;
}

/** What a rehearsal came to, and of what. */
export interface FinishedRehearsal extends Rehearsal {
  readonly strategy: string;
}

/**
 * Rehearses a strategy at a broker without an account there: the live stack over the broker's real wire against the built-in
 * venue, in virtual time, compared with the backtest.
 *
 * @throws LockstepError what loading and running throw; `USAGE`, `BROKER_UNAVAILABLE`
 * @example
 * ```ts
 * import { rehearse } from 'lockstep';
 *
 * const { difference, counts } = await rehearse('strategy.ts', { broker: 'alpaca' });
 * console.log(difference === null ? `identical: ${counts['order events']} order events` : difference.cause);
 * ```
 */
export async function rehearse(path: string, options: RehearseOptions = {}): Promise<FinishedRehearsal> {
  const cwd = options.cwd ?? process.cwd();
  const file = findStrategyFile(path, cwd);
  const config = await loadProjectConfig(file, { cwd });
  const kind = options.broker ?? config.live?.broker;
  const rehearsal = kind === undefined ? undefined : brokerEntry(kind).rehearsal;
  if (rehearsal === undefined) {
    const text = `There is no wire to rehearse ${kind === undefined ? 'without a broker' : `at ${kind}`}; expected --broker alpaca, ib or mt5.`;
    throw new LockstepError('USAGE', text);
  }
  const broker = await rehearsal();
  const loaded = await loadStrategy(path, { cwd });
  const folder = resolve(cwd, options.data ?? config.data ?? process.env['LOCKSTEP_DATA'] ?? 'data');
  const [from, to] = [options.from ?? config.from, options.to ?? config.to];
  const outcome = await rehearseStrategy(loaded.strategy, {
    broker,
    data: openDataFolder(folder, undefined),
    risk: config.risk,
    parameters: { ...config.parameters, ...options.parameters },
    cash: options.cash ?? config.cash,
    startDay: from === undefined ? undefined : parseDay(from, '--from'),
    endDay: to === undefined ? undefined : parseDay(to, '--to'),
    lastPossibleDay: Math.floor(Date.now() / MS_PER_DAY) - 1,
    onLog: options.onLog,
    onProgress: options.onProgress,
  });
  return { ...outcome, strategy: loaded.strategy.name };
}
