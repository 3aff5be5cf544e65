import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SecuritySymbol, SecurityType, TimeZone, TradeBar } from '@lockstep/core';

/** Where LEAN's reference files of indicators lie. */
export const REFERENCE_FOLDER = join(import.meta.dirname, '../../../shared/lean/indicators');

export const hasReferenceFiles = existsSync(join(REFERENCE_FOLDER, 'index.json'));

/** An entry of LEAN's list: which indicator, and the file and column it is compared with. */
export interface IndicatorEntry {
  readonly indicator: string;
  readonly construct: string;
  readonly file: string;
  readonly column: string;
}

/** LEAN's list of reference files. */
export interface ReferenceIndex {
  readonly indicators: readonly IndicatorEntry[];
  readonly candlestickPatterns: {
    readonly files: readonly string[];
    readonly patterns: readonly { readonly construct: string; readonly column: string }[];
  };
}

/** A line of a reference file: what goes into an indicator, and the cells by lower-case column. */
export interface ReferenceRow {
  readonly bar: TradeBar;
  readonly cells: ReadonlyMap<string, string>;
}

const MS_PER_MINUTE = 60_000;

export function readReferenceIndex(): ReferenceIndex {
  return JSON.parse(readFileSync(join(REFERENCE_FOLDER, 'index.json'), 'utf8')) as ReferenceIndex;
}

/** The lines of a reference file. Bars last a minute; a file without prices but the close has bars of the close. */
export function readReferenceFile(file: string): ReferenceRow[] {
  const lines = readFileSync(join(REFERENCE_FOLDER, file), 'utf8').trimEnd().split(/\r?\n/);
  const names = (lines[0] as string).split(',').map((name) => name.trim().toLowerCase());
  return lines.slice(1).map((line) => {
    const values = line.split(',');
    const cells = new Map(names.map((name, i) => [name, (values[i] ?? '').trim()]));
    return { bar: barOf(cells), cells };
  });
}

/** A security of the reference files by its ticker. */
export function referenceSymbol(ticker: string): SecuritySymbol {
  return new SecuritySymbol(ticker, { securityType: SecurityType.Equity, market: 'usa', ticker });
}

function barOf(cells: ReadonlyMap<string, string>): TradeBar {
  const number = (name: string, fallback: number): number => {
    const cell = cells.get(name);
    return cell === undefined || cell === '' ? fallback : Number(cell);
  };
  const close = number('close', 0);
  const timeMs = timeOf(cells.get('date') ?? cells.get('time') ?? '');
  return new TradeBar(
    referenceSymbol(cells.get('symbol') ?? 'SPY'),
    timeMs,
    timeMs + MS_PER_MINUTE,
    number('open', close),
    number('high', close),
    number('low', close),
    close,
    number('volume', 0),
    TimeZone.of('UTC'),
  );
}

/** Files write times in a dozen ways; none names a zone but UTC. */
function timeOf(text: string): number {
  const compact = /^(\d{4})(\d{2})(\d{2})(?: (\d{2}):(\d{2}))?$/.exec(text);
  if (compact !== null) {
    const [year, month, day, hour, minute] = compact.slice(1).map((part) => Number(part ?? 0));
    return Date.UTC(year as number, (month as number) - 1, day, hour, minute);
  }
  if (/^\d{9,10}$/.test(text)) return Number(text) * 1_000;
  return Date.parse(/^\d{4}-/.test(text) ? text : `${text} UTC`);
}
