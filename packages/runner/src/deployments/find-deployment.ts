import { join, resolve } from 'node:path';
import { LockstepError, nearestNames } from '@lockstep/core';
import type { StoreVisit } from '@lockstep/live';
import { configOfProject } from '../project/project-config.ts';
import { projectFolderOf } from '../strategy/project-folder.ts';
import { shownPath } from '../terminal/shown-path.ts';

/** Which deployment is meant. */
export interface DeploymentChoice {
  /** Its name. @defaultValue the only one in the folder */
  readonly deployment?: string;
  /** Folder of all deployments. @defaultValue `live.folder` of the project's configuration, else `live` beside it */
  readonly folder?: string;
  readonly cwd?: string;
  /** Told that the configuration cannot be read; the folder is `live` then. */
  readonly onWarning?: (text: string) => void;
}

/** A deployment with the file of its store. */
export interface FoundDeployment {
  readonly name: string;
  readonly folder: string;
  readonly file: string;
}

/**
 * Finds the deployment that is meant.
 *
 * @throws LockstepError `DEPLOYMENT_NOT_FOUND` when there is none of that name, none at all, or several to choose from
 */
export async function findDeployment(choice: DeploymentChoice = {}): Promise<FoundDeployment> {
  const cwd = choice.cwd ?? process.cwd();
  const folder = await folderOfDeployments(choice);
  const { deploymentsIn, storeFileOf } = await import('@lockstep/live');
  const names = deploymentsIn(folder);
  const [first] = names;
  const name = choice.deployment ?? (names.length === 1 ? first : undefined);
  if (name !== undefined && names.includes(name)) return { name, folder, file: storeFileOf(folder, name) };
  throw new LockstepError(
    'DEPLOYMENT_NOT_FOUND',
    `${reason(names, choice.deployment, shownPath(folder, cwd))} ${advice(names, choice.deployment)}`,
    { details: { folder, deployments: names, asked: choice.deployment ?? null } },
  );
}

/** Looks into a deployment's store from outside; see `StoreVisit`. */
export async function visitDeployment<T>(
  choice: DeploymentChoice,
  use: (visit: StoreVisit, deployment: FoundDeployment) => Promise<T>,
): Promise<T> {
  const deployment = await findDeployment(choice);
  const { StoreVisit } = await import('@lockstep/live');
  const visit = await StoreVisit.open(deployment.file);
  try {
    return await use(visit, deployment);
  } catch (error) {
    throw await visit.explained(error);
  } finally {
    await visit.close();
  }
}

/** A configuration that cannot be read must not keep anybody from stopping a deployment. */
async function folderOfDeployments({ folder, cwd = process.cwd(), onWarning }: DeploymentChoice): Promise<string> {
  if (folder !== undefined) return resolve(cwd, folder);
  const project = projectFolderOf(join(cwd, 'package.json'));
  try {
    const { live } = await configOfProject(project, cwd);
    return live?.folder ?? join(project, 'live');
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    onWarning?.(
      `${text} The deployments are looked for in ${shownPath(join(project, 'live'), cwd)}; else use --folder.`,
    );
    return join(project, 'live');
  }
}

function reason(names: readonly string[], asked: string | undefined, folder: string): string {
  if (names.length === 0) return `There is no deployment in ${folder}.`;
  const listed = names.join(', ');
  if (asked !== undefined) return `There is no deployment ${asked} in ${folder}; it holds ${listed}.`;
  return `${folder} holds ${names.length} deployments: ${listed}.`;
}

function advice(names: readonly string[], asked: string | undefined): string {
  if (names.length === 0) {
    return 'Start one with `lockstep live`, run this in the folder of the project, or name the folder with --folder.';
  }
  const [near] = asked === undefined ? [] : nearestNames(asked, names);
  if (near !== undefined) return `Did you mean --deployment ${near}?`;
  return 'Say which one is meant with --deployment.';
}
