import type { Command } from 'commander';
import { reportSession } from '../deployments/report-session.ts';
import { shownPath } from '../terminal/shown-path.ts';
import { writeLine } from '../terminal/terminal.ts';
import type { CommandContext } from './command-context.ts';
import { addDeploymentOptions, type DeploymentFlags, deploymentChoice } from './deployment-options.ts';
import { EXIT_CODES_HELP } from './exit-code.ts';
import { sessionArgument } from './option-parsers.ts';

interface ReportFlags extends DeploymentFlags {
  readonly strategy?: string;
  readonly data?: string;
  readonly out?: string;
  /** False with `--no-compare`. */
  readonly compare: boolean;
}

/** Adds `lockstep report`. */
export function addReportCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('report')
    .summary('write the report of a live session, with a backtest of the same days beside it')
    .description(
      "Writes result.json and report.html of a session of `lockstep live`, as of a backtest: equity from the account's " +
        'snapshots, with the curve of a backtest over the same days; orders, trades and logs as the session had them, which ' +
        'its replay shows.',
    )
    .argument(
      '[session]',
      'id of the session, as in `lockstep audit sessions`; the latest unless given',
      sessionArgument,
    );
  addDeploymentOptions(command)
    .option('--strategy <file>', 'strategy file (default: strategy.ts)')
    .option('--data <folder>', "data folder; else the configuration's, LOCKSTEP_DATA, ./data")
    .option('--out <folder>', 'folder for the files (default: live-reports/<deployment>-<session>)')
    .option('--no-compare', 'no backtest beside it')
    .addHelpText(
      'after',
      `
Examples:
  $ lockstep report
  $ lockstep report 118 --deployment trend-paper --out reports/monday
${EXIT_CODES_HELP}`,
    )
    .action(async (session: number | undefined, { strategy, data, out, compare, ...flags }: ReportFlags) => {
      const { terminal, cwd } = context;
      const { replay, files, notCompared } = await reportSession({
        ...deploymentChoice(flags, context),
        compare,
        ...(session === undefined ? {} : { session }),
        ...(strategy === undefined ? {} : { strategy }),
        ...(data === undefined ? {} : { data }),
        ...(out === undefined ? {} : { out }),
      });
      const { style } = terminal;
      writeLine(
        terminal.out,
        `${style.bold(replay.deployment)} session ${replay.session}: ${replay.decisions} decisions`,
      );
      if (!replay.isComplete)
        writeLine(terminal.out, 'The session runs, or its process died: this is what it recorded.');
      if (notCompared !== null) writeLine(terminal.out, style.yellow(`No backtest beside it: ${notCompared}`));
      writeLine(terminal.out, `Report  ${shownPath(files.reportPath ?? files.resultPath, cwd)}`);
      writeLine(terminal.out, `Result  ${shownPath(files.resultPath, cwd)}`);
    });
}
