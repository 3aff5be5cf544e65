import {
  type AuxiliaryBatch,
  type AuxiliaryEvent,
  AuxiliaryType,
  type DataBatch,
  DataKind,
  DataNormalizationMode,
  daysFromCivil,
  formatUtc,
  type QuoteBarBatch,
  Resolution,
  SecurityType,
  TickType,
  type TradeBarBatch,
} from '@lockstep/core';
import { describe, expect, it } from 'vitest';
import { hasLeanSampleData, leanSampleData } from '../fixtures/lean-sample-data.ts';
import { drain, requestFor, type SubscriptionFixture } from '../fixtures/subscription-fixture.ts';
import { LeanDataFeed } from './lean-data-feed.ts';
import { LeanReferenceData } from './lean-reference-data.ts';

const equity = (ticker: string, resolution: Resolution): SubscriptionFixture => ({
  ticker,
  securityType: SecurityType.Equity,
  market: 'usa',
  resolution,
});

const trades = (batches: readonly DataBatch[]): TradeBarBatch[] =>
  batches.filter((batch) => batch.kind === DataKind.TradeBar);
const quotes = (batches: readonly DataBatch[]): QuoteBarBatch[] =>
  batches.filter((batch) => batch.kind === DataKind.QuoteBar);
const events = (batches: readonly DataBatch[]): AuxiliaryEvent[] =>
  batches
    .filter((batch): batch is AuxiliaryBatch => batch.kind === DataKind.Auxiliary)
    .flatMap((batch) => batch.events);
const sum = (columns: readonly Float64Array[]): number =>
  columns.reduce((total, column) => total + column.reduce((a, b) => a + b, 0), 0);

describe.skipIf(!hasLeanSampleData)("LEAN's sample data (skipped: not on this machine)", () => {
  const feed = hasLeanSampleData ? new LeanDataFeed(leanSampleData, { cacheFolder: null }) : (undefined as never);
  const reference = hasLeanSampleData ? new LeanReferenceData(leanSampleData) : (undefined as never);
  const read = (fixture: SubscriptionFixture, from: number, to: number): DataBatch[] =>
    drain(feed.subscribe(requestFor(fixture, reference, from, to)));

  it('gives minutes of SPY, one batch a day, as they are in the files', () => {
    const batches = read(equity('SPY', Resolution.Minute), daysFromCivil(2013, 10, 7), daysFromCivil(2013, 10, 12));
    const bars = trades(batches);
    expect(bars.length).toBe(batches.length);
    expect(bars.map((batch) => batch.length)).toEqual([828, 828, 813, 883, 776]);
    expect(bars.map((batch) => sum([batch.volume]))).toEqual([
      92_720_576, 175_026_101, 158_425_072, 190_932_679, 100_204_943,
    ]);
    const row = bars[0]!.time.indexOf(Date.UTC(2013, 9, 7, 13, 30));
    expect(formatUtc(bars[0]!.endTime[row]!)).toBe('2013-10-07T13:31:00Z');
    expect([0, 1, 2, 3].map((column) => bars[0]!.exact.at(column, row).toString())).toEqual([
      '167.4300',
      '167.5200',
      '167.4100',
      '167.4400',
    ]);
    expect(bars[0]!.close[row]).toBe(167.44);
  });

  it('adjusts by the factor of the day, in exact decimals', () => {
    const fixture = { ...equity('SPY', Resolution.Minute), normalization: DataNormalizationMode.Adjusted };
    const [bars] = trades(read(fixture, daysFromCivil(2013, 10, 7), daysFromCivil(2013, 10, 8)));
    const row = bars!.time.indexOf(Date.UTC(2013, 9, 7, 13, 30));
    expect(bars!.exact.at(3, row).toString()).toBe('144.77307790400');
    expect(bars!.close[row]).toBe(144.773077904);
    expect(bars!.volume[row]).toBe(Math.round(816_453 / 0.8646266));
  });

  it('lets daily bars run from open to close, also on half days', () => {
    const bars = trades(read(equity('SPY', Resolution.Daily), daysFromCivil(2013, 1, 1), daysFromCivil(2014, 1, 1)));
    const ends = bars.flatMap((batch) => [...batch.endTime]);
    expect(ends.length).toBe(252);
    expect(ends).toContain(Date.UTC(2013, 6, 3, 17));
    expect(ends).toContain(Date.UTC(2013, 10, 29, 18));
    expect(formatUtc(bars[0]!.time[0]!)).toBe('2013-01-02T14:30:00Z');
    expect(formatUtc(ends[0]!)).toBe('2013-01-02T21:00:00Z');
  });

  it('lets daily bars run from midnight to midnight without strict times', () => {
    const fixture = { ...equity('SPY', Resolution.Daily), strictDailyEndTimes: false };
    const [bars] = trades(read(fixture, daysFromCivil(2013, 10, 7), daysFromCivil(2013, 10, 12)));
    // The bar that ends at the very start is in.
    expect(formatUtc(bars!.endTime[0]!)).toBe('2013-10-08T04:00:00Z');
    expect(bars!.length).toBe(5);
  });

  it('pays the dividends of SPY on the trading day after their row', () => {
    const batches = read(
      { ...equity('SPY', Resolution.Daily), normalization: DataNormalizationMode.Adjusted },
      daysFromCivil(2013, 1, 1),
      daysFromCivil(2014, 1, 1),
    );
    const dividends = events(batches).filter((event) => event.type === AuxiliaryType.Dividend);
    expect(
      dividends.map((event) => `${formatUtc(event.timeMs)} ${event.distribution} ${event.referencePrice}`),
    ).toEqual([
      '2013-03-15T04:00:00Z 0.70 156.73',
      '2013-06-21T04:00:00Z 0.84 159.27',
      '2013-09-20T04:00:00Z 0.84 172.81',
      '2013-12-20T05:00:00Z 0.99 181.5',
    ]);
    const factors = trades(batches).map((batch) => batch.exact.adjustment?.factor.toString());
    expect(factors).toEqual(['0.8520633', '0.8558859', '0.8604238', '0.8646266', '0.8693686']);
  });

  it('adds dividends to total returns from the day they are paid', () => {
    const fixture = { ...equity('SPY', Resolution.Daily), normalization: DataNormalizationMode.TotalReturn };
    const bars = trades(read(fixture, daysFromCivil(2013, 3, 1), daysFromCivil(2013, 7, 1)));
    expect(bars.map((batch) => batch.exact.adjustment?.offset?.toString())).toEqual([undefined, '0.70', '1.54']);
    expect(bars[1]!.close[0]).toBe(Number(bars[1]!.exact.at(3, 0).toString()));
  });

  it('announces and applies the split of AAPL between the bars around it', () => {
    const batches = read(equity('AAPL', Resolution.Daily), daysFromCivil(2014, 6, 5), daysFromCivil(2014, 6, 11));
    const log = batches.flatMap((batch) =>
      batch.kind === DataKind.Auxiliary
        ? batch.events.map(
            (event) =>
              `${formatUtc(event.timeMs)} ${event.type === AuxiliaryType.Split ? `split ${event.splitType} ${event.splitFactor} ${event.referencePrice}` : event.type}`,
          )
        : Array.from({ length: batch.length }, (_, row) => formatUtc(batch.endTime[row]!)),
    );
    expect(log).toEqual([
      '2014-06-05T20:00:00Z',
      '2014-06-06T04:00:00Z split 0 0.1428572 647.3500',
      '2014-06-06T20:00:00Z',
      '2014-06-09T04:00:00Z split 1 0.1428572 645.57',
      '2014-06-09T20:00:00Z',
      '2014-06-10T20:00:00Z',
    ]);
  });

  it('follows a security through a change of its ticker', () => {
    const fixture = equity('FOXA', Resolution.Minute);
    const batches = read(fixture, daysFromCivil(2013, 6, 27), daysFromCivil(2013, 7, 3));
    expect(requestFor(fixture, reference, 0, 1).config.symbol.permtick).toBe('NWSA');
    expect(trades(batches).length).toBe(4);
    const changes = events(batches).filter((event) => event.type === AuxiliaryType.SymbolChanged);
    expect(changes.map((event) => `${formatUtc(event.timeMs)} ${event.oldSymbol} ${event.newSymbol}`)).toEqual([
      '2013-07-01T04:00:00Z NWSA FOXA',
    ]);
  });

  it('fills a missing side of a quote in subscriptions that fill forward', () => {
    const fixture = { ...equity('FOXA', Resolution.Minute), tickType: TickType.Quote };
    const from = daysFromCivil(2013, 6, 27);
    const zeros = (batches: readonly DataBatch[]): number =>
      quotes(batches).reduce(
        (count, batch) => count + batch.askClose.filter((price, row) => price === 0 && batch.askOpen[row] === 0).length,
        0,
      );
    const filled = zeros(read(fixture, from, from + 6));
    const raw = zeros(read({ ...fixture, fillForward: false }, from, from + 6));
    expect(raw).toBeGreaterThan(filled);
    expect(filled).toBeGreaterThan(0);
  });

  it('reads crypto with the digits of the file', () => {
    const fixture = {
      ticker: 'BTCUSD',
      securityType: SecurityType.Crypto,
      market: 'coinbase',
      resolution: Resolution.Minute,
    };
    const [bars] = trades(read(fixture, daysFromCivil(2018, 4, 4), daysFromCivil(2018, 4, 5)));
    expect(bars!.length).toBe(1_007);
    expect([0, 1, 2, 3].map((column) => bars!.exact.at(column, 1).toString())).toEqual([
      '7420',
      '7422',
      '7405',
      '7405',
    ]);
    expect(bars!.volume[1]).toBe(13.35069752);
  });

  it('reads CFDs whose data and exchange zones differ', () => {
    const fixture = {
      ticker: 'XAUUSD',
      securityType: SecurityType.Cfd,
      market: 'oanda',
      resolution: Resolution.Daily,
      tickType: TickType.Quote,
    };
    const bars = quotes(read(fixture, daysFromCivil(2014, 5, 4), daysFromCivil(2014, 5, 10)));
    expect(bars.flatMap((batch) => [...batch.bidClose])).toEqual([
      1300.34, 1310.991, 1307.326, 1290.35, 1290.875, 1287.637,
    ]);
    expect(formatUtc(bars[0]!.time[0]!)).toBe('2014-05-04T00:00:00Z');
    expect(formatUtc(bars[0]!.endTime[0]!)).toBe('2014-05-05T00:00:00Z');
  });

  it('gives as history what ends from the start to the end', () => {
    const request = requestFor(
      equity('SPY', Resolution.Minute),
      reference,
      daysFromCivil(2013, 10, 7),
      daysFromCivil(2013, 10, 8),
    );
    const startUtc = Date.UTC(2013, 9, 7, 14, 0);
    const endUtc = Date.UTC(2013, 9, 7, 14, 5);
    const bars = trades(feed.getHistory({ ...request, startUtc, endUtc }));
    expect(bars.flatMap((batch) => [...batch.endTime])).toEqual(
      [0, 1, 2, 3, 4, 5].map((minute) => startUtc + minute * 60_000),
    );
    const daily = requestFor(equity('SPY', Resolution.Daily), reference, 0, 1);
    const days = trades(
      feed.getHistory({ ...daily, startUtc: Date.UTC(2013, 9, 4, 20), endUtc: Date.UTC(2013, 9, 8, 20) }),
    );
    expect(days.flatMap((batch) => [...batch.endTime])).toEqual([4, 7, 8].map((day) => Date.UTC(2013, 9, day, 20)));
  });

  it('has no data, and no error, where there are no files', () => {
    expect(read(equity('NOSUCH', Resolution.Minute), daysFromCivil(2013, 10, 7), daysFromCivil(2013, 10, 12))).toEqual(
      [],
    );
    expect(read(equity('NOSUCH', Resolution.Daily), daysFromCivil(2013, 10, 7), daysFromCivil(2013, 10, 12))).toEqual(
      [],
    );
  });
});
