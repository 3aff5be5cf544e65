import type { CommandName } from '@lockstep/live';
import type { Command } from 'commander';
import { operate } from '../deployments/operate.ts';
import { writeLine } from '../terminal/terminal.ts';
import type { CommandContext } from './command-context.ts';
import { addDeploymentOptions, type DeploymentFlags, deploymentChoice } from './deployment-options.ts';
import { EXIT_CODES_HELP, ExitCode } from './exit-code.ts';
import { positiveNumberOption } from './option-parsers.ts';
import { isAnswered, operationLines } from './print-operation.ts';
import { printStatus } from './print-status.ts';

interface OperatorFlags extends DeploymentFlags {
  readonly reason?: string;
  readonly flatten?: boolean;
  /** False with `--no-pause`. */
  readonly pause?: boolean;
  readonly wait?: number;
  readonly json?: boolean;
}

/** What each command does, for its help. */
const OPERATIONS: Readonly<Record<CommandName, { readonly summary: string; readonly description: string }>> = {
  pause: {
    summary: 'no new positions until `resume`; orders that reduce a position still pass',
    description: 'Pauses trading: the strategy goes on, but orders that open or enlarge a position are refused.',
  },
  resume: {
    summary: 'end a pause',
    description: 'Ends a pause, whoever set it. A kill is ended by `unkill` only.',
  },
  flatten: {
    summary: 'cancel all orders, close all positions, and pause',
    description:
      'Cancels every open order of the deployment, closes its positions at the market, and pauses trading, so that the ' +
      'strategy does not enter again: `lockstep resume` lets it. With --no-pause it may at once.',
  },
  kill: {
    summary: 'stop trading at once, until a person clears it with `unkill`',
    description:
      'Cancels every open order and refuses any other. The latch is set in the store at once, also when the process is ' +
      'dead, and holds through restarts. Add --flatten to close positions as well.',
  },
  unkill: {
    summary: 'clear the latch of `kill`',
    description: 'Clears the latch of `kill`. Trading goes on as it was before, paused if it was paused.',
  },
};

/** Adds `lockstep status`, `pause`, `resume`, `flatten`, `kill` and `unkill`. */
export function addOperatorCommands(program: Command, context: CommandContext): void {
  addStatusCommand(program, context);
  for (const name of Object.keys(OPERATIONS) as CommandName[]) addOperation(program, name, context);
}

function addStatusCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('status')
    .summary('say how a deployment stands, running or not')
    .description(
      'Prints process, trading status, account, positions, open orders, waiting commands and the latest events of a ' +
        'deployment of `lockstep live`, read from its store. Times are UTC.',
    );
  addDeploymentOptions(command)
    .option('--json', 'print everything as JSON')
    .addHelpText('after', '\nExamples:\n  $ lockstep status\n  $ lockstep status --deployment my-bot --json')
    .action(async (flags: DeploymentFlags & { readonly json?: boolean }) => {
      const { deploymentStatus } = await import('../deployments/deployment-status.ts');
      const status = await deploymentStatus(deploymentChoice(flags, context));
      if (flags.json === true) writeLine(context.terminal.out, JSON.stringify(status, null, 2));
      else printStatus(context.terminal, status, context.cwd);
    });
}

function addOperation(program: Command, name: CommandName, context: CommandContext): void {
  const { summary, description } = OPERATIONS[name];
  const command = program
    .command(name)
    .summary(summary)
    .description(
      `${description} A running process takes the command up within a second or so, and its answer is waited for; ` +
        'without one the command is kept and carried out at the next start.',
    );
  if (name === 'kill') command.option('--flatten', 'close the positions as well');
  if (name === 'flatten') command.option('--no-pause', 'the strategy may enter again at once');
  addDeploymentOptions(command)
    .option('--reason <text>', 'why, for the journal')
    .option('--wait <seconds>', 'how long to wait for the answer', positiveNumberOption, 5)
    .option('--json', 'print the outcome as JSON')
    .addHelpText(
      'after',
      `\nExamples:\n  $ lockstep ${name}\n  $ lockstep ${name} --deployment my-bot --reason "news at 14:00"\n${EXIT_CODES_HELP}`,
    )
    .action((flags: OperatorFlags) => runOperation(name, flags, context));
}

async function runOperation(name: CommandName, flags: OperatorFlags, context: CommandContext): Promise<void> {
  const { terminal, exit } = context;
  const outcome = await operate(name, {
    ...deploymentChoice(flags, context),
    ...(flags.reason === undefined ? {} : { reason: flags.reason }),
    ...(flags.flatten === true ? { flatten: true } : {}),
    ...(flags.pause === false ? { pause: false } : {}),
    ...(flags.wait === undefined ? {} : { patienceSeconds: flags.wait }),
  });
  if (flags.json === true) writeLine(terminal.out, JSON.stringify(outcome, null, 2));
  else for (const line of operationLines(outcome, terminal.style)) writeLine(terminal.out, line);
  if (!isAnswered(outcome)) exit(ExitCode.Failed);
}
