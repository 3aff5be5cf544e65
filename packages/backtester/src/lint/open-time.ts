import { dayOf, type ExchangeHours, MS_PER_DAY } from '@lockstep/core';

/**
 * Time for which an exchange is open between two local times, ms.
 *
 * @param most counting ends when it is reached
 */
export function openTimeBetween(
  hours: ExchangeHours,
  from: number,
  to: number,
  extended: boolean,
  most: number,
): number {
  let open = 0;
  for (let day = dayOf(from); day <= dayOf(to) && open < most; day += 1) {
    const midnight = day * MS_PER_DAY;
    for (const { state, start, end } of hours.segments(day)) {
      if (state !== 'market' && !extended) continue;
      open += Math.max(0, Math.min(to, midnight + end) - Math.max(from, midnight + start));
    }
  }
  return open;
}
