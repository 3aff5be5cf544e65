import { QuoteBarBatch } from '../../market/data-batch.ts';
import { ExactPrices } from '../../market/exact-prices.ts';
import type { Decimal } from '../../numeric/decimal.ts';

const COLUMNS_PER_SIDE = 4;
/** Marks rows that show the side of the batch before. */
const BEFORE = -1;

/** Copies the last known bid or ask into quote bars that lack one, for fill-forward subscriptions; sizes stay. */
export class QuoteSideCarrier {
  private previous: QuoteBarBatch | null;

  constructor() {
    this.previous = null;
  }

  /** The batch itself when no row lacks a side, else a copy in which the sides known by then are filled in. */
  carry(batch: QuoteBarBatch): QuoteBarBatch {
    if (batch.length === 0) return batch;
    const bidRows = shownRows(batch.bidOpen, batch.bidClose);
    const askRows = shownRows(batch.askOpen, batch.askClose);
    const carried = bidRows === null && askRows === null ? batch : this.fill(batch, bidRows, askRows);
    this.previous = carried;
    return carried;
  }

  private fill(batch: QuoteBarBatch, bidRows: Int32Array | null, askRows: Int32Array | null): QuoteBarBatch {
    const before = this.previous;
    const exactBefore: (Decimal | null)[] = [];
    const show = (own: Float64Array, earlier: Float64Array | undefined, rows: Int32Array | null): Float64Array => {
      const column = exactBefore.length;
      const isCarried = rows !== null && rows[0] === BEFORE && before !== null;
      exactBefore.push(isCarried ? before.exact.at(column, before.length - 1) : null);
      if (rows === null) return own;
      const last = earlier?.at(-1) ?? 0;
      return Float64Array.from(rows, (row) => (row === BEFORE ? last : (own[row] as number)));
    };
    return new QuoteBarBatch({
      length: batch.length,
      time: batch.time,
      endTime: batch.endTime,
      bidOpen: show(batch.bidOpen, before?.bidOpen, bidRows),
      bidHigh: show(batch.bidHigh, before?.bidHigh, bidRows),
      bidLow: show(batch.bidLow, before?.bidLow, bidRows),
      bidClose: show(batch.bidClose, before?.bidClose, bidRows),
      bidSize: batch.bidSize,
      askOpen: show(batch.askOpen, before?.askOpen, askRows),
      askHigh: show(batch.askHigh, before?.askHigh, askRows),
      askLow: show(batch.askLow, before?.askLow, askRows),
      askClose: show(batch.askClose, before?.askClose, askRows),
      askSize: batch.askSize,
      exact: new CarriedPrices(batch.exact, exactBefore, bidRows, askRows),
    });
  }
}

/** Exact prices of a batch in which some rows show the sides of earlier rows. */
class CarriedPrices extends ExactPrices {
  private readonly own: ExactPrices;
  private readonly before: readonly (Decimal | null)[];
  private readonly bidRows: Int32Array | null;
  private readonly askRows: Int32Array | null;

  constructor(
    own: ExactPrices,
    before: readonly (Decimal | null)[],
    bidRows: Int32Array | null,
    askRows: Int32Array | null,
  ) {
    super([], 0, null, own.adjustment);
    this.own = own;
    this.before = before;
    this.bidRows = bidRows;
    this.askRows = askRows;
  }

  override at(column: number, row: number): Decimal {
    const rows = column < COLUMNS_PER_SIDE ? this.bidRows : this.askRows;
    const shown = rows === null ? row : (rows[row] as number);
    if (shown !== BEFORE) return this.own.at(column, shown);
    return this.before[column] ?? this.own.at(column, row);
  }
}

/** For each row the latest row up to it that has the side, or `BEFORE`; null when all rows have it. */
function shownRows(open: Float64Array, close: Float64Array): Int32Array | null {
  let rows: Int32Array | null = null;
  let last = BEFORE;
  for (let i = 0; i < open.length; i++) {
    const isMissing = open[i] === 0 && close[i] === 0;
    if (isMissing && rows === null) rows = Int32Array.from({ length: open.length }, (_, row) => row);
    if (!isMissing) last = i;
    else (rows as Int32Array)[i] = last;
  }
  return rows;
}
