import { userInfo } from 'node:os';
import type { Command, CommandName, KillLatch, StoreOwner, StoreVisit } from '@lockstep/live';
import { type DeploymentChoice, visitDeployment } from './find-deployment.ts';

/** How long a running process has to answer, in seconds, and how often its answer is looked for, in ms. */
const PATIENCE_SECONDS = 5;
const LOOK_EVERY_MS = 100;

/** What is asked of a deployment. */
export interface Operation extends DeploymentChoice {
  readonly reason?: string;
  /** With `kill`: positions are closed as well. */
  readonly flatten?: boolean;
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
export function operate(name: CommandName, operation: Operation = {}): Promise<OperationOutcome> {
  return visitDeployment(operation, async (visit, deployment) => {
    const { reason, flatten, by = userName(), patienceSeconds = PATIENCE_SECONDS } = operation;
    const id = await visit.commands.request(name, by, Date.now(), {
      ...(reason === undefined ? {} : { reason }),
      ...(flatten === true ? { flatten } : {}),
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
