import { formatUtc, type TimeZone } from '@lockstep/core';

/** UTC as ISO text, with seven decimals when there is a fraction of a second; a part of a millisecond is one tick. */
export function utcText(utcMs: number): string {
  const whole = Math.floor(utcMs);
  const ticks = (whole % 1_000) * 10_000 + (utcMs > whole ? 1 : 0);
  const text = formatUtc(whole - (whole % 1_000)).slice(0, -1);
  return ticks === 0 ? `${text}Z` : `${text}.${String(ticks).padStart(7, '0')}Z`;
}

/** Wall-clock time in a zone as ISO text. */
export function localText(utcMs: number, zone: TimeZone): string {
  return utcText(zone.toLocal(utcMs)).slice(0, -1);
}

/** A duration as C# prints a `TimeSpan`: `[d.]hh:mm:ss[.fffffff]`. */
export function timeSpanText(ms: number): string {
  const ticks = Math.round(Math.abs(ms) * 10_000);
  const seconds = Math.floor(ticks / 10_000_000);
  const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
  const days = Math.floor(seconds / 86_400);
  const clock = [Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map((part) =>
    pad(part),
  );
  const rest = ticks % 10_000_000;
  return `${ms < 0 ? '-' : ''}${days === 0 ? '' : `${days}.`}${clock.join(':')}${rest === 0 ? '' : `.${pad(rest, 7)}`}`;
}
