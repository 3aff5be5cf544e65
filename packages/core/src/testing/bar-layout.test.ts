import { describe, expect, test } from 'vitest';
import { configOf, describeItems, itemsOf, NEW_YORK, stockExchange, subscribe } from '../data/subscription-fixtures.ts';
import { formatUtc } from '../time/calendar.ts';
import { Resolution } from '../time/resolution.ts';
import { layOut } from './bar-layout.ts';
import { type BarSeriesOptions, tradeBars } from './bar-series.ts';

const HOURS = stockExchange();

function times(options: Omit<BarSeriesOptions, 'closes'>, count: number, strictDailyEndTimes = false): string[] {
  const config = configOf(HOURS, { resolution: options.resolution, strictDailyEndTimes });
  const closes = Array.from({ length: count }, (_, i) => i + 1);
  const batch = layOut(tradeBars('SPY', { ...options, closes }), config, () => true);
  const text = (utc: number): string => formatUtc(NEW_YORK.toLocal(utc)).slice(0, 16);
  return closes.map((_, row) => `${text(batch.time[row]!)} ${text(batch.endTime[row]!).slice(5)}`);
}

describe('layOut', () => {
  test('passes over the night and the weekend', () => {
    expect(times({ start: '2024-03-08 15:59', resolution: Resolution.Minute }, 2)).toEqual([
      '2024-03-08T15:59 03-08T16:00',
      '2024-03-11T09:30 03-11T09:31',
    ]);
  });

  test('starts at the open of a day', () => {
    expect(times({ start: '2024-03-09', resolution: Resolution.Minute }, 1)).toEqual(['2024-03-11T09:30 03-11T09:31']);
  });

  test('lets hourly bars begin at full hours', () => {
    expect(times({ start: '2024-03-07', resolution: Resolution.Hour }, 8).at(-1)).toBe('2024-03-08T09:00 03-08T10:00');
  });

  test('begins before the open when asked to, and goes on into the session', () => {
    expect(times({ start: '2024-03-07 09:29', resolution: Resolution.Minute }, 2)).toEqual([
      '2024-03-07T09:29 03-07T09:30',
      '2024-03-07T09:30 03-07T09:31',
    ]);
  });

  test('lets daily bars last from midnight to midnight or, with strict times, from open to close', () => {
    expect(times({ start: '2024-03-08', resolution: Resolution.Daily }, 2)).toEqual([
      '2024-03-08T00:00 03-09T00:00',
      '2024-03-11T00:00 03-12T00:00',
    ]);
    expect(times({ start: '2024-03-08', resolution: Resolution.Daily }, 2, true)).toEqual([
      '2024-03-08T09:30 03-08T16:00',
      '2024-03-11T09:30 03-11T16:00',
    ]);
  });

  test('leaves out bars that are null, which the engine then fills forward', () => {
    const config = configOf(HOURS);
    const series = tradeBars('SPY', { start: '2024-03-08', resolution: Resolution.Minute, closes: [10, null, 12] });
    const items = describeItems(config, itemsOf(subscribe(config, [layOut(series, config, () => true)])));
    expect(items.map((item) => item.split('| ').at(-1))).toEqual(['10', '10*', '12']);
  });
});
