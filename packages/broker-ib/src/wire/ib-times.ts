import { civilFromDays, dayOf, daysFromCivil, formatDay, MS_PER_DAY, MS_PER_SECOND, TimeZone } from '@lockstep/core';

/** `yyyymmdd hh:mm:ss zone` of an instant, epoch ms UTC. */
export function zonedTime(utcMs: number, zone: TimeZone): string {
  return `${localTime(zone.toLocal(utcMs), ' ')} ${zone.name}`;
}

/** `yyyymmdd-hh:mm:ss` of an instant, epoch ms UTC. */
export function dashTime(utcMs: number): string {
  return localTime(utcMs, '-');
}

/** A time as days, hours, minutes and seconds of its clock. */
function localTime(localMs: number, between: string): string {
  return `${formatDay(dayOf(localMs))}${between}${clockTime(localMs)}`;
}

/** `hh:mm:ss`. @param localMs wall-clock time as epoch ms */
export function clockTime(localMs: number): string {
  const seconds = Math.floor((localMs - dayOf(localMs) * MS_PER_DAY) / MS_PER_SECOND);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

const TIME = /^(\d{4})(\d{2})(\d{2})(?:(-| +)(\d{1,2}):(\d{2})(?::(\d{2}))?)?(?: +(\S.*))?$/;

/**
 * An instant as clients write it: `20260115-21:00:00` is UTC, `20260115 16:00:00 US/Eastern` names its zone.
 *
 * @param zone of a time that names none
 * @returns epoch ms UTC; null for what is none
 */
export function readTime(text: string, zone: TimeZone): number | null {
  const match = TIME.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, between, hour = '0', minute = '0', second = '0', name] = match;
  const days = daysFromCivil(Number(year), Number(month), Number(day));
  const back = civilFromDays(days);
  if (back.month !== Number(month) || back.day !== Number(day)) return null;
  const localMs = days * MS_PER_DAY + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * MS_PER_SECOND;
  if (name !== undefined) {
    const named = zoneNamed(name);
    return named === null ? null : named.toUtc(localMs);
  }
  return between === '-' ? localMs : zone.toUtc(localMs);
}

function zoneNamed(name: string): TimeZone | null {
  try {
    return TimeZone.of(name === 'EST' || name === 'US/Eastern' ? 'America/New_York' : name);
  } catch {
    return null;
  }
}
