import type { TimeZone } from '../time/time-zone.ts';

/** Rounds an instant down to a multiple of an interval of wall-clock time in a zone; an interval of 0 changes nothing. */
export function roundDownInZone(utcMs: number, intervalMs: number, zone: TimeZone): number {
  if (intervalMs === 0) return utcMs;
  return zone.toUtc(Math.floor(zone.toLocal(utcMs) / intervalMs) * intervalMs);
}
