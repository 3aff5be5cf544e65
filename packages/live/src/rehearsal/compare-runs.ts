import { FACT_KINDS, type FactKind, type RunFact, type RunFacts } from './run-facts.ts';

const DECIMAL = /^-?\d+\.\d+$/;

/** The first thing that two runs do not have alike. */
export interface RehearsalDifference {
  readonly kind: FactKind;
  /** Its place among those of its kind, from 0. */
  readonly index: number;
  /** Epoch ms UTC; infinity for what is left at the end. */
  readonly timeMs: number;
  /** Null when there is nothing of the kind in that place. */
  readonly backtest: RunFact | null;
  readonly rehearsal: RunFact | null;
  /** Names of the fields that differ; empty when one of the two is missing. */
  readonly fields: readonly string[];
  /** What may have led to it. */
  readonly cause: string;
}

/** What happens in the course of a run; the rest is what it comes to. */
const COURSE: ReadonlySet<FactKind> = new Set<FactKind>(['requests', 'order events']);

/** The earliest difference in the course of two runs, or else in what they came to; null when there is none. */
export function firstDifference(backtest: RunFacts, rehearsal: RunFacts): RehearsalDifference | null {
  let first: RehearsalDifference | null = null;
  for (const kind of FACT_KINDS) {
    if (first !== null && !COURSE.has(kind)) return first;
    const found = differenceOf(kind, backtest[kind], rehearsal[kind]);
    if (found !== null && (first === null || found.timeMs < first.timeMs)) first = found;
  }
  return first;
}

function differenceOf(
  kind: FactKind,
  ours: readonly RunFact[],
  theirs: readonly RunFact[],
): RehearsalDifference | null {
  for (let index = 0; index < Math.max(ours.length, theirs.length); index += 1) {
    const [backtest, rehearsal] = [ours[index] ?? null, theirs[index] ?? null];
    const fields = backtest === null || rehearsal === null ? [] : differingFields(backtest, rehearsal);
    if (backtest !== null && rehearsal !== null && fields.length === 0) continue;
    const timeMs = Math.min(
      backtest?.timeMs ?? Number.POSITIVE_INFINITY,
      rehearsal?.timeMs ?? Number.POSITIVE_INFINITY,
    );
    return { kind, index, timeMs, backtest, rehearsal, fields, cause: causeOf(kind, backtest, rehearsal, fields) };
  }
  return null;
}

function differingFields(one: RunFact, other: RunFact): string[] {
  const names = new Set([...Object.keys(one.fields), ...Object.keys(other.fields)]);
  return [...names].filter((name) => textOf(one.fields[name]) !== textOf(other.fields[name]));
}

/** A wire keeps the value of a decimal, not how many zeros it ends with. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' && DECIMAL.test(part) ? part.replace(/\.?0+$/, '') : part,
  );
}

/** The likeliest cause of a difference before which everything was alike. */
function causeOf(
  kind: FactKind,
  backtest: RunFact | null,
  rehearsal: RunFact | null,
  fields: readonly string[],
): string {
  if (kind === 'requests') {
    return 'The strategy decided otherwise although everything it was told was alike: it looks at something that differs, such as the wall clock, randomness, or files.';
  }
  if (kind === 'order events') {
    if (rehearsal === null) return 'The broker did not tell what happened to the order, or told it too late.';
    if (backtest === null) return 'The broker told something of the order that does not happen in a backtest.';
    if (fields.includes('status'))
      return 'The broker took the order for something else, or refused it: see its text in the log.';
    if (fields.includes('fillPrice') || fields.includes('fillQuantity'))
      return 'The order was filled otherwise: its prices or its quantity changed on the wire.';
    if (fields.includes('time')) return 'It was told later than it happened.';
  }
  if (kind === 'orders') return 'The order is remembered otherwise than it was told.';
  if (kind === 'steps') return 'The two did not see the same data.';
  return 'The account was booked otherwise although the orders were alike, such as a fee or a balance of the broker.';
}
