import {
  AuxiliaryBatch,
  type AuxiliaryEvent,
  type DataBatch,
  Decimal,
  dayOf,
  MS_PER_DAY,
  Resolution,
  type SubscriptionDataConfig,
  type SubscriptionRequest,
  type SubscriptionSource,
  TickType,
} from '@lockstep/core';
import { barBatch } from '../bars/bar-batches.ts';
import type { BarColumns } from '../bars/bar-columns.ts';
import type { BarFiles, BarRange, BarStore } from '../bars/bar-store.ts';
import { type BarTimes, barTimes } from '../bars/bar-times.ts';
import { QuoteSideFiller } from '../bars/quote-side-filler.ts';
import { strictDailyTimes, usesStrictDailyTimes } from '../bars/strict-daily-times.ts';
import type { DataRead } from '../data-read.ts';
import { CorporateEvents } from './corporate-events.ts';
import { type CorporateFiles, noteCorporateRows } from './corporate-files.ts';
import { firstAfter } from './first-after.ts';
import { barLocation, impliedDecimals, isMappedType } from './lean-paths.ts';
import type { MapFile } from './map-file.ts';
import { PriceAdjuster } from './price-adjuster.ts';
import { fileDays } from './tradable-days.ts';

/** How far before a date LEAN starts to look into a file of all history. */
const LOOK_BACK_DAYS = 10;

/** Where a source reads from. */
export interface LeanBarSourceOptions {
  readonly dataFolder: string;
  readonly store: BarStore;
  readonly corporateFiles: CorporateFiles;
  /** Bars that end in `[startUtc, endUtc]` instead of those that end at or after the start and start before the end. */
  readonly isHistory: boolean;
  /** Notes the files that are read. */
  readonly read: DataRead;
}

/**
 * Reads the bars of one subscription from a LEAN folder by the rules of LEAN's `SubscriptionDataReader`: trading day by
 * trading day, each under the ticker of that day, corporate events between the bars, prices adjusted.
 */
export class LeanBarSource implements SubscriptionSource {
  readonly #options: LeanBarSourceOptions;
  readonly #request: SubscriptionRequest;
  readonly #config: SubscriptionDataConfig;
  readonly #isMapped: boolean;
  readonly #isWholeFile: boolean;
  readonly #isStrict: boolean;
  readonly #mapFile: MapFile;
  readonly #corporate: CorporateEvents;
  readonly #adjuster: PriceAdjuster;
  readonly #filler: QuoteSideFiller | null;
  readonly #days: Iterator<number, void, void>;
  readonly #startUtc: number;
  readonly #lastDay: number;
  readonly #batches: DataBatch[] = [];
  readonly #events: AuxiliaryEvent[] = [];
  #isDone: boolean;

  /** Files in use: where rows come from, and which they are. */
  #sourceKey = '';
  #files: BarFiles | null = null;
  #filesTicker = '';
  #range: BarRange | null = null;
  #times: BarTimes | null = null;
  #row = 0;

  /** Exchange day that was passed to last, and the day of the data files; NaN before the first. */
  #exchangeDay = Number.NaN;
  #keeperDay = Number.NaN;
  #hasEmitted = false;
  #previousEnd = Number.NEGATIVE_INFINITY;
  #previousBars: BarColumns | null = null;
  #previousRow = 0;
  #lastRawPrice: Decimal = Decimal.ZERO;

  /** Accepted rows `[runFrom, runTo)` of the range that are not in a batch yet; times of strict daily bars apart. */
  #runFrom = 0;
  #runTo = 0;
  #runDividends: Decimal = Decimal.ZERO;
  #strictTime: Float64Array = new Float64Array(0);
  #strictEnd: Float64Array = new Float64Array(0);

  constructor(request: SubscriptionRequest, options: LeanBarSourceOptions) {
    const { config } = request;
    const { symbol, exchangeHours, isInternal } = config;
    const zone = exchangeHours.timeZone;
    this.#options = options;
    this.#request = request;
    this.#config = config;
    this.#isMapped = isMappedType(symbol.securityType);
    this.#isWholeFile = config.resolution === Resolution.Hour || config.resolution === Resolution.Daily;
    this.#isStrict = usesStrictDailyTimes(config);
    this.#mapFile = options.corporateFiles.mapFile(symbol);
    const factorFile = options.corporateFiles.factorFile(symbol, this.#mapFile);
    if (this.#isMapped) noteCorporateRows(symbol, this.#mapFile, factorFile, options.read);
    const startLocal = zone.toLocal(request.startUtc);
    const lastLocal = zone.toLocal(options.isHistory ? request.endUtc : request.endUtc - 1);
    this.#lastDay = dayOf(lastLocal);
    const firstDay = this.#isMapped
      ? Math.max(factorFile?.minimumDay ?? this.#mapFile.firstDay, this.#mapFile.firstDay)
      : Number.NEGATIVE_INFINITY;
    const isRaised = firstDay * MS_PER_DAY > startLocal;
    this.#startUtc = isRaised ? zone.toUtc(firstDay * MS_PER_DAY) : request.startUtc;
    this.#corporate = new CorporateEvents({
      symbol,
      isInternal,
      zone,
      mapFile: this.#mapFile,
      factorFile,
      startDay: dayOf(startLocal),
    });
    this.#adjuster = new PriceAdjuster(factorFile, config.normalization, {
      isHistory: options.isHistory,
      endDay: this.#lastDay,
    });
    this.#filler = config.fillForward && config.tickType === TickType.Quote ? new QuoteSideFiller() : null;
    this.#days = fileDays(exchangeHours, startLocal, this.#lastDay, config.dataTimeZone, config.extendedMarketHours);
    this.#isDone = (isRaised ? firstDay : dayOf(startLocal)) > this.#mapFile.delistingDay;
  }

  next(): DataBatch | null {
    while (this.#batches.length === 0 && !this.#isDone) this.#readOn();
    return this.#batches.shift() ?? null;
  }

  close(): void {
    this.#isDone = true;
    this.#batches.length = 0;
  }

  /** Reads until the end of the file in use, or opens the next one. */
  #readOn(): void {
    if (this.#range !== null && this.#row < this.#range.to) {
      this.#readRows(this.#range, this.#times!);
      return;
    }
    this.#closeRun();
    if (!this.#openNext()) this.#finish();
  }

  #finish(): void {
    this.#closeRun();
    this.#isDone = true;
    this.#emitEventsBefore(this.#request.endUtc);
  }

  #readRows(range: BarRange, times: BarTimes): void {
    if (this.#isPlain(range, times)) {
      this.#runFrom = range.from;
      this.#runTo = range.to;
      this.#runDividends = this.#corporate.sumOfDividends;
      this.#remember(range.bars, range.to - 1, times.endTime[range.to - 1]!);
      this.#hasEmitted = true;
      this.#emitEventsBefore(times.endTime[range.from]!);
      this.#row = range.to;
      this.#closeRun();
      return;
    }
    const { local, time, endTime } = times;
    const { endUtc } = this.#request;
    const { isHistory } = this.#options;
    const followsDays = this.#isMapped && this.#isWholeFile;
    for (let row = this.#row; row < range.to; row++) {
      if (followsDays && dayOf(local[row]!) > this.#keeperDay && this.#passDaysTo(dayOf(local[row]!))) return;
      const end = endTime[row]!;
      const isAfterSwitch =
        followsDays && this.#hasEmitted && local[row]! + this.#config.incrementMs < this.#keeperDay * MS_PER_DAY;
      if (isAfterSwitch || end <= this.#previousEnd) continue;
      if (end < this.#startUtc) {
        this.#remember(range.bars, row, end);
        continue;
      }
      if (isHistory ? time[row]! > endUtc : time[row]! >= endUtc) {
        this.#finish();
        return;
      }
      this.#remember(range.bars, row, end);
      this.#hasEmitted = true;
      this.#accept(row, times);
    }
    this.#row = range.to;
    this.#closeRun();
  }

  /** Whether all rows of a day's file are wanted and no event falls between them: then none needs a look of its own. */
  #isPlain(range: BarRange, times: BarTimes): boolean {
    const { time, endTime } = times;
    const { startUtc, endUtc } = this.#request;
    const first = range.from;
    const last = range.to - 1;
    if (this.#isWholeFile || !times.isAscending || this.#row !== first || last < first) return false;
    if (endTime[first]! <= this.#previousEnd || endTime[first]! < this.#startUtc) return false;
    const lastEvent = this.#events.at(-1);
    if (lastEvent !== undefined && lastEvent.timeMs >= endTime[first]!) return false;
    if (this.#options.isHistory) return endTime[first]! >= startUtc && endTime[last]! <= endUtc;
    return time[last]! < endUtc;
  }

  #remember(bars: BarColumns, row: number, end: number): void {
    this.#previousBars = bars;
    this.#previousRow = row;
    this.#previousEnd = end;
  }

  /** Takes a row into the current run, after the events that come before it. */
  #accept(row: number, times: BarTimes): void {
    let end = times.endTime[row]!;
    if (this.#isStrict) {
      end = this.#setStrictTimes(row, times.local[row]!);
      if (Number.isNaN(end)) return;
    }
    const { startUtc, endUtc } = this.#request;
    if (this.#options.isHistory && (end < startUtc || end > endUtc)) return;
    const dividends = this.#corporate.sumOfDividends;
    if (
      row !== this.#runTo ||
      dividends !== this.#runDividends ||
      (this.#events.length > 0 && this.#events[0]!.timeMs < end)
    ) {
      this.#closeRun();
      this.#emitEventsBefore(end);
      this.#runFrom = row;
      this.#runDividends = dividends;
    }
    this.#runTo = row + 1;
  }

  /** Lets a daily bar run from the open to the close of its day. Returns its end, NaN when the bar is to be dropped. */
  #setStrictTimes(row: number, startLocal: number): number {
    const times = strictDailyTimes(this.#config.exchangeHours, startLocal, this.#config.incrementMs);
    if (times === null || times.endTime < this.#request.startUtc) return Number.NaN;
    const at = row - this.#range!.from;
    this.#strictTime[at] = times.time;
    this.#strictEnd[at] = times.endTime;
    return times.endTime;
  }

  /** Turns the run into batches, one for each adjustment. */
  #closeRun(): void {
    const { bars, from: first } = this.#range ?? { bars: null, from: 0 };
    let from = this.#runFrom;
    const to = this.#runTo;
    this.#runFrom = this.#runTo = Number.NaN;
    if (bars === null) return;
    const times = this.#times!;
    const time = this.#isStrict ? this.#strictTime : times.time;
    const endTime = this.#isStrict ? this.#strictEnd : times.endTime;
    const shift = this.#isStrict ? first : 0;
    while (from < to) {
      const { adjustment, lastDay } = this.#adjuster.adjustmentOn(this.#adjustmentDay(from), this.#runDividends);
      let end = to;
      if (lastDay !== Number.POSITIVE_INFINITY && this.#adjustmentDay(to - 1) > lastDay) {
        end = from + 1;
        while (this.#adjustmentDay(end) <= lastDay) end++;
      }
      const part = bars.subarray(from, end);
      const filled = this.#filler === null ? part : this.#filler.fill(part);
      this.#batches.push(
        barBatch(
          filled,
          time.subarray(from - shift, end - shift),
          endTime.subarray(from - shift, end - shift),
          adjustment,
        ),
      );
      from = end;
    }
  }

  /** Day whose factor applies: the bar's own, or that of its end when it runs past midnight. */
  #adjustmentDay(row: number): number {
    const start = this.#times!.local[row]!;
    if (this.#isStrict)
      return dayOf(this.#config.exchangeHours.timeZone.toLocal(this.#strictTime[row - this.#range!.from]!));
    const end = start + this.#config.incrementMs;
    return dayOf(start) !== dayOf(end) && end % MS_PER_DAY > 0 ? dayOf(end) : dayOf(start);
  }

  /** Passes trading days up to that of the next row. Returns whether that ended the file in use. */
  #passDaysTo(day: number): boolean {
    const { exchangeHours, extendedMarketHours } = this.#config;
    for (let passed = this.#keeperDay + 1; passed <= day; passed++) {
      if (!exchangeHours.isDateOpen(passed, extendedMarketHours)) continue;
      if (passed > this.#lastDay) {
        this.#finish();
        return true;
      }
      this.#passTo(passed);
      this.#keeperDay = passed;
      if (this.#keyOn(passed) === this.#sourceKey) continue;
      this.#closeRun();
      this.#open(passed);
      return true;
    }
    this.#keeperDay = day;
    return false;
  }

  #passTo(day: number): void {
    const wantsEvents = this.#request.auxiliaryEvents && !this.#options.isHistory;
    const lastPrice =
      wantsEvents && this.#previousBars !== null ? this.#previousBars.closeAt(this.#previousRow) : Decimal.ZERO;
    if (this.#hasEmitted) this.#lastRawPrice = lastPrice;
    const events = this.#corporate.passTo(day, lastPrice, this.#lastRawPrice);
    if (wantsEvents) this.#events.push(...events);
    this.#exchangeDay = day;
  }

  /** Opens the file of the next trading day that has another one. Returns false when the days are over. */
  #openNext(): boolean {
    for (let day = this.#nextDay(); day !== null; day = this.#nextDay()) {
      if (!this.#mapFile.hasData(day)) continue;
      const { dataTimeZone } = this.#config;
      if (this.#previousEnd > dataTimeZone.toUtc(day * MS_PER_DAY)) continue;
      if (this.#keyOn(day) === this.#sourceKey) continue;
      this.#open(day);
      return true;
    }
    return false;
  }

  /** The next day of the data files, after the events of the exchange's day; null when there is none. */
  #nextDay(): number | null {
    const next = this.#days.next();
    if (next.done === true) return null;
    const day = next.value;
    if (!this.#isMapped) return day;
    const isFirst = Number.isNaN(this.#exchangeDay);
    const isNew = isFirst || day > this.#exchangeDay;
    if (!isFirst && day > this.#mapFile.delistingDay) {
      if (isNew) this.#passTo(day);
      return null;
    }
    if (isNew) this.#passTo(day);
    this.#keeperDay = day;
    return day;
  }

  #keyOn(day: number): string {
    return this.#isWholeFile ? this.#corporate.ticker : `${this.#corporate.ticker}|${day}`;
  }

  #open(day: number): void {
    const { config } = this.#request;
    const { store } = this.#options;
    this.#sourceKey = this.#keyOn(day);
    const files = this.#filesInUse();
    this.#range = this.#isWholeFile ? store.history(files) : store.day(files, day, this.#lastDay);
    this.#row = 0;
    if (this.#range === null) return;
    const { bars, from, to, path, checksum } = this.#range;
    this.#options.read.add(path, () => checksum);
    this.#times = barTimes(bars, config.dataTimeZone, config.exchangeHours.timeZone, config.incrementMs);
    this.#row = from;
    if (!this.#isWholeFile) return;
    const start = firstAfter(this.#times.local, (day - LOOK_BACK_DAYS) * MS_PER_DAY);
    this.#row = Math.max(0, start - 1);
    if (!this.#isStrict) return;
    const stop = Math.min(to, firstAfter(this.#times.local, (this.#lastDay + 1) * MS_PER_DAY) + 1);
    this.#range = { ...this.#range, from: this.#row };
    this.#strictTime = new Float64Array(Math.max(0, stop - this.#row));
    this.#strictEnd = new Float64Array(this.#strictTime.length);
  }

  /** Files of the ticker of the day. */
  #filesInUse(): BarFiles {
    const { ticker } = this.#corporate;
    if (this.#files === null || this.#filesTicker !== ticker) this.#files = this.#locate(ticker);
    this.#filesTicker = ticker;
    return this.#files;
  }

  #locate(ticker: string): BarFiles {
    const { symbol, resolution, tickType } = this.#config;
    const location = barLocation(this.#options.dataFolder, symbol, ticker, resolution, tickType);
    return {
      ...location,
      shape: tickType === TickType.Quote ? 'quote' : 'trade',
      priceScale: impliedDecimals(symbol.securityType),
      isDense: resolution === Resolution.Second,
    };
  }

  #emitEventsBefore(timeMs: number): void {
    let count = 0;
    while (count < this.#events.length && this.#events[count]!.timeMs < timeMs) count++;
    if (count > 0) this.#batches.push(new AuxiliaryBatch(this.#events.splice(0, count)));
  }
}
