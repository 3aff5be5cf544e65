import type { DateTime } from 'luxon';
import { Indicator } from '../../indicators/indicator.ts';
import { IndicatorDataPoint } from '../../indicators/indicator-data-point.ts';
import { toDateTime } from '../../time/date-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';

/** What an indicator and its parts came to at one time of the past. */
export class IndicatorDataPoints extends IndicatorDataPoint {
  readonly #timeZone: TimeZone;
  readonly #parts: ReadonlyMap<string, IndicatorDataPoint>;

  constructor(timeMs: number, value: number, timeZone: TimeZone, parts: ReadonlyMap<string, IndicatorDataPoint>) {
    super(timeMs, value);
    this.#timeZone = timeZone;
    this.#parts = parts;
  }

  /** End of the input that made the value, in the algorithm's zone. */
  get endTime(): DateTime {
    return toDateTime(this.timeMs, this.#timeZone);
  }

  /** Value of a part such as `upperBand`, in any case of letters; undefined when the indicator has none of that name. */
  get(part: string): number | undefined {
    return this.point(part)?.value;
  }

  /** Value and time of a part. */
  point(part: string): IndicatorDataPoint | undefined {
    return this.#parts.get(part.toLowerCase());
  }
}

/** Values of an indicator over a stretch of the past, oldest first. */
export class IndicatorHistory implements Iterable<IndicatorDataPoints> {
  readonly #points: readonly IndicatorDataPoints[];

  constructor(points: readonly IndicatorDataPoints[]) {
    this.#points = points;
  }

  /** Number of times there is a value of. */
  get count(): number {
    return this.#points.length;
  }

  /** The indicator's own values. */
  get current(): IndicatorDataPoint[] {
    return this.#points.map(({ timeMs, value }) => new IndicatorDataPoint(timeMs, value));
  }

  /** The values at one time, 0 the oldest. */
  at(index: number): IndicatorDataPoints | undefined {
    return this.#points.at(index);
  }

  /** Values of a part such as `upperBand`, in any case of letters; empty when there is none of that name. */
  get(part: string): IndicatorDataPoint[] {
    return this.#points.map((points) => points.point(part)).filter((point) => point !== undefined);
  }

  [Symbol.iterator](): Iterator<IndicatorDataPoints> {
    return this.#points[Symbol.iterator]();
  }
}

/** The indicators that an indicator shows as its properties, with what they are now, by name in lower case. */
export function partsOf(indicator: Indicator): Map<string, IndicatorDataPoint> {
  const parts = new Map<string, IndicatorDataPoint>();
  for (const [name, part] of Object.entries(indicator)) {
    if (part instanceof Indicator) parts.set(name.toLowerCase(), part.current);
  }
  return parts;
}
