import { Window } from 'happy-dom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderReport } from '../../src/report/render-report.ts';
import { FakeChartLibrary } from './fake-chart-library.ts';
import { sampleRun } from './sample-result.ts';

const GLOBALS = ['document', 'localStorage', 'matchMedia', 'getComputedStyle', 'Event', 'LightweightCharts'];

describe('the script of the page', () => {
  const run = sampleRun({ days: 365 * 16 });
  const window = new Window({ settings: { disableJavaScriptEvaluation: true } });
  const { document } = window;
  const library = new FakeChartLibrary();
  const before = new Map(GLOBALS.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]));

  beforeAll(async () => {
    document.write(renderReport(run.result, { prices: run.prices, benchmarkName: 'SPY' }));
    const values: Record<string, unknown> = {
      document,
      localStorage: window.localStorage,
      matchMedia: window.matchMedia.bind(window),
      getComputedStyle: window.getComputedStyle.bind(window),
      Event: window.Event,
      LightweightCharts: library,
    };
    for (const name of GLOBALS) {
      Object.defineProperty(globalThis, name, { value: values[name], configurable: true, writable: true });
    }
    // The address is computed, so that these tests are not type-checked with the browser's types.
    await import(new URL('../../src/report/client/main.ts', import.meta.url).href);
  });

  afterAll(() => {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, descriptor);
    }
  });

  const click = (selector: string): void => {
    const found = document.querySelector(selector);
    if (found === null) throw new Error(`The page has no ${selector}.`);
    found.dispatchEvent(new window.Event('click'));
  };
  const column = (table: string, index: number): string[] =>
    [...document.querySelectorAll(`[data-table="${table}"] tbody tr td:nth-child(${index})`)].map(
      (cell) => cell.textContent,
    );

  test('shows what needs scripts', () => {
    expect(document.documentElement.classList.contains('scripted')).toBe(true);
  });

  test('a click on a column sorts by it, a second one turns the order', () => {
    const profits = run.result.trades.map((trade) => Number(trade.profitLoss));
    const shown = (): number[] =>
      column('trades-data', 4).map((text) => Number(text.replace('−', '-').replace(/[+$,]/g, '')));
    click('[data-table="trades-data"] th:nth-child(4) button');
    expect(shown()).toEqual([...profits].sort((a, b) => a - b).slice(0, 20));
    click('[data-table="trades-data"] th:nth-child(4) button');
    expect(shown()).toEqual([...profits].sort((a, b) => b - a).slice(0, 20));
    expect(document.querySelector('[data-table="trades-data"] th:nth-child(4)')?.getAttribute('aria-sort')).toBe(
      'descending',
    );
  });

  test('pages turn and stop at both ends', () => {
    const count = run.result.orders.length;
    const pager = (): string | undefined =>
      document.querySelector('[data-table="orders-data"] .pager-text')?.textContent;
    click('[data-table="orders-data"] [data-page="next"]');
    expect(pager()).toBe(`21–${Math.min(40, count)} of ${count}`);
    expect(column('orders-data', 1)[0]).toBe('21');
    click('[data-table="orders-data"] [data-page="last"]');
    expect(column('orders-data', 1).at(-1)).toBe(String(count));
    expect(document.querySelector('[data-table="orders-data"] [data-page="next"]')?.hasAttribute('disabled')).toBe(
      true,
    );
    click('[data-table="orders-data"] [data-page="first"]');
    expect(pager()).toBe(`1–20 of ${count}`);
  });

  test('the scale of the equity chart switches', () => {
    click('#equity [data-scale-to="log"]');
    expect(document.querySelector('#equity .chart')?.getAttribute('data-scale')).toBe('log');
    expect(document.querySelector('#equity [data-scale-to="linear"]')?.getAttribute('aria-pressed')).toBe('false');
  });

  test('arrow keys read values out of a chart, and leaving hides them', () => {
    const plot = document.querySelector('[data-chart="equity-data"]');
    plot?.dispatchEvent(new window.KeyboardEvent('keydown', { key: 'ArrowRight' }));
    const tip = plot?.querySelector('.tip');
    const last = Math.round(Number(run.result.equity.at(-1)?.[1]));
    expect(tip?.textContent).toContain(`Strategy$${last.toLocaleString('en-US')}`);
    expect(tip?.textContent).toContain(run.result.endDate);
    plot?.dispatchEvent(new window.Event('pointerleave'));
    expect(tip?.hasAttribute('hidden')).toBe(true);
  });

  test('light and dark switch, are remembered, and the price chart follows', () => {
    const painted = library.painted;
    click('[data-theme-toggle]');
    expect(document.documentElement.getAttribute('data-theme')).toBe('dark');
    expect(window.localStorage.getItem('lockstep-report-theme')).toBe('dark');
    expect(library.painted).toBeGreaterThan(painted);
  });

  test('the price chart has a mark for each fill, tells the fills under the pointer, and changes its symbol', () => {
    const fillsOf = (symbol: string): number =>
      run.result.orderEvents.filter((event) => event.symbol === symbol && event.fillQuantity !== '0').length;
    const [first = '', second = ''] = [...document.querySelectorAll('option')].map((option) => option.textContent);
    expect(library.markers).toHaveLength(fillsOf(first));
    const bar = library.bars.findIndex((candle) => candle.time === library.markers[0]?.time);
    library.point(bar);
    expect(document.querySelector('.readout')?.textContent).toMatch(/(bought|sold) [\d,]+ at [\d.]+ \(entry\)/);
    const select = document.querySelector('select');
    if (select !== null) (select as unknown as { value: string }).value = '1';
    select?.dispatchEvent(new window.Event('change'));
    expect(library.markers).toHaveLength(fillsOf(second));
  });

  test('zoom narrows the range and returns to all', () => {
    click('[data-zoom="in"]');
    const width = library.range.to - library.range.from;
    expect(width).toBeLessThan(library.bars.length);
    click('[data-zoom="in"]');
    expect(library.range.to - library.range.from).toBeLessThan(width);
    click('[data-zoom="all"]');
    expect(library.range).toEqual({ from: 0, to: library.bars.length });
  });
});
