import { rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { LockstepError } from '@lockstep/core';
import type { Command, CommandName, KillLatch, StoreOwner, StoreVisit } from '@lockstep/live';
import { type DeploymentChoice, findDeployment, visitDeployment } from './find-deployment.ts';

/** How long a running process has to answer, in seconds, and how often its answer is looked for, in ms. */
const PATIENCE_SECONDS = 5;
const LOOK_EVERY_MS = 100;

/** What is asked of a deployment. */
export interface Operation extends DeploymentChoice {
  readonly reason?: string;
  /** With `kill`: positions are closed as well. */
  readonly flatten?: boolean;
  /** With `flatten`: trading is paused as well, so that the strategy does not enter again. @defaultValue true */
  readonly pause?: boolean;
  /** Who asks. @defaultValue the user of this process */
  readonly by?: string;
  /** Seconds to wait for a running process. @defaultValue 5 */
  readonly patienceSeconds?: number;
}

/** What came of it. */
export interface OperationOutcome {
  readonly deployment: string;
  readonly command: Command;
  /** The process that runs the deployment; null when none does: the command is kept, and carried out at the next start. */
  readonly owner: StoreOwner | null;
  readonly latch: KillLatch;
}

/**
 * Leaves a command for a deployment. A running process takes it up within a second or so, and its answer is waited for;
 * a process that is not there takes it up when it starts. `kill` sets the latch at once in either case.
 *
 * @throws LockstepError `DEPLOYMENT_NOT_FOUND`, and what opening its store throws
 * @example
 * ```ts
 * import { operate } from 'lockstep';
 *
 * const { command, owner } = await operate('pause', { reason: 'news at 14:00' });
 * console.log(owner === null ? 'kept for the next start' : command.status);
 * ```
 */
export async function operate(name: CommandName, operation: Operation = {}): Promise<OperationOutcome> {
  try {
    return await request(name, operation);
  } catch (error) {
    throw name === 'kill' ? await killByFile(operation, error) : error;
  }
}

/** A store that cannot be opened must not keep anybody from stopping a deployment: its process looks for a file as well. */
async function killByFile(operation: Operation, error: unknown): Promise<unknown> {
  if (!(error instanceof LockstepError) || !error.code.startsWith('STORE_')) return error;
  const { KILL_FILE } = await import('@lockstep/live');
  const { file } = await findDeployment(operation);
  const kill = join(dirname(file), KILL_FILE);
  writeFileSync(kill, `${operation.reason ?? 'kill was asked for'}\n`);
  return new LockstepError(
    error.code,
    `The deployment is killed by the file ${kill}: its process sees it within a second, and trades nothing while the file is ` +
      `there. The command itself could not be left in its store. ${error.message}`,
    { details: { ...error.details, kill }, cause: error },
  );
}

/** Lifting a kill means lifting that of a file, too. */
async function removeKillFile(name: CommandName, file: string): Promise<void> {
  const { KILL_FILE } = await import('@lockstep/live');
  if (name === 'unkill') rmSync(join(dirname(file), KILL_FILE), { force: true });
}

function request(name: CommandName, operation: Operation): Promise<OperationOutcome> {
  return visitDeployment(operation, async (visit, deployment) => {
    const { reason, flatten, pause, by = userName(), patienceSeconds = PATIENCE_SECONDS } = operation;
    await removeKillFile(name, deployment.file);
    const id = await visit.commands.request(name, by, Date.now(), {
      ...(reason === undefined ? {} : { reason }),
      ...(flatten === true ? { flatten } : {}),
      ...(pause === false ? { pause } : {}),
    });
    await answerOf(visit, id, Date.now() + patienceSeconds * 1_000);
    const command = (await visit.commands.find(id)) as Command;
    return {
      deployment: deployment.name,
      command,
      owner: await visit.owner(),
      latch: await visit.commands.killLatch(),
    };
  });
}

/** Waits until the command is done or refused, or nobody is there (any more) to answer. */
async function answerOf(visit: StoreVisit, id: number, untilMs: number): Promise<void> {
  while ((await visit.owner()) !== null && Date.now() < untilMs) {
    const status = (await visit.commands.find(id))?.status;
    if (status === 'done' || status === 'refused') return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without a name, as in containers.
    return 'operator';
  }
}
