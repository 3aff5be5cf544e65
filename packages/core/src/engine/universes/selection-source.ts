import type { SelectionData, SelectionFeed, Universe } from '../../algorithm/universes/universe.ts';
import type { UniverseSettings } from '../../algorithm/universes/universe-settings.ts';
import type { CustomDataSource } from '../../data/custom-data-source.ts';
import { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import { DataNormalizationMode } from '../../market/data-normalization-mode.ts';
import { SecurityType } from '../../market/security-type.ts';
import { TickType } from '../../market/tick-type.ts';
import { ExchangeHours } from '../../market-hours/exchange-hours.ts';
import type { DateRule } from '../../scheduling/schedule-rule.ts';
import { dayOf } from '../../time/calendar.ts';
import { MS_PER_DAY } from '../../time/resolution.ts';
import { TimeZone } from '../../time/time-zone.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { startOfTradingDayBefore } from '../step/trade-bar-count.ts';
import { scheduledSelections } from './scheduled-selections.ts';

/** How far back, in days, the start of a schedule is looked for. */
const SCHEDULE_LOOKBACK_DAYS = 365;

/** What a universe selects from in a run: its subscription. */
export class SelectionSource {
  readonly hours: ExchangeHours;
  readonly #universe: Universe;
  readonly #run: AlgorithmRun;
  readonly #dateRule: DateRule | null;
  #source: CustomDataSource | null = null;

  constructor(run: AlgorithmRun, universe: Universe, settings: UniverseSettings) {
    this.#run = run;
    this.#universe = universe;
    this.#dateRule = settings.schedule.dateRule;
    this.hours = hoursOf(run, universe);
  }

  /** The data from an instant on (epoch ms UTC), in the order of time. */
  open(startUtc: number): Iterator<SelectionData> {
    const { endUtc } = this.#run;
    const dataStartUtc = this.#universe.dataType === null ? startUtc : this.#dataStart(startUtc);
    const feed: SelectionFeed = {
      startUtc,
      endUtc,
      hours: this.hours,
      days: () => this.#days(dataStartUtc),
      delistedUtc: this.#delistedUtc(),
    };
    const data = this.#universe.selections(feed);
    if (this.#dateRule === null) return data;
    return scheduledSelections(data, this.#times(this.#dateRule, dataStartUtc));
  }

  /** What to say where not one file was found; null otherwise. */
  get complaint(): string | null {
    const source = this.#source;
    if (source === null || source.hasFound) return null;
    return `The universe '${this.#universe.name}' found no data in the dates of the run: the last file that it looked for is ${source.source}. It chose nothing.`;
  }

  /** The trading day before the start, or before the last day of the schedule up to it: a selection is made at once. */
  #dataStart(startUtc: number): number {
    const zone = this.hours.timeZone;
    let fromUtc = startUtc;
    if (this.#dateRule !== null) {
      const today = dayOf(zone.toLocal(startUtc));
      for (let day = today; day > today - SCHEDULE_LOOKBACK_DAYS; day -= 1) {
        if ([...this.#dateRule.days(day, day)].length === 0) continue;
        if (day < today) fromUtc = zone.toUtc(zone.toLocal(startUtc) - (today - day) * MS_PER_DAY);
        break;
      }
    }
    const { config } = this;
    return startOfTradingDayBefore(config, false, fromUtc);
  }

  *#times(dateRule: DateRule, startUtc: number): Generator<number> {
    const zone = this.hours.timeZone;
    const startDay = dayOf(zone.toLocal(startUtc));
    for (const day of dateRule.days(startDay, dayOf(zone.toLocal(this.#run.endUtc - 1)))) {
      yield zone.toUtc(day * MS_PER_DAY);
    }
  }

  *#days(startUtc: number): Generator<{ day: number; points: CustomDay['points'] }> {
    const source = this.#run.feed.read({
      config: this.config,
      startUtc,
      endUtc: this.#run.endUtc,
      auxiliaryEvents: false,
    });
    this.#source = source;
    for (let day = source.nextDay(); day !== null; day = source.nextDay()) yield day;
  }

  /** The subscription. */
  get config(): SubscriptionDataConfig {
    const { symbol, resolution, dataType } = this.#universe;
    return new SubscriptionDataConfig({
      symbol,
      resolution,
      tickType: TickType.Trade,
      dataTimeZone: this.hours.timeZone,
      exchangeHours: this.hours,
      fillForward: false,
      extendedMarketHours: false,
      isInternal: true,
      normalization: DataNormalizationMode.Adjusted,
      strictDailyEndTimes: false,
      customType: dataType,
    });
  }

  #delistedUtc(): number | null {
    const { underlying } = this.#universe.symbol;
    const day = underlying === null ? null : this.#run.reference.delistingDay(underlying);
    return day === null ? null : this.hours.timeZone.toUtc((day + 1) * MS_PER_DAY);
  }
}

type CustomDay = NonNullable<ReturnType<CustomDataSource['nextDay']>>;

/** Hours of the market; data of the strategy's own may come at any time. */
function hoursOf(run: AlgorithmRun, { market, name, securityType, dataType }: Universe): ExchangeHours {
  if (securityType !== SecurityType.Base) {
    return run.reference.marketHours.entry(market, name, securityType).exchangeHours;
  }
  return ExchangeHours.alwaysOpen(dataType === null ? TimeZone.of('UTC') : new dataType().dataTimeZone());
}
