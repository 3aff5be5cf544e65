import type { BacktestResult, LogJson } from '@lockstep/core';
import { shownPath } from '../terminal/shown-path.ts';
import { columnTable, figureTable } from '../terminal/tables.ts';
import { type Terminal, writeLine } from '../terminal/terminal.ts';
import { type FinishedBacktest, shortTime } from './backtest-run.ts';
import { ExitCode, exitCodeOfErrorCode } from './exit-code.ts';

/** Warnings of one kind that are printed; the report has all. */
const WARNINGS_SHOWN = 5;

/** Lines of the strategy's log that are printed; `result.json` has all. */
const LOGS_SHOWN = 12;

/** Prints a finished run: what ran, the statistics, warnings, and where the files are. */
export function printBacktest(terminal: Terminal, finished: FinishedBacktest, cwd: string, debug = false): void {
  const { out, style, width } = terminal;
  const { result, run } = finished.run;
  const code = result.error?.code ?? null;
  // Figures of a run that damaged data cut off mean nothing.
  if (code !== null && exitCodeOfErrorCode(code) === ExitCode.DataError) {
    printStatus(terminal, finished, debug);
    return;
  }
  const speed = `${result.dataPoints.toLocaleString('en-US')} data points in ${(run.durationMs / 1000).toFixed(2)} s`;
  writeLine(out, `${style.bold(result.strategy)}  ${result.startDate} to ${result.endDate}  ${style.dim(speed)}`);
  const parameters = Object.entries(result.parameters).map(([name, value]) => `${name}=${value}`);
  if (parameters.length > 0) writeLine(out, style.dim(parameters.join('  ')));
  writeLine(out);
  for (const line of figureTable(result.statistics, width)) writeLine(out, line);
  if (Object.keys(result.runtimeStatistics).length > 0) {
    writeLine(out);
    for (const line of figureTable(result.runtimeStatistics, width)) writeLine(out, line);
  }
  printWarnings(terminal, result);
  printLogs(terminal, result);
  printStatus(terminal, finished, debug);
  writeLine(out);
  writeLine(out, `Result  ${shownPath(finished.files.result, cwd)}`);
  if (finished.files.report !== null) writeLine(out, `Report  ${shownPath(finished.files.report, cwd)}`);
}

/** Prints how a run ended unless it ended well; to `err`, so that it is seen with `--quiet` and `--json` too. */
export function printStatus({ err, style }: Terminal, { run, place }: FinishedBacktest, debug = false): void {
  const { result, thrown } = run;
  if (result.status === 'Interrupted') {
    writeLine(err, style.yellow('Interrupted: the result is partial and marked so.'));
  }
  if (result.status !== 'RuntimeError' || result.error === null) return;
  const { code, message, time } = result.error;
  const heading = style.red(style.bold(code === null ? 'The strategy threw' : `Error ${code}`));
  const where = place === null ? '' : ` (${place})`;
  writeLine(err, `${heading}${time === null ? '' : ` at ${shortTime(time)}`}: ${message}${where}`);
  if (debug && thrown instanceof Error) writeLine(err, style.dim(thrown.stack ?? ''));
}

/** Prints the last lines of the strategy's log; lines that repeat the one before are counted. */
export function printLogs({ out, style }: Terminal, { logs, error }: BacktestResult): void {
  // How the run ended is said apart.
  const lines = withoutRepeats(logs.filter(({ level, text }) => level !== 'error' || text !== error?.message));
  if (lines.length === 0) return;
  const shown = lines.slice(-LOGS_SHOWN);
  writeLine(out);
  writeLine(out, style.bold('Log') + (lines.length > shown.length ? ', the last lines' : ''));
  for (const line of shown) writeLine(out, `  ${line.level === 'error' ? style.red(line.text) : line.text}`);
}

/** Prints the errors in the strategy's log to `err`: all that is shown of it with `--quiet` and `--json`. */
export function printLoggedErrors({ err, style }: Terminal, { logs }: BacktestResult): void {
  const lines = withoutRepeats(logs.filter(({ level }) => level === 'error'));
  for (const { text } of lines.slice(0, LOGS_SHOWN)) writeLine(err, style.red(text));
  if (lines.length > LOGS_SHOWN) writeLine(err, `and ${lines.length - LOGS_SHOWN} more errors: see result.json`);
}

function withoutRepeats(logs: readonly LogJson[]): { readonly text: string; readonly level: LogJson['level'] }[] {
  const groups: { readonly first: LogJson; count: number }[] = [];
  for (const line of logs) {
    const last = groups.at(-1);
    if (last !== undefined && last.first.text === line.text && last.first.level === line.level) last.count++;
    else groups.push({ first: line, count: 1 });
  }
  return groups.map(({ first, count }) => ({
    level: first.level,
    text: `${shortTime(first.time)}  ${first.text}${count > 1 ? ` (${count} times)` : ''}`,
  }));
}

/** Prints the warnings of the run, the first few of each kind. */
export function printWarnings({ out, style }: Terminal, { warnings }: BacktestResult): void {
  const byCode = new Map<string, (typeof warnings)[number][]>();
  for (const warning of warnings) byCode.set(warning.code, [...(byCode.get(warning.code) ?? []), warning]);
  for (const [code, list] of byCode) {
    writeLine(out);
    writeLine(out, style.yellow(`Warning ${code}${list.length > 1 ? ` (${list.length} times)` : ''}`));
    for (const { text, time, orderId } of list.slice(0, WARNINGS_SHOWN)) {
      const place = [time === null ? null : shortTime(time), orderId === null ? null : `order ${orderId}`];
      const shown = place.filter((part) => part !== null).join(', ');
      writeLine(out, `  ${shown === '' ? '' : `${shown}: `}${text}`);
    }
    if (list.length > WARNINGS_SHOWN)
      writeLine(out, style.dim(`  and ${list.length - WARNINGS_SHOWN} more: see the report`));
  }
}

/** Lines with the statistics that differ between two runs. */
export function statisticChanges(before: BacktestResult, after: BacktestResult): string[] {
  const names = new Set([...Object.keys(before.statistics), ...Object.keys(after.statistics)]);
  const rows = [...names]
    .map((name) => [name, before.statistics[name] ?? '-', after.statistics[name] ?? '-'])
    .filter(([, old, now]) => old !== now);
  if (rows.length === 0) return ['No statistic changed.'];
  return columnTable(['Changed', 'before', 'now'], rows, ['before', 'now']);
}
