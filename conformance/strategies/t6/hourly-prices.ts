import {
  BaseData,
  type CustomDataConfig,
  type SubscriptionDataSource,
  SubscriptionTransportMedium,
} from '@lockstep/core';
import { utcOf } from './wall-clock.ts';

/** Lines of time, open, high, low and close, under a key of the object store. */
export abstract class StoredPrices extends BaseData {
  open = 0;
  high = 0;
  low = 0;

  protected abstract create(): StoredPrices;

  protected stored(key: string): SubscriptionDataSource {
    return { source: key, transportMedium: SubscriptionTransportMedium.ObjectStore };
  }

  override reader({ exchangeTimeZone }: CustomDataConfig, line: string): BaseData {
    const [time = '', open, high, low, close] = line.split(',');
    const point = this.create();
    point.timeMs = utcOf(time, exchangeTimeZone);
    point.open = Number(open);
    point.high = Number(high);
    point.low = Number(low);
    point.value = Number(close);
    return point;
  }
}

const DAYS = ['2017-08-18', '2017-08-19', '2017-08-21'];

/** The lines of each day: an hour each, from one o'clock to eleven at night. */
export const HOURLY_LINES: ReadonlyMap<string, string> = new Map(
  DAYS.map((day, dayIndex) => [
    day,
    Array.from({ length: 23 }, (_, index) => {
      const open = 5_700 + 40 * dayIndex + 11.5 * index;
      return [`${day} ${String(index + 1).padStart(2, '0')}:00:00`, open, open + 60.25, open - 35, open + 20.1].join();
    }).join('\n'),
  ]),
);
