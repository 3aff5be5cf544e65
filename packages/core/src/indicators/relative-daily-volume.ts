import { MS_PER_DAY } from '../time/resolution.ts';
import { checkPeriod } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';
import { type WholeBar, WholeBarIndicator } from './whole-bar-indicator.ts';

/**
 * Volume of the day so far divided by its average over the last `period` days at the same time of day, or at the last time
 * before it that is known, if there is a later one; zero until there are so many days. Days and times are those of the exchange, by the start of bars.
 */
export class RelativeDailyVolume extends WholeBarIndicator {
  readonly #period: number;
  /** Average of the volume from the start of a day to a time of day. */
  readonly #averages: Map<number, SimpleMovingAverage>;
  /** Volumes of the current day by time of day. */
  readonly #today: Map<number, number>;
  private day: number;
  private days: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period?: number]>) {
    const [name, period = 2] = splitName(args);
    super(name ?? `RDV(${period})`, period + 1);
    this.#period = checkPeriod(this.name, period);
    this.#averages = new Map();
    this.#today = new Map();
    this.day = Number.NaN;
    this.days = -1;
  }

  /** Once the period is full of days. */
  override get isReady(): boolean {
    return this.days >= this.#period;
  }

  override reset(): void {
    this.#averages.clear();
    this.#today.clear();
    this.day = Number.NaN;
    this.days = -1;
    super.reset();
  }

  protected override take(bar: WholeBar): void {
    const localMs = bar.timeZone.toLocal(bar.timeMs);
    const day = Math.floor(localMs / MS_PER_DAY);
    const timeOfDay = localMs - day * MS_PER_DAY;
    if (day !== this.day) {
      this.#closeDay(bar.timeMs);
      this.day = day;
      this.days++;
    }
    this.#today.set(timeOfDay, 'volume' in bar ? bar.volume : 0);
    const usual = this.#usualAt(timeOfDay);
    this.state.publish(bar.endTimeMs, this.isReady && usual !== 0 ? this.#sumToday() / usual : 0);
  }

  #closeDay(timeMs: number): void {
    let volume = 0;
    for (const [timeOfDay, each] of this.#today) {
      volume += each;
      const average =
        this.#averages.get(timeOfDay) ?? new SimpleMovingAverage(`${this.name}_${timeOfDay}`, this.#period);
      this.#averages.set(timeOfDay, average);
      average.push(timeMs, volume);
    }
    this.#today.clear();
  }

  #usualAt(timeOfDay: number): number {
    const known = this.#averages.get(timeOfDay);
    if (known !== undefined) return known.value;
    const times = [...this.#averages.keys()].sort((left, right) => left - right);
    const next = times.findIndex((time, i) => i > 0 && time > timeOfDay);
    return next === -1 ? 0 : (this.#averages.get(times[next - 1] as number)?.value ?? 0);
  }

  #sumToday(): number {
    let sum = 0;
    for (const volume of this.#today.values()) sum += volume;
    return sum;
  }
}
