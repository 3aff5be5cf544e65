import type { Command } from 'commander';
import { writeLine } from '../terminal/terminal.ts';
import { type BacktestFlags, runBacktest, summaryOf } from './backtest-run.ts';
import { watchBacktest } from './backtest-watch.ts';
import type { CommandContext } from './command-context.ts';
import { EXIT_CODES_HELP } from './exit-code.ts';
import { dateOption, pairsOption, positiveNumberOption } from './option-parsers.ts';
import { printBacktest, printLoggedErrors, printStatus } from './print-backtest.ts';

/** Adds `lockstep backtest`. */
export function addBacktestCommand(program: Command, context: CommandContext): void {
  program
    .command('backtest')
    .summary('run a strategy on past data')
    .description(
      'Runs a strategy on past data, prints its statistics and writes result.json, report.html and run.json (duration ' +
        'and machine). The strategy is the default export of a TypeScript or JavaScript file, a class that extends ' +
        "Algorithm. Options win over the project's lockstep.config.ts, and that over the strategy.",
    )
    .argument('<strategy>', 'strategy file')
    .option(
      '--data <folder>',
      "LEAN data folder or folder of CSV files; else the configuration's, LOCKSTEP_DATA, ./data",
    )
    .option('--from <date>', 'first day, yyyy-MM-dd', dateOption)
    .option('--to <date>', 'last day, yyyy-MM-dd', dateOption)
    .option('--cash <amount>', 'starting cash', positiveNumberOption)
    .option('--param <name=value>', 'value of a strategy parameter; repeat for several', pairsOption)
    .option('--out <folder>', 'folder for the results (default: backtest-results/<strategy>)')
    .option('--json', 'print a summary as JSON on stdout, and nothing else there')
    .option('--quiet', 'print errors only')
    .option('--watch', 'run again on every save of a file of the strategy')
    .option('--check', "check the strategy's types first, with the project's TypeScript")
    .option('--no-report', 'write no report.html')
    .option('--cache <folder>', 'folder for parsed market data (default: .lockstep/cache of the project)')
    .option('--no-cache', 'parse the market data again')
    .addHelpText(
      'after',
      `
Examples:
  $ lockstep backtest strategy.ts
  $ lockstep backtest strategy.ts --from 2024-03-05 --to 2024-03-06 --cash 50000 --param fast=20 --param slow=100
  $ lockstep backtest strategy.ts --json --no-report | jq '.statistics["Sharpe Ratio"]'
${EXIT_CODES_HELP}`,
    )
    .action((path: string, flags: BacktestFlags) => runBacktestCommand(path, flags, context));
}

async function runBacktestCommand(path: string, flags: BacktestFlags, context: CommandContext): Promise<void> {
  const { terminal, cwd, exit, isDebug } = context;
  const interrupt = new AbortController();
  const release = context.onInterrupt(() => interrupt.abort());
  try {
    if (flags.watch === true) {
      await watchBacktest(path, flags, context, interrupt.signal);
      return;
    }
    const finished = await runBacktest(path, flags, context, interrupt.signal);
    if (flags.json === true) writeLine(terminal.out, JSON.stringify(summaryOf(finished, cwd), null, 2));
    else if (flags.quiet !== true) printBacktest(terminal, finished, cwd, isDebug());
    if (flags.json === true || flags.quiet === true) {
      if (finished.run.result.status !== 'RuntimeError') printLoggedErrors(terminal, finished.run.result);
      printStatus(terminal, finished, isDebug());
    }
    exit(finished.exitCode);
  } finally {
    release();
  }
}
