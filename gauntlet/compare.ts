import { Decimal } from '@lockstep/core';
import { RandomStreams, Stream } from './random-streams.ts';
import { type GauntletResult, type Row, sortedNeighbours } from './recorder.ts';

const DECIMAL = /^-?\d+(\.\d+)?$/;
const TOLERANCE = Decimal.parse('0.000000001');
/** LEAN's own figures that differ between two runs of it. */
const UNSTABLE = new Set(['AverageEndTradeDrawdown', 'MaximumEndTradeDrawdown']);
/** Cells of a state record (price is 0) whose last digits may differ: average price, unrealised and net profit. */
const LOOSE_STATE_CELLS = new Set([8, 9, 10]);
const STATE_OFFSET_IN_STEP = 7;
const STATE_OFFSET_AT_END = 1;
const LOOSE_HOLDING_CELLS = new Set([2, 4]);
const LOOSE_TRADE_CELLS = new Set([7, 9, 10]);
const LOOSE_TOTAL_CELLS = new Set([1, 3]);

/** The first way in which a run differs from what was recorded, as lines to print; empty when they are equal. */
export function differences(expected: GauntletResult, actual: GauntletResult): string[] {
  return decisionDifference(expected, actual) ?? otherDifferences(expected, actual);
}

/** The earlier of the first step and the first order event that differ; what follows them is only consequence. */
function decisionDifference(expected: GauntletResult, actual: GauntletResult): string[] | null {
  const events = { expected: sortedNeighbours(expected.events), actual: sortedNeighbours(actual.events) };
  const event = firstRow(events.expected, events.actual, () => false);
  const step = firstRow(expected.steps, actual.steps, isLooseInStep);
  if (event < 0 && step < 0) return null;
  const stepTime = timeOf(expected.steps[step] ?? actual.steps[step]);
  const eventTime = timeOf(events.expected[event] ?? events.actual[event]);
  const lines: string[] = [];
  if (step >= 0 && (event < 0 || stepTime <= eventTime)) {
    lines.push(...describe('step', step, expected.steps[step], actual.steps[step]));
    lines.push(`  draws ${drawsOfStep(expected, step).join(' ')}`);
  }
  if (event >= 0 && (step < 0 || eventTime <= stepTime)) {
    lines.push(...describe('event', event, events.expected[event], events.actual[event]));
    const orderId = (events.expected[event] ?? events.actual[event])?.[0];
    lines.push(
      ...describe('  its order at the end', Number(orderId), orderRow(expected, orderId), orderRow(actual, orderId)),
    );
  }
  return lines;
}

function orderRow(result: GauntletResult, id: unknown): Row | undefined {
  return rows(result, 'orders').find((row) => row[0] === id);
}

function otherDifferences(expected: GauntletResult, actual: GauntletResult): string[] {
  const lines: string[] = [];
  for (const [key, value] of Object.entries(expected)) {
    if (key === 'events' || key === 'steps') continue;
    const other = actual[key];
    if (Array.isArray(value) && Array.isArray(other) && value.some(Array.isArray)) {
      const row = firstRow(value as Row[], other as Row[], (_, i) => isLoose(key, i));
      if (row >= 0) lines.push(...describe(key, row, value[row], other[row]));
    } else if (isRecord(value) && isRecord(other)) {
      lines.push(...recordDifferences(key, value, other));
    } else if (!same(value, other, (i) => isLoose(key, i))) {
      if (!(key === 'historyDataPoints' && value === -1)) lines.push(...describe(key, -1, value, other));
    }
  }
  return lines;
}

function recordDifferences(key: string, expected: Record<string, unknown>, actual: Record<string, unknown>): string[] {
  const loose = key === 'tradeStatistics';
  return [...new Set([...Object.keys(expected), ...Object.keys(actual)])]
    .filter((name) => !UNSTABLE.has(name) && !same(expected[name], actual[name], () => loose, loose))
    .map((name) => `${key}.${name}: expected ${JSON.stringify(expected[name])}, got ${JSON.stringify(actual[name])}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isLooseState(cell: number): boolean {
  return LOOSE_STATE_CELLS.has(cell) || cell >= 16;
}

function isLooseInStep(step: Row, cell: number): boolean {
  if (step[3] === 'ind') return cell === STATE_OFFSET_IN_STEP;
  return step[3] === 'rec' && isLooseState(cell - STATE_OFFSET_IN_STEP);
}

/** Whether the last digits of a cell may differ. */
function isLoose(key: string, cell: number): boolean {
  switch (key) {
    case 'feed':
      return true;
    case 'end':
      return isLooseState(cell - STATE_OFFSET_AT_END);
    case 'holdings':
      return LOOSE_HOLDING_CELLS.has(cell);
    case 'trades':
      return LOOSE_TRADE_CELLS.has(cell);
    case 'totals':
      return LOOSE_TOTAL_CELLS.has(cell);
    default:
      return false;
  }
}

/** Index of the first row that differs, −1 for none. */
function firstRow(
  expected: readonly Row[],
  actual: readonly Row[],
  loose: (row: Row, cell: number) => boolean,
): number {
  const length = Math.max(expected.length, actual.length);
  for (let i = 0; i < length; i++) {
    const row = expected[i];
    if (row === undefined || !same(row, actual[i], (cell) => loose(row, cell))) return i;
  }
  return -1;
}

/** Equality of cells: decimals by value, with a relative tolerance where it is allowed; nested lists share their cell's. */
export function same(a: unknown, b: unknown, loose: (cell: number) => boolean, isLooseCell = false): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return (
      a.length === b.length &&
      a.every((cell, i) => same(cell, b[i], isLooseCell ? () => true : loose, isLooseCell || loose(i)))
    );
  }
  if (a === b) return true;
  if (typeof a !== 'string' || typeof b !== 'string' || !DECIMAL.test(a) || !DECIMAL.test(b)) return false;
  const [x, y] = [Decimal.parse(a), Decimal.parse(b)];
  if (x.equals(y)) return true;
  return isLooseCell && x.minus(y).abs().lte(Decimal.max(x.abs(), y.abs()).times(TOLERANCE));
}

/** The ten draws of a step: sources of one kind share a stream. */
export function drawsOfStep(
  { steps, seed, id }: Pick<GauntletResult, 'steps' | 'seed' | 'id'>,
  index: number,
): number[] {
  const kindOf = (row: Row | undefined): string => String(row?.[1]).charAt(0);
  const kind = kindOf(steps[index]);
  const stream =
    { D: Stream.Data, S: Stream.Schedule, E: Stream.EndOfDay, C: Stream.Consolidator }[kind] ?? Stream.Data;
  const streams = new RandomStreams(seed, id);
  let draws: number[] = [];
  for (const row of steps.slice(0, index + 1)) if (kindOf(row) === kind) draws = streams.draws(stream, 10);
  return draws;
}

function rows(result: GauntletResult, key: string): readonly Row[] {
  return (result[key] ?? []) as readonly Row[];
}

function timeOf(row: Row | undefined): string {
  const time = row?.[2];
  return typeof time === 'string' ? time : '';
}

function describe(what: string, index: number, expected: unknown, actual: unknown): string[] {
  const name = index < 0 ? what : `${what} ${index}`;
  return [name, `  expected ${JSON.stringify(expected)}`, `  got      ${JSON.stringify(actual)}`];
}
