import { describe, expect, it } from 'vitest';
import { type ComparedResult, compareWithLean, firstOrderDifference } from './compare.ts';
import type { RecordedResult } from './recorded-result.ts';

const FILL: ComparedResult['orderEvents'][number] = {
  orderId: 1,
  eventId: 2,
  symbol: 'SPY',
  time: '2013-10-07T13:31:00Z',
  status: 'Filled',
  direction: 'Buy',
  fillPrice: '144.78172417',
  fillQuantity: '10',
  quantity: '10',
  fee: '1.0',
  feeCurrency: 'USD',
  message: '',
};

const OURS: ComparedResult = {
  status: 'Completed',
  dataPoints: 3943,
  historyDataPoints: 5,
  statistics: { 'Total Fees': '$1.00', OrderListHash: 'abc' },
  orderEvents: [FILL],
};

const LEAN: RecordedResult = {
  status: 'Completed',
  dataPoints: 3943,
  historyDataPoints: -1,
  statistics: { 'Total Fees': '$1.00', OrderListHash: 'abc' },
  orderEventCount: 1,
  orderListJson: null,
  orderEvents: {
    columns: ['orderId', 'utcTime', 'status', 'fillPrice', 'fillQuantity', 'fee'],
    rows: [[1, '2013-10-07T13:31:00Z', 'Filled', '144.781724170', '10', '1']],
  },
};

describe('compareWithLean', () => {
  it('takes decimals by value and lets unknown history points pass', () => {
    expect(compareWithLean(OURS, LEAN)).toEqual([]);
  });

  it.each<[string, Partial<ComparedResult>]>([
    ['status', { status: 'RuntimeError' }],
    ['dataPoints', { dataPoints: 3944 }],
    ["statistics['Total Fees']", { statistics: { 'Total Fees': '$1.01', OrderListHash: 'abc' } }],
    ["statistics['OrderListHash']", { statistics: { 'Total Fees': '$1.00' } }],
    ["statistics['Extra']", { statistics: { ...OURS.statistics, Extra: '0' } }],
    ['number of order events', { orderEvents: [FILL, FILL] }],
    ['order event 0 (order 1) time', { orderEvents: [{ ...FILL, time: '2013-10-07T13:32:00Z' }] }],
    ['order event 0 (order 1) status', { orderEvents: [{ ...FILL, status: 'PartiallyFilled' }] }],
    ['order event 0 (order 1) fillPrice', { orderEvents: [{ ...FILL, fillPrice: '144.78172418' }] }],
    ['order event 0 (order 1) fillQuantity', { orderEvents: [{ ...FILL, fillQuantity: '-10' }] }],
    ['order event 0 (order 1) fee', { orderEvents: [{ ...FILL, fee: '0' }] }],
  ])('sees a difference in %s', (field, change) => {
    expect(compareWithLean({ ...OURS, ...change }, LEAN).map((each) => each.field)).toEqual([field]);
  });

  it('takes instants with or without the zeros of a second', () => {
    const at = (time: string): ComparedResult => ({ ...OURS, orderEvents: [{ ...FILL, time }] });
    const withZeros = (instant: string): RecordedResult => ({
      ...LEAN,
      orderEvents: { ...LEAN.orderEvents, rows: [[1, instant, 'Filled', '144.78172417', '10', '1']] },
    });
    expect(compareWithLean(at('2013-10-07T13:30:00.072Z'), withZeros('2013-10-07T13:30:00.0720000Z'))).toEqual([]);
    expect(compareWithLean(at('2013-10-07T13:30:00Z'), withZeros('2013-10-07T13:30:00.0000000Z'))).toEqual([]);
    expect(compareWithLean(at('2013-10-07T13:30:00Z'), withZeros('2013-10-07T13:30:00.0000001Z'))).toHaveLength(1);
    expect(compareWithLean(at('2013-10-07T13:30:10Z'), withZeros('2013-10-07T13:30:1Z'))).toHaveLength(1);
  });

  it('compares history points that are recorded', () => {
    expect(compareWithLean(OURS, { ...LEAN, historyDataPoints: 6 })).toEqual([
      { field: 'historyDataPoints', ours: '5', lean: '6' },
    ]);
  });
});

describe('firstOrderDifference', () => {
  it('names the fields of the first order that differs, digits and all', () => {
    const lean = '{"id":1,"tag":"a 1"},{"id":2,"price":144.0,"data":{"bid":1.50}},{"id":3}';
    const ours = ['{"id":1,"tag":"a 1"}', '{"id":2,"price":144,"data":{"bid":1.5}}', '{"id":4}'];
    expect(firstOrderDifference(ours, lean)).toEqual([
      { field: 'order 2.price', ours: '144', lean: '144.0' },
      { field: 'order 2.data.bid', ours: '1.5', lean: '1.50' },
    ]);
  });

  it('sees orders that are missing and fields in another order', () => {
    expect(firstOrderDifference([], '{"id":1}')).toHaveLength(1);
    expect(firstOrderDifference(['{"b":1,"a":2}'], '{"a":2,"b":1}')).toHaveLength(1);
    expect(firstOrderDifference(['{"a":2,"b":1}'], '{"a":2,"b":1}')).toEqual([]);
  });
});
