import { dayOf, type ExchangeHours, MS_PER_DAY, type TimeZone } from '@lockstep/core';

/**
 * Days whose files a subscription reads: the tradable days, preceded by the day of the exchange on which the first of
 * them begins, when that is an earlier one on which the exchange trades. Its last bar may end exactly at the start.
 */
export function* fileDays(
  hours: ExchangeHours,
  fromLocal: number,
  lastLocalDay: number,
  dataZone: TimeZone,
  extended: boolean,
): Generator<number, void, void> {
  let isFirst = true;
  for (const day of tradableDays(hours, fromLocal, lastLocalDay, dataZone, extended)) {
    if (isFirst) {
      const begins = hours.timeZone.toLocal(dataZone.toUtc(day * MS_PER_DAY));
      if (begins < day * MS_PER_DAY && hours.isDateOpen(dayOf(begins), extended)) {
        yield dayOf(dataZone.toLocal(hours.timeZone.toUtc(dayOf(begins) * MS_PER_DAY)));
      }
    }
    isFirst = false;
    yield day;
  }
}

/**
 * Days of the data zone on which an exchange trades, from a local time of the exchange until the end of a local day.
 * A day of the data zone counts when any trading falls into it.
 */
function* tradableDays(
  hours: ExchangeHours,
  fromLocal: number,
  lastLocalDay: number,
  dataZone: TimeZone,
  extended: boolean,
): Generator<number, void, void> {
  const end = (lastLocalDay + 1) * MS_PER_DAY;
  const sameZone = dataZone === hours.timeZone;
  let local = fromLocal;
  while (local < end) {
    const day = dayOf(sameZone ? local : dataZone.toLocal(hours.timeZone.toUtc(local)));
    const midnight = (day + 1) * MS_PER_DAY;
    // A clock change can move the next midnight of the data zone onto the time itself: go on by a day then.
    let next = sameZone ? midnight : hours.timeZone.toLocal(dataZone.toUtc(midnight));
    if (next <= local) next = local + MS_PER_DAY;
    if (next > end) next = end;
    if (hours.isOpenBetween(local, next, extended)) yield day;
    local = next;
  }
}
