import type { Command } from 'commander';
import { type ImportDataOptions, type ImportedBars, importData } from '../data/import/import-data.ts';
import { shownFiles } from '../terminal/shown-path.ts';
import { writeLine } from '../terminal/terminal.ts';
import type { CommandContext } from './command-context.ts';
import {
  columnsOption,
  DATA_OPTION,
  importFormatOption,
  resolutionOption,
  securityTypeOption,
} from './option-parsers.ts';

const DAYS_SHOWN = 6;

/** Adds `lockstep data import`. */
export function addImportCommand(data: Command, context: CommandContext): void {
  data
    .command('import')
    .summary('turn files with bars into a data folder')
    .description(
      'Imports bars from a CSV, JSON or zip file, or from each of a folder. Files of Yahoo, Stooq, Binance, Kraken and ' +
        'Alpaca are recognised; of any other CSV or JSON the usual column names are understood, and dates as 2024-03-04, ' +
        '2024-03-04 09:30, 3/4/2024 or epoch seconds (milli-, micro-, nanoseconds too); times are the starts of bars. What ' +
        'the data folder already holds for the same security and days is replaced. A wrong row stops the import before ' +
        'anything is written, and is named.',
    )
    .argument('<source>', 'file, or folder with files')
    .option(...DATA_OPTION)
    .option(
      '--format <name>',
      'yahoo, stooq, binance, kraken, alpaca, csv or json; without it recognised',
      importFormatOption,
    )
    .option(
      '--columns <list>',
      'which column holds what: time=Stamp,close=Last or by position: time=1,open=2',
      columnsOption,
    )
    .option('--symbol <ticker>', "ticker; without it what the file says, else the file's name")
    .option(
      '--type <name>',
      'equity, forex, cfd or crypto; without it what the format says, else equity',
      securityTypeOption,
    )
    .option('--market <name>', 'usa, oanda, coinbase, …; without it the usual one of the type')
    .option(
      '--resolution <name>',
      'second, minute, hour or daily; without it that of the rows; a coarser one consolidates them',
      resolutionOption,
    )
    .option('--time-zone <name>', "zone of the times, such as UTC; without it the exchange's")
    .option('--day-first', 'read 3/4/2024 as the 3rd of April')
    .option('--adjusted', 'scale prices by adjusted close over close, so that they contain dividends')
    .option('--no-gaps', 'stop at a trading day without bars; else such days are listed')
    .addHelpText(
      'after',
      `
Examples:
  $ lockstep data import MSFT.csv
  $ lockstep data import BTCUSDT-1m-2024-01.zip
  $ lockstep data import prices.csv --symbol ES1 --columns time=Stamp,open=O,high=H,low=L,close=Last,volume=Qty
  $ lockstep data import XBTUSD_5.csv --resolution hour --data my-data`,
    )
    .action((source: string, options: ImportFlags) => runImport(source, options, context));
}

interface ImportFlags extends ImportDataOptions {
  readonly dayFirst?: boolean;
}

function runImport(source: string, { dayFirst, ...options }: ImportFlags, { terminal, cwd }: CommandContext): void {
  for (const imported of importData(source, { ...options, dateOrder: dayFirst === true ? 'dmy' : 'mdy' })) {
    const { symbol, bars, resolution, firstDay, lastDay, files } = imported;
    const range = `${bars} ${resolution} bars, ${firstDay} to ${lastDay}`;
    writeLine(terminal.out, `${terminal.style.bold(symbol)}  ${range}`);
    writeLine(terminal.out, `  ${shownFiles(files, cwd)}`);
    for (const remark of remarks(imported)) writeLine(terminal.out, `  ${terminal.style.yellow(remark)}`);
  }
}

function remarks({ skippedRows, outsideRows, missingDays, notes }: ImportedBars): string[] {
  const all: string[] = [];
  if (skippedRows > 0) all.push(`rows without prices left out: ${skippedRows}`);
  if (outsideRows > 0) all.push(`rows outside of regular hours, in no daily bar: ${outsideRows}`);
  if (missingDays.length > 0) {
    const more = missingDays.length > DAYS_SHOWN ? ` and ${missingDays.length - DAYS_SHOWN} more` : '';
    all.push(`trading days without bars: ${missingDays.slice(0, DAYS_SHOWN).join(', ')}${more}`);
  }
  return [...all, ...notes];
}
