import { DataNormalizationMode } from '../../market/data-normalization-mode.ts';
import type { DateRule } from '../../scheduling/schedule-rule.ts';
import { MS_PER_DAY, Resolution } from '../../time/resolution.ts';

/** The days on which universes select; each time their data comes unless set. */
export class UniverseSchedule {
  #dateRule: DateRule | null = null;

  get dateRule(): DateRule | null {
    return this.#dateRule;
  }

  /** Selects at the beginning of these days, from the last data there is. */
  on(dateRule: DateRule): void {
    this.#dateRule = dateRule;
  }
}

/** How securities are subscribed where the call that adds them does not say. Change them in `initialize`. */
export class UniverseSettings {
  resolution: Resolution = Resolution.Minute;
  /** Value ÷ margin; null: by the brokerage model. */
  leverage: number | null = null;
  fillForward = true;
  extendedMarketHours = false;
  dataNormalizationMode: DataNormalizationMode = DataNormalizationMode.Adjusted;
  /** How long, in ms, a security stays in a universe at least; counted in whole days, hours, minutes or seconds. */
  minimumTimeInUniverseMs = MS_PER_DAY;
  /** LEAN may then select ahead of time; here it changes nothing, but for coarse and fine selection, which refuses it. */
  asynchronous: boolean | null = null;
  readonly schedule = new UniverseSchedule();

  /** @param settings to copy, with their schedule */
  constructor(settings?: UniverseSettings) {
    if (settings === undefined) return;
    const { schedule, ...values } = settings;
    Object.assign(this, values);
    if (schedule.dateRule !== null) this.schedule.on(schedule.dateRule);
  }
}
