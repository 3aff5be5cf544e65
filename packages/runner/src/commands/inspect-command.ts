import type { Command } from 'commander';
import type { InspectedSeries } from '../data/data-inspection.ts';
import { inspectData } from '../data/inspect-data.ts';
import { columnTable } from '../terminal/tables.ts';
import { type Terminal, writeLine } from '../terminal/terminal.ts';
import type { CommandContext } from './command-context.ts';
import { ExitCode } from './exit-code.ts';

const HEADER = ['symbol', 'type', 'market', 'resolution', 'kind', 'bars', 'first', 'last', 'missing days', 'doubts'];
const DAYS_SHOWN = 6;

/** Adds `lockstep data inspect`. */
export function addInspectCommand(data: Command, { terminal, exit }: CommandContext): void {
  data
    .command('inspect')
    .summary('say what a data folder holds, and what is wrong with it')
    .description(
      'Lists the bars of a data folder: range, trading days without data by the market calendar, missing minutes, ' +
        'duplicates, times that go backwards, bad prices, bars without volume, damaged files (these end with exit code 3).',
    )
    .argument('<folder>', 'data folder')
    .option('--symbol <ticker>', 'this symbol only')
    .option('--json', 'print everything as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ lockstep data inspect data
  $ lockstep data inspect data --symbol SPY
  $ lockstep data inspect data --json > data.json`,
    )
    .action((folder: string, options: { symbol?: string; json?: boolean }) => {
      const inspection = inspectData(folder, options.symbol === undefined ? {} : { symbol: options.symbol });
      if (options.json === true) writeLine(terminal.out, JSON.stringify(inspection, null, 2));
      else printInspection(terminal, inspection.series);
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
    doubts(item),
  ]);
  const [header = '', ...lines] = columnTable(HEADER, rows, ['bars', 'missing days']);
  writeLine(terminal.out, terminal.style.bold(header));
  for (const line of lines) writeLine(terminal.out, line);
  for (const item of series) printDetails(terminal, item);
}

function doubts(item: InspectedSeries): string {
  const counts: [string, number][] = [
    ['damaged', item.problems.filter(({ kind }) => kind === 'corrupt').length],
    ['duplicates', item.duplicates],
    ['backwards', item.backwards],
    ['bad prices', item.badPrices],
    ['without volume', item.zeroVolume],
    ['missing minutes', item.missingBars],
  ];
  const found = counts.filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name}`);
  return found.length === 0 ? 'none' : found.join(', ');
}

function printDetails(terminal: Terminal, { symbol, resolution, missingDays, problems }: InspectedSeries): void {
  if (missingDays.length === 0 && problems.length === 0) return;
  writeLine(terminal.out);
  writeLine(terminal.out, terminal.style.bold(`${symbol} ${resolution}`));
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
