import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A result of LEAN, as far as it is compared; see `lean/README.md` beside the data. */
export interface RecordedResult {
  readonly status: string;
  readonly statistics: Readonly<Record<string, string>>;
  readonly dataPoints: number;
  readonly historyDataPoints: number;
  /** Null where only the figures are known that LEAN's source expects. */
  readonly orderEventCount: number | null;
  /** The text behind `OrderListHash`; null when it is very long. */
  readonly orderListJson: string | null;
  readonly orderEvents: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (string | number)[])[];
  };
}

/** What LEAN's source expects of a regression algorithm. */
type ExpectedFigures = Pick<RecordedResult, 'status' | 'statistics' | 'dataPoints' | 'historyDataPoints'>;

/** Where LEAN's sample data and recorded results are. */
export interface LeanFolders {
  readonly data: string;
  readonly expected: string;
}

/**
 * Finds them below `../shared/lean`, seen from the project's root; `LOCKSTEP_LEAN_DATA` names another data folder, with
 * `expected` beside it. Null when there is no data.
 */
export function findLean(): LeanFolders | null {
  const lean = resolve('..', 'shared', 'lean');
  const data = process.env['LOCKSTEP_LEAN_DATA'] ?? join(lean, 'Data');
  if (!existsSync(data)) return null;
  const beside = resolve(data, '..', 'expected');
  return { data, expected: existsSync(beside) ? beside : join(lean, 'expected') };
}

/** What LEAN came to: as recorded, or else the figures that its source expects; null when neither is known. */
export function readRecorded(expected: string, tier: string, name: string): RecordedResult | null {
  const file = join(expected, tier, `${name}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as RecordedResult;
  const figures = FIGURES[name];
  return figures === undefined
    ? null
    : { ...figures, orderEventCount: null, orderListJson: null, orderEvents: { columns: [], rows: [] } };
}

/** Figures that LEAN's source expects of algorithms without a recorded result. */
const FIGURES = JSON.parse(readFileSync(new URL('expected-figures.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, ExpectedFigures>
>;
