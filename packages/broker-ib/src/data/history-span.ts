import { MS_PER_DAY, MS_PER_MINUTE, MS_PER_SECOND, Resolution } from '@lockstep/core';
import { BarSizeSetting } from '@stoqey/ib';

/** One question for past bars: how far it reaches back from its end. */
export interface HistorySpan {
  /** Epoch ms UTC. */
  readonly endUtc: number;
  /** As IB writes it: `1800 S`, `7 D`, `1 Y`. */
  readonly duration: string;
  /** What it surely holds begins here, epoch ms UTC. */
  readonly startUtc: number;
}

/** Bars as IB is asked for them. */
export interface AskedBars {
  readonly setting: BarSizeSetting;
  /** Length, ms; of days 24 hours. */
  readonly ms: number;
  /** How many days are asked for at once. */
  readonly mostDays: number;
}

/** Of a second there are 30 minutes in an answer, of a minute a week, of half an hour a month, of days a year. */
const ASKED: Readonly<Record<Exclude<Resolution, typeof Resolution.Tick>, AskedBars>> = {
  [Resolution.Second]: { setting: BarSizeSetting.SECONDS_ONE, ms: MS_PER_SECOND, mostDays: 0 },
  [Resolution.Minute]: { setting: BarSizeSetting.MINUTES_ONE, ms: MS_PER_MINUTE, mostDays: 7 },
  // IB's hours begin with the session: hours by the clock are made of halves.
  [Resolution.Hour]: { setting: BarSizeSetting.MINUTES_THIRTY, ms: 30 * MS_PER_MINUTE, mostDays: 30 },
  [Resolution.Daily]: { setting: BarSizeSetting.DAYS_ONE, ms: MS_PER_DAY, mostDays: 365 },
};

const MOST_SECONDS = 1_800;
/** IB does not like shorter ones. */
const LEAST_SECONDS = 120;
/** Up to here minutes are asked for by seconds. */
const SHORT_SECONDS = 7_200;

/** What is asked for to get bars of a resolution. */
export function askedBars(resolution: Exclude<Resolution, typeof Resolution.Tick>): AskedBars {
  return ASKED[resolution];
}

/** Questions that together hold the bars of an interval, the latest first; they overlap. */
export function historySpans(asked: AskedBars, startUtc: number, endUtc: number): readonly HistorySpan[] {
  const spans: HistorySpan[] = [];
  for (let end = endUtc; end > startUtc || spans.length === 0; ) {
    const span = spanBack(asked, startUtc, end);
    spans.push(span);
    end = span.startUtc;
  }
  return spans;
}

function spanBack({ ms, mostDays }: AskedBars, startUtc: number, endUtc: number): HistorySpan {
  const seconds = Math.max(LEAST_SECONDS, Math.ceil((endUtc - startUtc) / MS_PER_SECOND) + ms / MS_PER_SECOND);
  const isShort = mostDays === 0 || (ms < MS_PER_DAY && seconds <= SHORT_SECONDS);
  if (isShort) {
    const count = mostDays === 0 ? Math.min(seconds, MOST_SECONDS) : seconds;
    return { endUtc, duration: `${count} S`, startUtc: endUtc - count * MS_PER_SECOND };
  }
  // The day of the end counts as one, however early it ends.
  const days = Math.ceil((endUtc - startUtc) / MS_PER_DAY) + 1;
  const count = Math.min(days, mostDays);
  const surelyUtc = endUtc - (count - 1) * MS_PER_DAY;
  return { endUtc, duration: days >= 365 && mostDays >= 365 ? '1 Y' : `${count} D`, startUtc: surelyUtc };
}

/** Reaches from now back to an instant: for prices that are told as of today only. */
export function spanToNow(startUtc: number, nowUtc: number): HistorySpan {
  const days = Math.ceil((nowUtc - startUtc) / MS_PER_DAY) + 1;
  const duration = days > 365 ? `${Math.ceil(days / 365)} Y` : `${days} D`;
  return { endUtc: nowUtc, duration, startUtc };
}
