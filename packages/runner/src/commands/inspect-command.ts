import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LockstepError } from '@lockstep/core';
import type { Command } from 'commander';
import { seriesName } from '../data/inspect/coverage.ts';
import { coveragePage } from '../data/inspect/coverage-page.ts';
import { coveragePicture, LEGEND } from '../data/inspect/coverage-picture.ts';
import type { InspectedSeries } from '../data/inspect/data-inspection.ts';
import { doubtsOf } from '../data/inspect/doubts.ts';
import { inspectData } from '../data/inspect/inspect-data.ts';
import { shownPath } from '../terminal/shown-path.ts';
import { columnTable } from '../terminal/tables.ts';
import { type Terminal, writeLine } from '../terminal/terminal.ts';
import type { CommandContext } from './command-context.ts';
import { ExitCode } from './exit-code.ts';

const HEADER = ['symbol', 'type', 'market', 'resolution', 'kind', 'bars', 'first', 'last', 'missing days', 'doubts'];
const DAYS_SHOWN = 6;

interface InspectFlags {
  readonly symbol?: string;
  readonly json?: boolean;
  readonly html?: string;
}

/** Adds `lockstep data inspect`. */
export function addInspectCommand(data: Command, { terminal, exit, cwd }: CommandContext): void {
  data
    .command('inspect')
    .summary('say what a data folder holds, and what is wrong with it')
    .description(
      'Lists the bars of a data folder: range, trading days without data by the market calendar, missing minutes, ' +
        'duplicates, times that go backwards, bad prices, bars without volume, damaged files (these end with exit code 3), ' +
        'and a picture of coverage: the share of trading days of each month that have bars.',
    )
    .argument('<folder>', 'data folder')
    .option('--symbol <ticker>', 'this symbol only')
    .option('--json', 'print everything as JSON')
    .option('--html <file>', 'write the picture as a page too')
    .addHelpText(
      'after',
      `
Examples:
  $ lockstep data inspect data
  $ lockstep data inspect data --symbol SPY
  $ lockstep data inspect data --html coverage.html
  $ lockstep data inspect data --json > data.json`,
    )
    .action((folder: string, options: InspectFlags) => {
      const inspection = inspectData(folder, options.symbol === undefined ? {} : { symbol: options.symbol });
      if (options.json === true) writeLine(terminal.out, JSON.stringify(inspection, null, 2));
      else printInspection(terminal, inspection.series);
      if (options.html !== undefined) {
        const written = writePage(resolve(cwd, options.html), coveragePage(inspection));
        if (options.json !== true) writeLine(terminal.out, `\n${shownPath(written, cwd)}`);
      }
      const isDamaged = inspection.series.some(({ problems }) => problems.some(({ kind }) => kind !== 'duplicate'));
      if (isDamaged) exit(ExitCode.DataError);
    });
}

function printInspection(terminal: Terminal, series: readonly InspectedSeries[]): void {
  const rows = series.map((item) => [
    item.symbol,
    item.type,
    item.market,
    item.resolution,
    item.kind,
    String(item.bars),
    item.firstDay ?? '-',
    item.lastDay ?? '-',
    String(item.missingDays.length),
    doubtsOf(item),
  ]);
  const [header = '', ...lines] = columnTable(HEADER, rows, ['bars', 'missing days']);
  writeLine(terminal.out, terminal.style.bold(header));
  for (const line of lines) writeLine(terminal.out, line);
  writeLine(terminal.out);
  for (const line of coveragePicture(series, terminal.width)) writeLine(terminal.out, line);
  writeLine(terminal.out, terminal.style.dim(LEGEND));
  for (const item of series) printDetails(terminal, item);
}

function printDetails(terminal: Terminal, item: InspectedSeries): void {
  const { missingDays, problems } = item;
  if (missingDays.length === 0 && problems.length === 0) return;
  writeLine(terminal.out);
  writeLine(terminal.out, terminal.style.bold(seriesName(item)));
  if (missingDays.length > 0) {
    const shown = missingDays.slice(0, DAYS_SHOWN).join(', ');
    const more = missingDays.length > DAYS_SHOWN ? ` and ${missingDays.length - DAYS_SHOWN} more` : '';
    writeLine(terminal.out, `  no data on ${shown}${more}`);
  }
  for (const { file, line, kind, text } of problems) {
    const place = line === null ? file : `${file}:${line}`;
    writeLine(terminal.out, `  ${terminal.style.yellow(kind)}  ${place}: ${text}`);
  }
}

function writePage(path: string, page: string): string {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, page);
    return path;
  } catch (cause) {
    const message = `Cannot write "${path}": ${(cause as Error).message}. Check the folder's permissions and free space.`;
    throw new LockstepError('OUTPUT_NOT_WRITABLE', message, { details: { path }, cause });
  }
}
