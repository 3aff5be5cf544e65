import { describe, expect, it } from 'vitest';
import { AuxiliaryType } from '../market/auxiliary-event.ts';
import type { DataBatch } from '../market/data-batch.ts';
import { Decimal } from '../numeric/decimal.ts';
import { Resolution } from '../time/resolution.ts';
import type { HistoryProvider, HistoryRequest } from './data-feed.ts';
import { HistorySlices, historySlices } from './history-slices.ts';
import type { SubscriptionDataConfig } from './subscription-data-config.ts';
import { at, configOf, events, localBars, NEW_YORK, stockExchange, text, tradeBars } from './subscription-fixtures.ts';

const exchange = stockExchange();
const minute = configOf(exchange, { ticker: 'M' });
const daily = configOf(exchange, { ticker: 'A', resolution: Resolution.Daily, strictDailyEndTimes: true });

function request(config: SubscriptionDataConfig, start: string, end: string): HistoryRequest {
  return { config, startUtc: NEW_YORK.toUtc(at(start)), endUtc: NEW_YORK.toUtc(at(end)), auxiliaryEvents: false };
}

function lines(slices: HistorySlices): string[] {
  const result: string[] = [];
  for (let slice = slices.next(); slice !== null; slice = slices.next()) {
    const points = slice.points.slice(0, slice.count);
    const shown = points.map(
      (point) => `${point.subscription.config.symbol.value}${point.row}${point.isFillForward ? '*' : ''}`,
    );
    result.push(`${text(NEW_YORK.toLocal(slice.utcMs))} ${shown.join()}`);
  }
  return result;
}

describe('HistorySlices', () => {
  it('cuts to ends after the start and up to the end, filling between', () => {
    const bars = localBars(
      minute,
      ['09:30', '09:31', '09:33', '09:34', '09:35'].map((time) => at(`2015-06-25 ${time}`)),
    );
    const slices = new HistorySlices([request(minute, '2015-06-25 09:31', '2015-06-25 09:35')], [[bars]]);
    expect(lines(slices)).toEqual([
      '2015-06-25 09:32 M1',
      '2015-06-25 09:33 M1*',
      '2015-06-25 09:34 M2',
      '2015-06-25 09:35 M3',
    ]);
    expect(slices.dataPointCount).toBe(4);
  });

  it('fills up to the end', () => {
    const bars = localBars(minute, [at('2015-06-25 09:30')]);
    const slices = new HistorySlices([request(minute, '2015-06-25 09:30', '2015-06-25 09:33')], [[bars]]);
    expect(lines(slices)).toEqual(['2015-06-25 09:31 M0', '2015-06-25 09:32 M0*', '2015-06-25 09:33 M0*']);
  });

  it('has today’s daily bar from the close on', () => {
    const bars = tradeBars(
      [24, 25].map((day) => [NEW_YORK.toUtc(at(`2015-06-${day} 09:30`)), NEW_YORK.toUtc(at(`2015-06-${day} 16:00`))]),
    );
    const until = (end: string): string[] =>
      lines(new HistorySlices([request(daily, '2015-06-23 00:00', end)], [[bars]]));
    expect(until('2015-06-25 15:59')).toEqual(['2015-06-24 16:00 A0']);
    expect(until('2015-06-25 16:00')).toEqual(['2015-06-24 16:00 A0', '2015-06-25 16:00 A1']);
    expect(until('2015-06-26 16:00').at(-1)).toBe('2015-06-26 16:00 A1*');
  });

  it('merges requests in their order, each on its own grid, without corporate events', () => {
    const day = tradeBars([[NEW_YORK.toUtc(at('2015-06-25 09:30')), NEW_YORK.toUtc(at('2015-06-25 16:00'))]]);
    const zero = Decimal.fromNumber(0);
    const timeMs = NEW_YORK.toUtc(at('2015-06-25 00:00'));
    const dividend = {
      type: AuxiliaryType.Dividend,
      symbol: daily.symbol,
      timeMs,
      distribution: zero,
      referencePrice: zero,
    };
    const slices = new HistorySlices(
      [request(minute, '2015-06-25 15:50', '2015-06-26 09:31'), request(daily, '2015-06-20 00:00', '2015-06-26 09:31')],
      [[localBars(minute, [at('2015-06-25 15:58')])], [events(dividend), day]],
    );
    expect(lines(slices)).toEqual(['2015-06-25 15:59 M0', '2015-06-25 16:00 M0*,A0', '2015-06-26 09:31 M0*']);
    expect(slices.dataPointCount).toBe(4);
  });

  it('is made at once by a provider that answers at once, else with a promise', async () => {
    const batches: DataBatch[] = [localBars(minute, [at('2015-06-25 09:30')])];
    const direct: HistoryProvider = { getHistory: () => batches };
    const slow: HistoryProvider = { getHistory: () => Promise.resolve(batches) };
    const requests = [request(minute, '2015-06-25 09:30', '2015-06-25 09:31')];
    const made = historySlices(direct, requests);
    expect(made).toBeInstanceOf(HistorySlices);
    expect(lines(made as HistorySlices)).toEqual(lines(await historySlices(slow, requests)));
  });
});
