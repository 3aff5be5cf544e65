import { type BacktestResult, Decimal } from '@lockstep/core';
import type { RecordedResult } from './recorded-result.ts';

/** What of a run is compared. */
export type ComparedResult = Pick<
  BacktestResult,
  'status' | 'dataPoints' | 'historyDataPoints' | 'statistics' | 'orderEvents'
>;

/** A figure that is not LEAN's. */
export interface Difference {
  readonly field: string;
  readonly ours: string;
  readonly lean: string;
}

/** Whether two texts mean the same. */
type Equality = (left: string, right: string) => boolean;

const sameText: Equality = (left, right) => left === right;
const sameDecimal: Equality = (left, right) => Decimal.parse(left).equals(Decimal.parse(right));
/** LEAN writes the ticks of a second with or without trailing zeros. */
const sameInstant: Equality = (left, right) => withoutZeros(left) === withoutZeros(right);

function withoutZeros(instant: string): string {
  return instant.replace(/(\.\d*?)0+Z$/, (_, digits: string) => `${digits === '.' ? '' : digits}Z`);
}

/** The order-event fields that must be equal. */
const EVENT_FIELDS = [
  { ours: 'orderId', lean: 'orderId', isEqual: sameText },
  { ours: 'time', lean: 'utcTime', isEqual: sameInstant },
  { ours: 'status', lean: 'status', isEqual: sameText },
  { ours: 'fillPrice', lean: 'fillPrice', isEqual: sameDecimal },
  { ours: 'fillQuantity', lean: 'fillQuantity', isEqual: sameDecimal },
  { ours: 'fee', lean: 'fee', isEqual: sameDecimal },
] as const;

/**
 * Compares a run with LEAN's. Equal means: status, every statistic, data points, history points and order events.
 *
 * @returns every statistic that differs, and the first order event that does; empty when equal
 */
export function compareWithLean(result: ComparedResult, lean: RecordedResult): Difference[] {
  const differences: Difference[] = [];
  const compare = (field: string, ours: string | number | undefined, theirs: string | number | undefined): void => {
    if (ours !== theirs)
      differences.push({ field, ours: String(ours ?? 'missing'), lean: String(theirs ?? 'missing') });
  };
  compare('status', result.status, lean.status);
  if (lean.dataPoints !== -1) compare('dataPoints', result.dataPoints, lean.dataPoints);
  if (lean.historyDataPoints !== -1) compare('historyDataPoints', result.historyDataPoints, lean.historyDataPoints);
  // LEAN's source may expect fewer figures than there are.
  const further = lean.orderEventCount === null ? [] : Object.keys(result.statistics);
  for (const key of new Set([...Object.keys(lean.statistics), ...further])) {
    compare(`statistics['${key}']`, result.statistics[key], lean.statistics[key]);
  }
  if (lean.orderEventCount !== null) {
    compare('number of order events', result.orderEvents.length, lean.orderEventCount);
  }
  differences.push(...firstEventDifference(result, lean));
  return differences;
}

/** Every field that differs in the first order event that does. */
function firstEventDifference(result: ComparedResult, lean: RecordedResult): Difference[] {
  const { columns, rows } = lean.orderEvents;
  for (const [index, row] of rows.entries()) {
    const event = result.orderEvents[index];
    if (event === undefined) {
      return [{ field: `order event ${index}`, ours: 'missing', lean: row.join(' ') }];
    }
    const differences = EVENT_FIELDS.flatMap(({ ours, lean: column, isEqual }): Difference[] => {
      const left = String(event[ours]);
      const right = String(row[columns.indexOf(column)]);
      return isEqual(left, right)
        ? []
        : [{ field: `order event ${index} (order ${event.orderId}) ${ours}`, ours: left, lean: right }];
    });
    if (differences.length > 0) return differences;
  }
  return [];
}

/** The fields that differ in the first order that does, with every digit and in the text of the hash. */
export function firstOrderDifference(ourTexts: readonly string[], leanText: string): Difference[] {
  const lean = parseKeepingDigits(`[${leanText}]`) as unknown[];
  for (let index = 0; index < Math.max(lean.length, ourTexts.length); index += 1) {
    const text = ourTexts[index];
    const ours = text === undefined ? undefined : parseKeepingDigits(text);
    const differences = fieldDifferences(`order ${index + 1}`, ours, lean[index]);
    if (differences.length > 0) return differences;
  }
  const field = 'order list text';
  return ourTexts.join(',') === leanText ? [] : [{ field, ours: 'the same fields', lean: 'in another order' }];
}

function fieldDifferences(path: string, ours: unknown, lean: unknown): Difference[] {
  if (isRecord(ours) && isRecord(lean)) {
    const keys = new Set([...Object.keys(lean), ...Object.keys(ours)]);
    return [...keys].flatMap((key) => fieldDifferences(`${path}.${key}`, ours[key], lean[key]));
  }
  const left = show(ours);
  const right = show(lean);
  return left === right ? [] : [{ field: path, ours: left, lean: right }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  return value === undefined ? 'missing' : typeof value === 'string' ? value : JSON.stringify(value);
}

/** Numbers stay text, since `1` and `1.0` are not the same in a hash. */
function parseKeepingDigits(json: string): unknown {
  const strings = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g;
  return JSON.parse(json.replace(strings, (token) => (token.startsWith('"') ? token : `"${token}"`)));
}
