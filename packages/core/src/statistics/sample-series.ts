import type { Decimal } from '../numeric/decimal.ts';

/** Values over time; times are epoch ms UTC and ascend strictly. */
export interface SampleSeries {
  readonly times: readonly number[];
  readonly values: readonly Decimal[];
}

/** A series to which later samples are added. */
export class GrowingSeries implements SampleSeries {
  readonly times: number[] = [];
  readonly values: Decimal[] = [];

  get length(): number {
    return this.times.length;
  }

  /** Adds a sample; one that is not later than the last is dropped. */
  append(timeMs: number, value: Decimal): void {
    if (this.length > 0 && timeMs <= (this.times.at(-1) as number)) return;
    this.times.push(timeMs);
    this.values.push(value);
  }

  /** Adds a sample, or replaces the last when it has the same time. */
  appendOrReplace(timeMs: number, value: Decimal): void {
    if (this.times.at(-1) === timeMs) this.values[this.length - 1] = value;
    else this.append(timeMs, value);
  }
}

/** The part of a series from `fromMs` (inclusive) to `toMs` (exclusive). */
export function sliceSeries(series: SampleSeries, fromMs: number, toMs: number): SampleSeries {
  const first = series.times.findIndex((time) => time >= fromMs);
  if (first < 0) return { times: [], values: [] };
  const after = series.times.findIndex((time) => time >= toMs);
  const end = after < 0 ? series.times.length : after;
  return { times: series.times.slice(first, end), values: series.values.slice(first, end) };
}
