import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { packageVersion } from '../package-folder.ts';
import { maskSecrets } from '../terminal/mask-secrets.ts';
import { printError } from '../terminal/print-error.ts';
import { processTerminal, type Terminal, writeLine } from '../terminal/terminal.ts';
import { addAuditCommand } from './audit-command.ts';
import { addBacktestCommand } from './backtest-command.ts';
import type { CommandContext } from './command-context.ts';
import { addDataCommand } from './data-command.ts';
import { addDoctorCommand } from './doctor-command.ts';
import { EXIT_CODES_HELP, ExitCode, exitCodeOf } from './exit-code.ts';
import { addInitCommand } from './init-command.ts';
import { addLiveCommand } from './live-command.ts';
import { addMt5Command } from './mt5-command.ts';
import { addOperatorCommands } from './operator-commands.ts';
import { addRehearseCommand } from './rehearse-command.ts';
import { addReplayCommand } from './replay-command.ts';
import { addReportCommand } from './report-command.ts';
import { addSimulateCommand } from './simulate-command.ts';

/** Lines of help do not depend on the terminal, so that the generated page is stable. */
const HELP_WIDTH = 100;

/** Surroundings of a program. */
export interface ProgramOptions {
  readonly terminal?: Terminal;
  readonly cwd?: string;
  /** Calls back on the first Ctrl-C until it is released. @defaultValue Ctrl-C is left to the system */
  readonly onInterrupt?: CommandContext['onInterrupt'];
  /** @defaultValue signals are left to the system */
  readonly onStopSignal?: CommandContext['onStopSignal'];
}

/**
 * Runs the `lockstep` command line and resolves to its exit code; nothing is thrown.
 *
 * @param args without the names of Node and of the script
 */
export async function runProgram(args: readonly string[], options: ProgramOptions = {}): Promise<ExitCode> {
  const terminal = options.terminal ?? processTerminal();
  const cwd = options.cwd ?? process.cwd();
  let exitCode: ExitCode = ExitCode.Ok;
  try {
    if (existsSync(join(cwd, '.env'))) process.loadEnvFile(join(cwd, '.env'));
    await maskSecrets(terminal, process.env);
    const program = createProgram({
      terminal,
      cwd,
      exit: (code) => {
        exitCode = code;
      },
      isDebug: () => args.includes('--debug'),
      onInterrupt: options.onInterrupt ?? (() => () => undefined),
      onStopSignal: options.onStopSignal ?? (() => () => undefined),
    });
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.Ok : ExitCode.UsageError;
    printError(terminal, error, args.includes('--debug'));
    return exitCodeOf(error);
  }
}

/** The commands, for running and for the generated help page. */
export function createProgram(context: CommandContext): Command {
  const { terminal } = context;
  const program = new Command('lockstep')
    .description(
      'Backtests trading strategies written in TypeScript, with the results of QuantConnect LEAN, and trades them live.',
    )
    .version(packageVersion(), '-V, --version', 'print the version')
    .option('--debug', 'print stacks of errors')
    .exitOverride()
    .showSuggestionAfterError()
    // `audit` has options of its own beside those of its sub-commands.
    .enablePositionalOptions()
    .configureHelp({ helpWidth: HELP_WIDTH })
    .configureOutput({
      writeOut: (text) => void terminal.out.write(text),
      writeErr: (text) => void terminal.err.write(text),
      outputError: (text, write) => {
        write(`${terminal.style.red(terminal.style.bold('Error USAGE:'))} ${text.replace(/^error: /, '')}`);
        writeLine(terminal.err, 'Run with --help for the options and for examples.');
      },
    })
    .addHelpText(
      'after',
      `
Examples:
  $ lockstep init my-bot                                    a project with a strategy and sample data
  $ lockstep backtest strategy.ts                           run it: statistics, result.json, report.html
  $ lockstep backtest strategy.ts --param fast=20 --watch   again on every save
  $ lockstep data import MSFT.csv --format yahoo            own data
  $ lockstep status                                         how a live deployment stands
  $ lockstep doctor                                         is everything in place for live trading?

\`lockstep <command> --help\` shows the options and examples of a command.
${EXIT_CODES_HELP}`,
    );
  addInitCommand(program, context);
  addBacktestCommand(program, context);
  addDataCommand(program, context);
  addLiveCommand(program, context);
  addOperatorCommands(program, context);
  addAuditCommand(program, context);
  addRehearseCommand(program, context);
  addReplayCommand(program, context);
  addReportCommand(program, context);
  addSimulateCommand(program, context);
  addMt5Command(program, context);
  addDoctorCommand(program, context);
  for (const command of leafCommands(program)) command.option('--debug', 'print stacks of errors');
  return program;
}

/** Commands that do something, as opposed to those that only hold others. */
function leafCommands(parent: Command): Command[] {
  return parent.commands.flatMap((command) => (command.commands.length === 0 ? [command] : leafCommands(command)));
}
