import { Decimal } from '../numeric/decimal.ts';
import type { BaseData } from './base-data.ts';
import { TradeBarBatch } from './data-batch.ts';
import { ExactPrices } from './exact-prices.ts';

/** Custom data as columns: prices as of a trade bar where the type has them, else the value; the points beside them. */
export class CustomDataBatch extends TradeBarBatch {
  readonly points: readonly BaseData[];

  constructor(points: readonly BaseData[]) {
    const prices = PRICES.map((name) => Float64Array.from(points, (point) => field(point, name) ?? point.value));
    const [open, high, low, close] = prices as [Float64Array, Float64Array, Float64Array, Float64Array];
    super({
      length: points.length,
      time: Float64Array.from(points, (point) => point.timeMs),
      endTime: Float64Array.from(points, (point) => point.endTimeMs),
      open,
      high,
      low,
      close,
      volume: Float64Array.from(points, (point) => field(point, 'volume') ?? 0),
      exact: new ExactPrices(
        prices,
        0,
        prices.map((column) => scales(column, points)),
      ),
    });
    this.points = points;
  }

  /** The point of a row and those before it that end at the same instant. */
  endingWith(row: number): readonly BaseData[] {
    let first = row;
    while (first > 0 && this.endTime[first - 1] === this.endTime[row]) first -= 1;
    return this.points.slice(first, row + 1);
  }
}

const PRICES = ['open', 'high', 'low', 'close'] as const;

/** A number that a custom type has under a name; its value is the close. */
function field(point: BaseData, name: string): number | undefined {
  if (name === 'close') return point.value;
  const value = (point as unknown as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'number' ? value : undefined;
}

/** Digits after the point of each price: as the value was written, or as many as the number needs. */
function scales(column: Float64Array, points: readonly BaseData[]): Uint8Array {
  return Uint8Array.from(column, (price, row) => {
    const written = points[row]?.exactValue ?? null;
    return written !== null && price === points[row]?.value ? written.scale : Decimal.fromNumber(price).scale;
  });
}
