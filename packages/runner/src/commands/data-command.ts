import { type Command, InvalidArgumentError } from 'commander';
import type { ResolutionName, SecurityTypeName } from '../data/data-target.ts';
import { generateData } from '../data/generate-data.ts';
import { type ImportDataOptions, importData } from '../data/import-data.ts';
import { shownPath } from '../terminal/shown-path.ts';
import { writeLine } from '../terminal/terminal.ts';
import type { CommandContext } from './command-context.ts';
import { addInspectCommand } from './inspect-command.ts';
import {
  columnsOption,
  dateOption,
  numberOption,
  positiveNumberOption,
  resolutionOption,
  securityTypeOption,
  wholeNumberOption,
} from './option-parsers.ts';

const DATA_OPTION = ['--data <folder>', 'data folder to write into', 'data'] as const;

/** Adds `lockstep data` with its sub-commands. */
export function addDataCommand(program: Command, context: CommandContext): void {
  const data = program
    .command('data')
    .summary('import, inspect and generate market data')
    .description(
      "Market data in LEAN's folder layout (equity/usa/minute/spy/20240304_trade.zip), which backtests read.",
    )
    .addHelpText(
      'after',
      `
Examples:
  $ lockstep data import MSFT.csv --format yahoo
  $ lockstep data inspect data
  $ lockstep data generate --symbol DEMO --from 2024-03-04 --days 5`,
    );
  addImportCommand(data, context);
  addInspectCommand(data, context);
  addGenerateCommand(data, context);
}

function addImportCommand(data: Command, context: CommandContext): void {
  data
    .command('import')
    .summary('turn CSV files into a data folder')
    .description(
      'Imports bars from a CSV file, or from each CSV file of a folder. The usual column names are understood, dates as ' +
        '2024-03-04, 2024-03-04 09:30, 3/4/2024 or epoch seconds; times are the starts of bars. Files that the data ' +
        'folder already holds for the same security and day are replaced. A wrong row stops the import and is named.',
    )
    .argument('<source>', 'CSV file, or folder with CSV files named for their symbols')
    .option(...DATA_OPTION)
    .option('--format <name>', 'csv, or yahoo: rows without any price are left out', parseFormat, 'csv')
    .option(
      '--columns <list>',
      'which column holds what: date=Day,close=Last or by position: date=1,open=2',
      columnsOption,
    )
    .option('--symbol <ticker>', "ticker; without it the file's name")
    .option('--type <name>', 'equity, forex, cfd or crypto', securityTypeOption, 'equity')
    .option('--market <name>', 'usa, oanda, coinbase, …; without it the usual one of the type')
    .option('--resolution <name>', 'second, minute, hour or daily; without it found from the times', resolutionOption)
    .option('--time-zone <name>', "zone of the times, such as UTC; without it the exchange's")
    .option('--day-first', 'read 3/4/2024 as the 3rd of April')
    .option('--adjusted', 'scale prices by adjusted close over close, so that they contain dividends')
    .addHelpText(
      'after',
      `
Examples:
  $ lockstep data import MSFT.csv --format yahoo
  $ lockstep data import prices.csv --symbol ES1 --columns date=Day,open=O,high=H,low=L,close=Last,volume=Qty
  $ lockstep data import btc/ --type crypto --market coinbase --time-zone UTC --data my-data`,
    )
    .action((source: string, options: ImportFlags) => runImport(source, options, context));
}

interface ImportFlags extends ImportDataOptions {
  readonly dayFirst?: boolean;
}

function runImport(source: string, { dayFirst, ...options }: ImportFlags, { terminal, cwd }: CommandContext): void {
  const imported = importData(source, { ...options, dateOrder: dayFirst === true ? 'dmy' : 'mdy' });
  for (const file of imported) {
    const skipped = file.skippedRows === 0 ? '' : `, ${file.skippedRows} rows without prices left out`;
    const range = `${file.bars} ${file.resolution} bars, ${file.firstDay} to ${file.lastDay}${skipped}`;
    writeLine(terminal.out, `${terminal.style.bold(file.symbol)}  ${range}`);
    writeLine(terminal.out, `  ${writtenFiles(file.files, cwd)}`);
  }
}

function parseFormat(text: string): 'csv' | 'yahoo' {
  if (text === 'csv' || text === 'yahoo') return text;
  throw new InvalidArgumentError('Expected csv or yahoo.');
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
      writeLine(terminal.out, `  ${writtenFiles(files, cwd)}`);
    });
}

function writtenFiles(files: readonly string[], cwd: string): string {
  const first = shownPath(files[0] ?? '', cwd);
  return files.length > 1 ? `${first} and ${files.length - 1} more files` : first;
}
