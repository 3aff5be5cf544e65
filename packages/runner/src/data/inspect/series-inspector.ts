import {
  civilFromDays,
  DataError,
  dayOf,
  daysFromCivil,
  type MarketHoursEntry,
  MS_PER_DAY,
  MS_PER_MINUTE,
} from '@lockstep/core';
import { type DataFileSet, readBarLines } from '../bar-files.ts';
import { dayText } from '../days.ts';
import type { DataProblem, InspectedSeries, MonthCoverage } from './data-inspection.ts';
import { type RowRules, rowRules } from './row-rules.ts';

/** Problems of one kind that are listed; more are only counted. */
const LISTED = 5;
const DATED_TIME = /^(\d{4})(\d{2})(\d{2}) (\d{2}):(\d{2})$/;

/** Gathers what is to be known of one kind of bars or ticks of a security, file by file in time order. */
export class SeriesInspector {
  readonly #set: DataFileSet;
  readonly #hours: MarketHoursEntry;
  readonly #rules: RowRules;
  readonly #problems: DataProblem[] = [];
  readonly #counts: Record<DataProblem['kind'], number> = { corrupt: 0, duplicate: 0, backwards: 0, 'bad price': 0 };
  readonly #days = new Set<number>();
  #bars = 0;
  #regularBars = 0;
  #zeroVolume = 0;
  readonly #regularBarsByDay = new Map<number, number>();
  #firstTime = Number.POSITIVE_INFINITY;
  #lastTime = Number.NEGATIVE_INFINITY;

  constructor(set: DataFileSet, hours: MarketHoursEntry) {
    this.#set = set;
    this.#hours = hours;
    this.#rules = rowRules(set);
  }

  /** @param name of the file in problems @param day of a file that holds one day, null for one of all history */
  readFile(path: string, name: string, day: number | null): void {
    let lines: string[];
    try {
      lines = readBarLines(path);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      this.#note('corrupt', name, null, error.message);
      return;
    }
    this.#regularBars = 0;
    for (const [index, line] of lines.entries()) {
      if (line.trim() !== '') this.#readLine(line.trim(), { file: name, line: index + 1 }, day);
    }
    if (day !== null && this.#regularBars > 0 && this.#set.resolution === 'minute')
      this.#regularBarsByDay.set(day, this.#regularBars);
  }

  summary(): Omit<InspectedSeries, 'symbol' | 'type' | 'market' | 'resolution' | 'kind' | 'files'> {
    const days = [...this.#days].sort((a, b) => a - b);
    const [first, last] = [days[0], days.at(-1)];
    return {
      bars: this.#bars,
      firstDay: first === undefined ? null : dayText(first),
      lastDay: last === undefined ? null : dayText(last),
      missingDays: first === undefined || last === undefined ? [] : this.#missingDays(first, last),
      months: first === undefined || last === undefined ? [] : this.#months(first, last),
      missingBars: this.#missingMinutes(),
      duplicates: this.#counts.duplicate,
      backwards: this.#counts.backwards,
      badPrices: this.#counts['bad price'],
      zeroVolume: this.#zeroVolume,
      problems: this.#problems,
    };
  }

  #readLine(text: string, place: { file: string; line: number }, day: number | null): void {
    const rules = this.#rules;
    const [timeText = '', ...fields] = text.split(',');
    const time = localTime(timeText, day);
    const numbers = (rules.hasTail ? fields.slice(0, rules.numbers) : fields).map(Number);
    if (Number.isNaN(time) || numbers.length < rules.numbers || numbers.some(Number.isNaN)) {
      this.#note('corrupt', place.file, place.line, `not a ${rules.noun}: "${text.slice(0, 60)}"`);
      return;
    }
    this.#count(time);
    if (time === this.#lastTime && !rules.mayShareTime)
      this.#note('duplicate', place.file, place.line, 'the time of the bar before');
    if (time < this.#lastTime) this.#note('backwards', place.file, place.line, `earlier than the ${rules.noun} before`);
    this.#firstTime = Math.min(time, this.#firstTime);
    this.#lastTime = Math.max(time, this.#lastTime);
    for (const bad of rules.badPrices(numbers)) this.#note('bad price', place.file, place.line, bad);
    if (rules.isWithoutVolume(numbers)) this.#zeroVolume++;
  }

  #count(time: number): void {
    const { exchangeHours, dataTimeZone } = this.#hours;
    const isDaily = this.#set.resolution === 'daily';
    const local = isDaily ? time : exchangeHours.timeZone.toLocal(dataTimeZone.toUtc(time));
    this.#bars++;
    this.#days.add(dayOf(local));
    if (!isDaily && exchangeHours.isOpen(local, false)) this.#regularBars++;
  }

  /** Minutes of regular trading without a bar, on days that have bars. */
  #missingMinutes(): number {
    const { exchangeHours, dataTimeZone } = this.#hours;
    // Where a file's day is not the exchange's, the edges of the range cut a trading day in two.
    const isCut = exchangeHours.timeZone !== dataTimeZone;
    let missing = 0;
    for (const [day, bars] of this.#regularBarsByDay) {
      let expected = 0;
      for (let time = day * MS_PER_DAY; time < (day + 1) * MS_PER_DAY; time += MS_PER_MINUTE) {
        if (isCut && (time < this.#firstTime || time > this.#lastTime)) continue;
        if (exchangeHours.isOpen(exchangeHours.timeZone.toLocal(dataTimeZone.toUtc(time)), false)) expected++;
      }
      missing += Math.max(0, expected - bars);
    }
    return missing;
  }

  #missingDays(first: number, last: number): string[] {
    const missing: string[] = [];
    for (let day = first; day <= last; day++) {
      if (this.#hours.exchangeHours.isDateOpen(day) && !this.#days.has(day)) missing.push(dayText(day));
    }
    return missing;
  }

  #months(first: number, last: number): MonthCoverage[] {
    const months: MonthCoverage[] = [];
    let { year, month } = civilFromDays(first);
    for (let start = daysFromCivil(year, month, 1); start <= last; start = daysFromCivil(year, month, 1)) {
      [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
      const coverage = { month: dayText(start).slice(0, 7), days: 0, tradingDays: 0 };
      for (let day = start; day < daysFromCivil(year, month, 1); day++) {
        if (!this.#hours.exchangeHours.isDateOpen(day)) continue;
        coverage.tradingDays++;
        if (this.#days.has(day)) coverage.days++;
      }
      months.push(coverage);
    }
    return months;
  }

  #note(kind: DataProblem['kind'], file: string, line: number | null, text: string): void {
    this.#counts[kind]++;
    if (this.#counts[kind] <= LISTED) this.#problems.push({ file, line, kind, text });
  }
}

function localTime(text: string, day: number | null): number {
  if (day !== null) return text === '' ? Number.NaN : day * MS_PER_DAY + Number(text);
  const match = DATED_TIME.exec(text);
  if (match === null) return Number.NaN;
  const [year, month, date, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number];
  return daysFromCivil(year, month, date) * MS_PER_DAY + hour * 3_600_000 + minute * 60_000;
}
