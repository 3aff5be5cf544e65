import type { Decision, ReplayDifference, ReplayOutcome } from '@lockstep/live';
import type { Command } from 'commander';
import { replayDeployment } from '../deployments/replay-deployment.ts';
import { type Terminal, writeLine } from '../terminal/terminal.ts';
import { utcText } from '../terminal/texts.ts';
import type { CommandContext } from './command-context.ts';
import { addDeploymentOptions, type DeploymentFlags, deploymentChoice } from './deployment-options.ts';
import { EXIT_CODES_HELP, ExitCode } from './exit-code.ts';
import { sessionArgument } from './option-parsers.ts';

interface ReplayFlags extends DeploymentFlags {
  readonly strategy?: string;
  readonly data?: string;
  readonly json?: boolean;
}

/** Adds `lockstep replay`. */
export function addReplayCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('replay')
    .summary('feed a recorded session to a fresh engine and compare every decision')
    .description(
      'Feeds what entered a session of `lockstep live` to a fresh engine, and compares each order, update and cancel with ' +
        'what was decided then. Prints "identical: N decisions", or the first difference with its likely causes. Nothing ' +
        'is sent anywhere, and the deployment may be running.',
    )
    .argument(
      '[session]',
      'id of the session, as in `lockstep audit sessions`; the latest unless given',
      sessionArgument,
    );
  addDeploymentOptions(command)
    .option('--strategy <file>', 'strategy file (default: strategy.ts)')
    .option(
      '--data <folder>',
      "data folder, for calendars and symbols; else the configuration's, LOCKSTEP_DATA, ./data",
    )
    .option('--json', 'print the outcome as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ lockstep replay
  $ lockstep replay 118 --strategy strategies/trend.ts --deployment trend-paper
  $ lockstep replay 118 --json | jq .difference
${EXIT_CODES_HELP}`,
    )
    .action(async (session: number | undefined, { strategy, data, json, ...flags }: ReplayFlags) => {
      const outcome = await replayDeployment({
        ...deploymentChoice(flags, context),
        ...(session === undefined ? {} : { session }),
        ...(strategy === undefined ? {} : { strategy }),
        ...(data === undefined ? {} : { data }),
      });
      if (json === true) writeLine(context.terminal.out, JSON.stringify(outcome, null, 2));
      else await printReplay(context.terminal, outcome);
      if (outcome.difference !== null) context.exit(ExitCode.Failed);
    });
}

async function printReplay(terminal: Terminal, outcome: ReplayOutcome): Promise<void> {
  const { out, style } = terminal;
  const { deployment, session, strategy, decisions, steps, difference, isComplete, damage } = outcome;
  writeLine(out, `${style.bold(deployment)} session ${session}, ${strategy}: ${steps} steps`);
  if (difference !== null) {
    await printDifference(terminal, difference, decisions);
    return;
  }
  writeLine(out, style.green(`identical: ${decisions} decisions`));
  if (damage !== null) writeLine(out, style.yellow(`The record could not be read to its end. ${damage}`));
  else if (!isComplete)
    writeLine(out, 'The record breaks off without an end of the session: it runs, or its process died.');
}

async function printDifference(
  { out, style }: Terminal,
  difference: ReplayDifference,
  decisions: number,
): Promise<void> {
  const { decisionText, differingFields } = await import('@lockstep/live');
  const shown = (what: Decision | string | null): string =>
    what === null ? 'nothing' : typeof what === 'string' ? what : decisionText(what);
  const { recorded, replayed, timeMs, causes } = difference;
  writeLine(out, style.red(`different after ${decisions} equal decisions, at ${utcText(timeMs)} UTC`));
  writeLine(out, `  recorded  ${shown(recorded)}`);
  writeLine(out, `  replayed  ${shown(replayed)}`);
  if (typeof recorded === 'object' && typeof replayed === 'object' && recorded !== null && replayed !== null) {
    writeLine(out, `  differs   ${differingFields(recorded, replayed).join(', ')}`);
  }
  for (const cause of causes) writeLine(out, `→ ${cause}`);
}
