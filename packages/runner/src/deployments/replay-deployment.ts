import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { builtInReferenceData, openDataFolder } from '@lockstep/backtester';
import { LockstepError, type ReferenceData } from '@lockstep/core';
import type { ReplayOutcome } from '@lockstep/live';
import type { LockstepConfig } from '@lockstep/live/config';
import { packageVersion } from '../package-folder.ts';
import { loadProjectConfig } from '../project/project-config.ts';
import { findStrategyFile } from '../strategy/find-strategy-file.ts';
import { type LoadedStrategy, loadStrategy } from '../strategy/load-strategy.ts';
import { type DeploymentChoice, type FoundDeployment, visitDeployment } from './find-deployment.ts';

/** Strategy of a project unless another is named. */
const STRATEGY = 'strategy.ts';

/** Which session is replayed, with which strategy. */
export interface ReplayDeploymentOptions extends DeploymentChoice {
  /** Its id in the store. @defaultValue the latest */
  readonly session?: number;
  /** Strategy file. @defaultValue `strategy.ts` */
  readonly strategy?: string;
  /** Data folder for calendars and symbols. @defaultValue the configuration's, `LOCKSTEP_DATA`, `./data` */
  readonly data?: string;
}

/** A session of a deployment with what it is replayed by. */
export interface SessionToReplay {
  readonly deployment: FoundDeployment;
  readonly session: number;
  readonly loaded: LoadedStrategy;
  readonly config: LockstepConfig;
  /** Data folder, absolute; null when there is none. */
  readonly data: string | null;
}

/**
 * Replays a recorded session of a deployment: see `replaySession`.
 *
 * @throws LockstepError `DEPLOYMENT_NOT_FOUND`, `SESSION_NOT_FOUND`, `INPUTS_NOT_FOUND`, and what loading a strategy throws
 */
export async function replayDeployment(options: ReplayDeploymentOptions = {}): Promise<ReplayOutcome> {
  const found = await findSession(options);
  const { replaySession } = await import('@lockstep/live');
  return replaySession(found.loaded.strategy, replayOptions(found));
}

/** What `replaySession` needs of a session that was found. */
export function replayOptions({ deployment, session, loaded, data }: SessionToReplay) {
  const reference: ReferenceData = data === null ? builtInReferenceData() : openDataFolder(data, false).reference;
  const versions = { lockstep: packageVersion() };
  return { folder: dirname(deployment.file), session, reference, strategyHash: loaded.hash, versions };
}

/** Finds the session that is meant, and loads the strategy. */
export async function findSession(options: ReplayDeploymentOptions): Promise<SessionToReplay> {
  const { cwd = process.cwd(), strategy = STRATEGY } = options;
  const { deployment, session } = await visitDeployment(options, async ({ queries }, deployment) => {
    const sessions = await queries.sessions({ limit: 1_000 });
    const id = options.session ?? sessions[0]?.id;
    if (id !== undefined && sessions.some((each) => each.id === id)) return { deployment, session: id };
    const known = sessions.slice(0, 5).map((each) => each.id);
    throw new LockstepError(
      'SESSION_NOT_FOUND',
      `${deployment.name} has ${id === undefined ? 'no session yet' : `no session ${id}`}. ` +
        (known.length === 0
          ? 'Start one with `lockstep live`.'
          : `Its latest are ${known.join(', ')}; see \`lockstep audit sessions\`.`),
      { details: { deployment: deployment.name, session: id ?? null } },
    );
  });
  const file = findStrategyFile(strategy, cwd);
  const config = await loadProjectConfig(file, { cwd });
  const loaded = await loadStrategy(strategy, { cwd });
  const folder = resolve(
    cwd,
    options.data ?? config.data ?? process.env['LOCKSTEP_DATA'] ?? join(dirname(file), 'data'),
  );
  return { deployment, session, loaded, config, data: existsSync(folder) ? folder : null };
}
