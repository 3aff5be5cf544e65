import { existsSync, readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import { Order } from '../orders/order.ts';
import { OrderEvent } from '../orders/order-event.ts';
import { CapacityEstimate } from './capacity-estimate.ts';
import { ResultSampler } from './result-sampler.ts';
import { summaryStatistics } from './summary-statistics.ts';
import type { CapacityBar } from './symbol-capacity.ts';

/** LEAN's BasicTemplateAlgorithm: 688 SPY bought on the first minute bar of 2013-10-07 and held to 2013-10-11. */
const EXPECTED_SUMMARY = {
  'Total Orders': '1',
  'Average Win': '0%',
  'Average Loss': '0%',
  'Compounding Annual Return': '271.453%',
  Drawdown: '2.200%',
  Expectancy: '0',
  'Start Equity': '100000',
  'End Equity': '101691.92',
  'Net Profit': '1.692%',
  'Sharpe Ratio': '8.854',
  'Sortino Ratio': '0',
  'Probabilistic Sharpe Ratio': '67.459%',
  'Loss Rate': '0%',
  'Win Rate': '0%',
  'Profit-Loss Ratio': '0',
  Alpha: '-0.005',
  Beta: '0.996',
  'Annual Standard Deviation': '0.222',
  'Annual Variance': '0.049',
  'Information Ratio': '-14.565',
  'Tracking Error': '0.001',
  'Treynor Ratio': '1.97',
  'Total Fees': '$3.44',
  'Estimated Strategy Capacity': '$56000000.00',
  'Lowest Capacity Asset': 'SPY R735QTJ8XC9X',
  'Portfolio Turnover': '19.93%',
  'Drawdown Recovery': '3',
};

const d = (text: string) => Decimal.parse(text);
const utc = (day: number, hour: number, minute = 0) => Date.UTC(2013, 9, day, hour, minute);
const SPY = { value: 'SPY', id: 'SPY R735QTJ8XC9X', permtick: 'SPY', securityType: 1, market: 'usa' } as SecuritySymbol;
const NEW_YORK_OFFSET_MS = -4 * 3_600_000;
const DAY_MS = 86_400_000;
const common = {
  transactions: [],
  startingPortfolioValue: d('100000'),
  totalFees: d('3.44'),
  totalOrders: 1,
  tradingDaysPerYear: 252,
  riskFreeRate: () => d('0.0075'),
  currencySymbol: '$',
};

describe('summaryStatistics', () => {
  test('from the series of the worked example', () => {
    const midnights = [7, 8, 9, 10, 11].map((day) => utc(day, 4));
    const samples = [...midnights, utc(11, 20)];
    const values = (...texts: string[]) => texts.map(d);
    const turnover = d('99609.82622896').dividedBy(d('99978.7141')).toString();
    const summary = summaryStatistics({
      ...common,
      equity: {
        times: [utc(7, 4), utc(7, 14, 44), utc(9, 14, 49), utc(10, 19, 59), utc(11, 20)],
        values: values('100000', '100200', '97995.6', '100900', '101691.9198'),
      },
      benchmark: {
        times: samples,
        values: values('146.0268', '144.7558', '143.0784', '143.1562', '146.3294', '147.2459'),
      },
      performance: {
        times: samples,
        values: values('0', '-0.02128589', '-1.15428', '0.0541744', '2.207916', '0.6239327'),
      },
      turnover: { times: samples.slice(1), values: values(turnover, '0', '0', '0', '0') },
      capacity: d('55764000.00'),
      lowestCapacityAsset: SPY.id,
    });
    expect(summary).toEqual(EXPECTED_SUMMARY);
    expect(Object.keys(summary)).toEqual(Object.keys(EXPECTED_SUMMARY));
  });
});

const DATA = new URL(
  `${process.env['LOCKSTEP_LEAN_DATA'] === undefined ? new URL('../../../../../shared/lean/Data', import.meta.url).href : `file://${process.env['LOCKSTEP_LEAN_DATA']}`}/`,
);

/** Rows of the only file in a zip archive. */
function zippedRows(path: string): string[][] {
  const zip = readFileSync(new URL(path, DATA));
  const directory = zip.readUInt32LE(zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1')) + 16);
  const size = zip.readUInt32LE(directory + 20);
  const header = zip.readUInt32LE(directory + 42);
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const text = inflateRawSync(zip.subarray(start, start + size)).toString('latin1');
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(','));
}

const DIVIDEND_FACTOR = 0.8646266;
const PRICE_FACTOR = d('0.0001').times(Decimal.fromNumber(DIVIDEND_FACTOR));
const adjusted = (raw: string) => d(raw).times(PRICE_FACTOR);

interface MinuteBar {
  readonly endUtc: number;
  readonly close: Decimal;
  readonly volume: number;
}

function minuteBars(day: number): MinuteBar[] {
  const midnight = utc(day, 4);
  return zippedRows(`equity/usa/minute/spy/201310${String(day).padStart(2, '0')}_trade.zip`)
    .map((row) => ({
      start: Number(row[0]),
      close: adjusted(row[4]!),
      volume: Math.round(Number(row[5]) / DIVIDEND_FACTOR),
    }))
    .filter(({ start }) => start >= 34_200_000 && start < 57_600_000)
    .map(({ start, close, volume }) => ({ endUtc: midnight + start + 60_000, close, volume }));
}

function hourlyCloses(): { readonly endUtc: number; readonly close: Decimal }[] {
  return zippedRows('equity/usa/hour/spy.zip')
    .filter((row) => row[0]! >= '20131004' && row[0]! < '20131012')
    .map((row) => {
      const day = Number(row[0]!.slice(6, 8));
      return { endUtc: utc(day, Number(row[0]!.slice(9, 11)) + 5), close: adjusted(row[4]!) };
    });
}

describe.skipIf(!existsSync(DATA))('ResultSampler and CapacityEstimate (need ../shared)', () => {
  test('sample the worked example to its figures', () => {
    const closes = hourlyCloses();
    let cash = d('100000');
    let quantity = Decimal.ZERO;
    let price = Decimal.ZERO;
    let saleVolume = Decimal.ZERO;
    let bar: CapacityBar | null = null;
    const value = () => cash.plus(price.times(quantity));
    const startLocalMs = Date.UTC(2013, 9, 7);
    const endLocalMs = startLocalMs + 5 * DAY_MS;
    const capacity = new CapacityEstimate({ startLocalMs, endLocalMs, totalPortfolioValue: () => value().toNumber() });
    const sampler = new ResultSampler({
      account: {
        totalPortfolioValue: value,
        totalSaleVolume: () => saleVolume,
        benchmarkValue: (utcMs) => closes.filter(({ endUtc }) => endUtc <= utcMs).at(-1)!.close,
      },
      startLocalMs,
      endLocalMs,
      startingPortfolioValue: d('100000'),
      onForcedSample: (utcMs) => capacity.onSlice(utcMs, true),
    });
    const buy = (utcMs: number) => {
      const order = new Order({ id: 1, type: 0, symbol: SPY, quantity: d('688'), timeMs: utcMs, tag: '' });
      const fill = new OrderEvent(order, utcMs, 3);
      fill.exactFillPrice = d('144.78172417000');
      fill.exactFillQuantity = d('688');
      quantity = fill.exactFillQuantity;
      saleVolume = fill.exactFillPrice.times(quantity);
      cash = cash.minus(saleVolume).minus(d('3.44'));
      capacity.onOrderEvent(fill, {
        symbol: SPY,
        conversionRate: 1,
        contractMultiplier: 1,
        invested: true,
        get leveragedBuyingPowerUsed() {
          return price.times(quantity).toNumber();
        },
        currentBar: () => bar,
      });
    };
    let utcMs = 0;
    for (const day of [7, 8, 9, 10, 11]) {
      sampler.sampleDaily(utc(day, 4), utc(day, 4) + NEW_YORK_OFFSET_MS);
      for (const minute of minuteBars(day)) {
        utcMs = minute.endUtc;
        price = minute.close;
        bar = {
          isTrade: true,
          close: price.toNumber(),
          volume: minute.volume,
          bidSize: 0,
          askSize: 0,
          periodMs: 60_000,
        };
        if (quantity.isZero()) buy(utcMs);
        if (capacity.isDue(utcMs)) capacity.onSlice(utcMs);
        if (utcMs > sampler.nextSampleUtc) sampler.onSlice(utcMs);
      }
    }
    sampler.finish(utcMs, utcMs, utcMs + NEW_YORK_OFFSET_MS);

    const series = sampler.series(utcMs);
    expect(series.performance.values.map(String)).toEqual([
      '0',
      '-0.02128589',
      '-1.15428',
      '0.0541744',
      '2.207916',
      '0.6239327',
    ]);
    expect(series.benchmark.values.map(String)).toEqual([
      '146.0268',
      '144.7558',
      '143.0784',
      '143.1562',
      '146.3294',
      '147.2459',
    ]);
    expect(series.equity.values.at(-1)!.toString()).toBe('101691.9198');
    const summary = summaryStatistics({
      ...common,
      ...series,
      capacity: capacity.capacity,
      lowestCapacityAsset: capacity.lowestCapacitySymbol?.id ?? '',
    });
    expect(summary).toEqual(EXPECTED_SUMMARY);
  });
});
