import type { TimeZone } from '@lockstep/core';

/** Epoch ms UTC of a wall-clock text of a zone: `2017-08-18 01:00:00` or `20170818 01:00`. */
export function utcOf(text: string, zone: TimeZone): number {
  const iso = text.replace(/^(\d{4})(\d{2})(\d{2})/, '$1-$2-$3').replace(' ', 'T');
  return zone.toUtc(Date.parse(`${iso}Z`));
}
