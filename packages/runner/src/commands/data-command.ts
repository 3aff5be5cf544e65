import type { Command } from 'commander';
import type { ResolutionName, SecurityTypeName } from '../data/data-target.ts';
import { generateData } from '../data/generate-data.ts';
import { shownFiles } from '../terminal/shown-path.ts';
import { writeLine } from '../terminal/terminal.ts';
import type { CommandContext } from './command-context.ts';
import { addDownloadCommand } from './download-command.ts';
import { addImportCommand } from './import-command.ts';
import { addInspectCommand } from './inspect-command.ts';
import {
  DATA_OPTION,
  dateOption,
  numberOption,
  positiveNumberOption,
  resolutionOption,
  securityTypeOption,
  wholeNumberOption,
} from './option-parsers.ts';

/** Adds `lockstep data` with its sub-commands. */
export function addDataCommand(program: Command, context: CommandContext): void {
  const data = program
    .command('data')
    .summary('import, download, inspect and generate market data')
    .description(
      "Market data in LEAN's folder layout (equity/usa/minute/spy/20240304_trade.zip), which backtests read.",
    )
    .addHelpText(
      'after',
      `
Examples:
  $ lockstep data import MSFT.csv
  $ lockstep data inspect data
  $ lockstep data generate --symbol DEMO --from 2024-03-04 --days 5`,
    );
  addImportCommand(data, context);
  addDownloadCommand(data, context);
  addInspectCommand(data, context);
  addGenerateCommand(data, context);
}

interface GenerateFlags {
  readonly data: string;
  readonly symbol: string;
  readonly from: string;
  readonly to?: string;
  readonly days?: number;
  readonly type: SecurityTypeName;
  readonly market?: string;
  readonly resolution: ResolutionName;
  readonly seed: number;
  readonly price: number;
  readonly volatility: number;
  readonly quotes?: boolean;
}

function addGenerateCommand(data: Command, { terminal, cwd }: CommandContext): void {
  data
    .command('generate')
    .summary('make bars of a random walk')
    .description(
      'Writes bars of a seeded random walk, on the days and in the hours in which the market is open. The same seed and ' +
        'symbol give the same prices on every machine.',
    )
    .requiredOption('--symbol <ticker>', 'ticker')
    .requiredOption('--from <date>', 'first day, yyyy-MM-dd', dateOption)
    .option('--to <date>', 'last day, yyyy-MM-dd', dateOption)
    .option('--days <count>', 'number of trading days; without --to and --days one', wholeNumberOption)
    .option('--resolution <name>', 'second, minute, hour or daily', resolutionOption, 'minute')
    .option('--seed <number>', 'another seed gives other prices', wholeNumberOption, 1)
    .option('--price <number>', 'first price', positiveNumberOption, 100)
    .option('--volatility <number>', "standard deviation of a year's return; 0.2 is 20 %", numberOption, 0.2)
    .option('--type <name>', 'equity, forex, cfd or crypto', securityTypeOption, 'equity')
    .option('--market <name>', 'usa, oanda, coinbase, …; without it the usual one of the type')
    .option('--quotes', 'write bid and ask too (forex and cfd have nothing else)')
    .option(...DATA_OPTION)
    .addHelpText(
      'after',
      `
Examples:
  $ lockstep data generate --symbol DEMO --from 2024-03-04 --days 5
  $ lockstep data generate --symbol SPY --from 2024-03-04 --price 512 --volatility 0.12 --seed 7 --quotes
  $ lockstep data generate --symbol EURUSD --type forex --from 2024-01-01 --to 2024-12-31 --resolution hour --price 1.1`,
    )
    .action((options: GenerateFlags) => {
      const { files, bars, firstDay, lastDay } = generateData(options);
      const range = `${bars} ${options.resolution} bars, ${firstDay} to ${lastDay}`;
      writeLine(terminal.out, `${terminal.style.bold(options.symbol.toUpperCase())}  ${range}`);
      writeLine(terminal.out, `  ${shownFiles(files, cwd)}`);
    });
}
