import { describe, expect, it } from 'vitest';
import { DataKind } from '../../market/data-batch.ts';
import { TickType } from '../../market/tick-type.ts';
import { at, configOf, itemsOf, NEW_YORK, quoteBars, stockExchange, subscribe } from '../subscription-fixtures.ts';
import { QuoteSideCarrier } from './quote-side-carrier.ts';

const rows = (from: number, ...sides: [bid: number, ask: number][]): [number, number, number][] =>
  sides.map(([bid, ask], i) => [from + i * 60_000, bid, ask]);

describe('QuoteSideCarrier', () => {
  it('shows the last known side, also across batches, with exact prices', () => {
    const carrier = new QuoteSideCarrier();
    const first = carrier.carry(quoteBars(rows(0, [0, 5], [1, 0], [0, 6])));
    expect([...first.bidClose]).toEqual([0, 1, 1]);
    expect([...first.askOpen]).toEqual([5, 5, 6]);
    expect([...first.bidSize]).toEqual([0, 10, 0]);
    const second = carrier.carry(quoteBars(rows(180_000, [0, 0], [2, 7])));
    expect([...second.bidHigh]).toEqual([1, 2]);
    expect([...second.askLow]).toEqual([6, 7]);
    expect(second.exact.at(3, 0).toString()).toBe('1');
    expect(second.exact.at(7, 0).toString()).toBe('6');
    expect(second.exact.at(4, 1).toString()).toBe('7');
    expect(first.exact.at(0, 2).toString()).toBe('1');
  });

  it('hands complete batches on as they are', () => {
    const batch = quoteBars(rows(0, [1, 2], [3, 4]));
    expect(new QuoteSideCarrier().carry(batch)).toBe(batch);
  });

  it('serves fill-forward subscriptions only', () => {
    const open = NEW_YORK.toUtc(at('2015-06-25 09:30'));
    const bids = (fillForward: boolean): number[] => {
      const config = configOf(stockExchange(), { tickType: TickType.Quote, fillForward });
      expect(config.kind).toBe(DataKind.QuoteBar);
      return itemsOf(subscribe(config, [quoteBars(rows(open, [1, 2], [0, 3]))])).map((item) => item.value);
    };
    expect(bids(true)).toEqual([1, 1]);
    expect(bids(false)).toEqual([1, 0]);
  });
});
