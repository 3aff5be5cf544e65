import { BarColumns } from './bar-columns.ts';

const SIDE_COLUMNS = 5;
const SIDE_PRICES = 4;

/** Prices of a bid or an ask, with their digits after the point. */
interface Side {
  readonly prices: readonly number[];
  readonly scales: readonly number[];
}

/**
 * Gives quotes without a bid or an ask the last known one, as subscriptions that fill forward do; sizes stay zero.
 * Remembers the last sides from one piece of a subscription to the next.
 */
export class QuoteSideFiller {
  readonly #last: (Side | null)[] = [null, null];

  /** The same columns when nothing is missing, else filled copies. */
  fill(bars: BarColumns): BarColumns {
    let filled = bars;
    for (let side = 0; side < 2; side++) filled = this.#fillSide(filled, side);
    return filled;
  }

  #fillSide(bars: BarColumns, side: number): BarColumns {
    let result = bars;
    let from = -1; // row that the last known side was seen in
    for (let row = 0; row < bars.length; row++) {
      if (!isMissing(bars, side, row)) {
        from = row;
        continue;
      }
      const known = from >= 0 ? sideAt(bars, side, from) : this.#last[side]!;
      if (known === null) continue;
      if (result === bars) result = writableSide(bars, side);
      writeSide(result, side, row, known);
    }
    if (from >= 0) this.#last[side] = sideAt(bars, side, from);
    return result;
  }
}

function isMissing(bars: BarColumns, side: number, row: number): boolean {
  const first = side * SIDE_COLUMNS;
  const { values } = bars;
  return (
    values[first + 3]![row] === 0 &&
    values[first]![row] === 0 &&
    values[first + 1]![row] === 0 &&
    values[first + 2]![row] === 0
  );
}

function sideAt(bars: BarColumns, side: number, row: number): Side {
  const prices: number[] = [];
  const scales: number[] = [];
  for (let price = 0; price < SIDE_PRICES; price++) {
    prices.push(bars.values[side * SIDE_COLUMNS + price]![row]!);
    scales.push(bars.scales === null ? bars.decimals : bars.scales[side * SIDE_PRICES + price]![row]!);
  }
  return { prices, scales };
}

/** A copy whose side can be written, with scales of its own: the filled price may have other decimals than the piece. */
function writableSide(bars: BarColumns, side: number): BarColumns {
  const first = side * SIDE_COLUMNS;
  const values = bars.values.map((column, i) => (i >= first && i < first + SIDE_PRICES ? column.slice() : column));
  const scales = Array.from({ length: 2 * SIDE_PRICES }, (_, i) =>
    bars.scales === null ? new Uint8Array(bars.length).fill(bars.decimals) : bars.scales[i]!.slice(),
  );
  return new BarColumns(bars.shape, bars.time, values, scales);
}

function writeSide(bars: BarColumns, side: number, row: number, { prices, scales }: Side): void {
  for (let price = 0; price < SIDE_PRICES; price++) {
    bars.values[side * SIDE_COLUMNS + price]![row] = prices[price]!;
    bars.scales![side * SIDE_PRICES + price]![row] = scales[price]!;
  }
}
