import type { BacktestResult } from '@lockstep/core';
import { describe, expect, test } from 'vitest';
import { renderReport } from '../../src/report/render-report.ts';
import { emptyResult, sampleRun } from './sample-result.ts';

const LIMIT = 3_000_000;
const SECTIONS = [
  'equity',
  'drawdowns',
  'monthly',
  'distribution',
  'exposure',
  'prices',
  'trades',
  'orders',
  'statistics',
];
const OPTIONAL = ['warnings', 'rolling', 'charts', 'runtime', 'parameters', 'logs'];

describe('renderReport', () => {
  const run = sampleRun({ days: 365 * 8 });
  const page = renderReport(run.result, { prices: run.prices, benchmarkName: 'SPY' });
  const withoutLibrary = page.replace(/<script>\/\*![\s\S]*?<\/script>/, '');

  test('shows every section once', () => {
    for (const id of [...SECTIONS, ...OPTIONAL]) expect(page.split(`id="${id}"`), id).toHaveLength(2);
    const ids = [...withoutLibrary.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('shows the figures, the years from timestamps and the annualisation factor', () => {
    expect(page).toContain('MovingAverageCross');
    expect(page).toContain('7.99 years');
    expect(page).toContain('×252');
    expect(page).toContain('0.437');
    expect(page).toContain('$41M');
    expect(page).toContain('order 10');
    expect(page).toContain('SPY starts at the same value');
  });

  test('is byte-identical for equal results', () => {
    const again = sampleRun({ days: 365 * 8 });
    expect(renderReport(again.result, { prices: again.prices, benchmarkName: 'SPY' })).toBe(page);
  });

  test('loads nothing: no reference but the attribution link, and a policy that forbids requests', () => {
    expect(withoutLibrary).not.toMatch(/<(link|img|iframe|object|embed)\b|\ssrc=|@import|url\(/);
    const links = [...withoutLibrary.matchAll(/https?:\/\/[^\s"'<]+/g)].map((match) => match[0]);
    expect(new Set(links)).toEqual(new Set(['https://www.tradingview.com/']));
    expect(page).toContain(`default-src 'none'`);
    expect(page).toContain('TradingView Lightweight Charts');
  });

  test('behavior: the chart library is left out when there are no prices', () => {
    const plain = renderReport(run.result);
    expect(plain).not.toContain('TradingView');
    expect(plain).toContain('This result holds no prices.');
  });

  test('behavior: an interrupted or failed run is marked as partial, with its error', () => {
    expect(page).not.toContain('This run is not complete.');
    const error = { code: null, message: 'Boom at bar 7', time: null };
    const failed = renderReport({ ...run.result, status: 'RuntimeError', error });
    expect(failed).toContain('Partial · RuntimeError');
    expect(failed).toContain('Boom at bar 7');
  });

  test('behavior: an unknown time zone is refused', () => {
    expect(() => renderReport({ ...emptyResult(), timeZone: 'Mars/Olympus' })).toThrow(
      expect.objectContaining({ code: 'TIME_ZONE_UNKNOWN' }),
    );
  });
});

describe('renderReport of hostile text', () => {
  test('no name, parameter, tag, log or symbol becomes markup', () => {
    const evil = `</script><script>alert(1)</script><img src=x onerror="alert(1)">`;
    const run = sampleRun({ days: 365 * 2, symbols: [evil] });
    const { result } = run;
    const page = renderReport(
      {
        ...result,
        strategy: evil,
        parameters: { [evil]: evil },
        statistics: { ...result.statistics, [evil]: evil, 'Total Fees': `${evil}1` },
        runtimeStatistics: { [evil]: evil },
        error: { code: null, message: evil, time: null },
        status: 'RuntimeError',
        logs: [{ time: '2020-01-02T00:00:00Z', level: 'error', text: evil }],
        warnings: [{ code: evil, severity: 'warning', text: evil, time: null, orderId: 1 }],
        orders: result.orders.map((order) => ({ ...order, tag: evil })),
        charts: [
          { name: evil, series: [{ name: evil, type: evil, unit: evil, points: [['2020-01-02T00:00:00Z', '1']] }] },
        ],
        versions: { [evil]: evil },
      },
      { prices: run.prices, benchmarkName: evil },
    );
    expect(page).not.toContain('<img');
    expect(page).not.toContain('<script>alert');
    const openings = page.match(/<script[\s>]/g) ?? [];
    expect(page.match(/<\/script>/g)).toHaveLength(openings.length);
    expect(page).toContain('&lt;/script&gt;&lt;script&gt;alert(1)');
  });
});

describe('renderReport of runs in which little happened', () => {
  test('a run without any sample has every section', () => {
    const page = renderReport(emptyResult());
    for (const id of SECTIONS) expect(page, id).toContain(`id="${id}"`);
    for (const id of OPTIONAL) expect(page, id).not.toContain(`id="${id}"`);
    expect(page.slice(0, page.lastIndexOf('<script>'))).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('runs without trades, of one sample, of constant or vanished equity have no broken numbers', () => {
    const point = (day: number, value: string) => [`2020-01-0${day}T05:00:00Z`, value] as const;
    const equities = [
      [point(2, '100000')],
      [point(2, '100000'), point(3, '100000'), point(4, '100000')],
      [point(2, '100000'), point(3, '0'), point(4, '0')],
      [point(2, '100000'), point(3, '-500')],
    ];
    for (const equity of equities) {
      const benchmark = equity.map(([time]) => [time, '0'] as const);
      const page = renderReport({
        ...emptyResult(),
        equity,
        benchmark,
        longExposure: benchmark,
        shortExposure: benchmark,
      });
      const visible = page.slice(0, page.lastIndexOf('<script>'));
      expect(visible).not.toMatch(/NaN|Infinity|undefined/);
      expect(visible).toContain('id="equity-data"');
    }
  });
});

describe('size', () => {
  test('twenty years of days on two symbols stay below 3 MB', () => {
    const run = sampleRun({ days: 365 * 20 });
    expect(renderReport(run.result, { prices: run.prices }).length).toBeLessThan(LIMIT);
  });

  test('a million bars with forty thousand trades and long texts stay below 3 MB', { timeout: 60_000 }, () => {
    const run = sampleRun({ days: 365 * 4 });
    const start = Date.UTC(2015, 0, 1);
    const count = 1_000_000;
    const column = (shift: number) =>
      Float64Array.from({ length: count }, (_, i) => 100 + 20 * Math.sin(i / 9000) + shift);
    const times = Float64Array.from({ length: count }, (_, i) => start + i * 60_000);
    const prices = [...Array(4).keys()].map((i) => {
      const shape = { open: column(0), high: column(1), low: column(-1), close: column(0.5) };
      return { symbol: i === 0 ? 'SPY' : `S${i}`, resolution: 'Minute', times, ...shape };
    });
    const page = renderReport(repeated(run.result, 40_000), { prices });
    expect(page.length).toBeLessThan(LIMIT);
    expect(page).toMatch(/latest \d,\d{3} of 40,000 closed trades/);
  });
});

/** The result with its trades, orders, events and logs repeated, each with a long text. */
function repeated(result: BacktestResult, count: number): BacktestResult {
  const long = 'A long text. '.repeat(100);
  const fill = <T>(list: readonly T[], change: (item: T, i: number) => T): T[] =>
    Array.from({ length: count }, (_, i) => change(list[i % list.length] as T, i));
  const at = (i: number): string => new Date(Date.UTC(2015, 0, 1) + i * 1_500_000).toISOString();
  return {
    ...result,
    trades: fill(result.trades, (trade) => trade),
    orders: fill(result.orders, (order, i) => ({ ...order, id: i + 1, tag: long })),
    orderEvents: fill(result.orderEvents, (event, i) => ({ ...event, orderId: i + 1, time: at(i), message: long })),
    logs: fill(result.logs, (line) => ({ ...line, text: long })),
    warnings: fill(result.warnings, (warning) => ({ ...warning, text: long })),
  };
}
