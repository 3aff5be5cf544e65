import { type DataBatch, DataKind, type TickBatch } from '@lockstep/core';
import type { BatchJson } from './batch-json.ts';

type TicksJson = Extract<BatchJson, { readonly kind: 'ticks' }>;

/** Columns of ticks, in the order of `BatchJson`. */
const COLUMNS = 10;
/** The number of the subscription and which columns have changed come first. */
const AHEAD = 2;

/** The last tick that a subscription got by itself. */
interface TickRow {
  readonly tickType: TickBatch['tickType'];
  readonly exchanges: readonly string[];
  readonly decimals: number;
  /** The columns that such ticks have. */
  readonly has: readonly boolean[];
  readonly values: Float64Array;
}

/**
 * Ticks that come one by one, as what has changed since the one before of their subscription: a quote is a handful of
 * numbers instead of a batch.
 */
export class TickRows {
  readonly #rows: (TickRow | undefined)[] = [];
  /** Numbers of a tick, the first `count` of them. */
  readonly numbers: Float64Array = new Float64Array(AHEAD + COLUMNS);

  /** Notes a batch as it is recorded: what follows is told by what has changed. */
  note(subscription: number, batch: BatchJson | null): void {
    if (batch?.kind === 'ticks' && isRow(batch)) this.#rows[subscription] = rowOf(batch);
  }

  /** Puts a batch into `numbers`, if it is a tick like the one before; returns their count, 0 for one that is not. */
  pack(subscription: number, batch: DataBatch): number {
    const row = this.#rows[subscription];
    if (row === undefined || batch.kind !== DataKind.Tick || !isAlike(batch, row)) return 0;
    const { numbers } = this;
    let count = AHEAD;
    let changed = 0;
    for (let index = 0; index < COLUMNS; index += 1) {
      const column = columnOf(batch, index);
      if (column.length > 0 !== row.has[index]) return 0;
      const value = column[0];
      if (value === undefined || Object.is(value, row.values[index])) continue;
      changed |= 1 << index;
      numbers[count++] = value;
    }
    numbers[0] = subscription;
    numbers[1] = changed;
    for (let index = 0, next = AHEAD; index < COLUMNS; index += 1) {
      if ((changed & (1 << index)) !== 0) row.values[index] = numbers[next++]!;
    }
    return count;
  }

  /** The subscription and the batch of packed numbers. */
  unpack([subscription = -1, changed = 0, ...values]: readonly number[]): readonly [number, BatchJson] {
    const row = this.#rows[subscription];
    if (row === undefined) throw new TypeError(`No tick came before one of subscription ${subscription}.`);
    for (let index = 0, next = 0; index < COLUMNS; index += 1) {
      if ((changed & (1 << index)) !== 0) row.values[index] = values[next++]!;
    }
    const columns = row.has.map((has, index) => (has ? [row.values[index]!] : []));
    const { tickType, exchanges, decimals } = row;
    return [subscription, { kind: 'ticks', tickType, columns, exchanges, exact: { decimals } }];
  }
}

/** One tick, whose exact prices are those of its own columns. */
function isRow({ columns, exact }: TicksJson): boolean {
  const { scales, raw, factor } = exact;
  const isPlain = scales === undefined && raw === undefined && factor === undefined;
  return isPlain && columns[0]?.length === 1 && columns.every(({ length }) => length <= 1);
}

function rowOf({ tickType, exchanges, columns, exact }: TicksJson): TickRow {
  return {
    tickType,
    exchanges,
    decimals: exact.decimals,
    has: columns.map(({ length }) => length > 0),
    // As JSON gives them back: it has no NaN, no infinity and no -0.
    values: Float64Array.from(columns, ([value]) => (Number.isFinite(value) ? (value as number) + 0 : Number.NaN)),
  };
}

function isAlike(batch: TickBatch, { tickType, exchanges, decimals }: TickRow): boolean {
  if (batch.length !== 1 || batch.tickType !== tickType || batch.exchanges.length !== exchanges.length) return false;
  for (let index = 0; index < exchanges.length; index += 1) {
    if (batch.exchanges[index] !== exchanges[index]) return false;
  }
  const { parts } = batch.exact;
  if (parts.decimals !== decimals || parts.scales !== null || parts.adjustment !== null) return false;
  const [first, second] = parts.raw;
  if (batch.quantity.length > 0) return first === batch.value && second === undefined;
  return first === batch.bidPrice && second === batch.askPrice;
}

function columnOf(batch: TickBatch, index: number): ArrayLike<number> {
  switch (index) {
    case 0:
      return batch.time;
    case 1:
      return batch.value;
    case 2:
      return batch.quantity;
    case 3:
      return batch.bidPrice;
    case 4:
      return batch.bidSize;
    case 5:
      return batch.askPrice;
    case 6:
      return batch.askSize;
    case 7:
      return batch.exchange;
    case 8:
      return batch.saleCondition;
    default:
      return batch.suspicious;
  }
}
