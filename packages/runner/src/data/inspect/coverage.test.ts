import { describe, expect, it } from 'vitest';
import { coverageOf, periodText } from './coverage.ts';
import { coveragePage } from './coverage-page.ts';
import { coveragePicture } from './coverage-picture.ts';
import type { InspectedSeries, MonthCoverage } from './data-inspection.ts';

/** A series with a share of twenty trading days in each month from the first on. */
function series(
  symbol: string,
  first: string,
  shares: readonly number[],
  more: Partial<InspectedSeries> = {},
): InspectedSeries {
  const [year, month] = first.split('-').map(Number) as [number, number];
  const months = shares.map((share, i): MonthCoverage => {
    const at = year * 12 + month - 1 + i;
    const text = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
    return { month: text, days: Math.round(share * 20), tradingDays: 20 };
  });
  return {
    symbol,
    type: 'equity',
    market: 'usa',
    resolution: 'daily',
    kind: 'trade',
    files: 1,
    bars: 10,
    firstDay: `${first}-01`,
    lastDay: null,
    missingDays: [],
    months,
    missingBars: 0,
    duplicates: 0,
    backwards: 0,
    badPrices: 0,
    zeroVolume: 0,
    problems: [],
    ...more,
  };
}

describe('the picture of coverage', () => {
  it('shades each month by its share of trading days', () => {
    const lines = coveragePicture(
      [series('AA', '2023-12', [1, 0.95, 0.5, 0.1, 0, 1]), series('B', '2024-02', [1])],
      80,
    );
    expect(lines).toEqual(['                     2024', 'AA daily trade usa  █▓▒░·█', 'B daily trade usa     █']);
  });

  it('puts quarters, years or decades into a cell where months do not fit', () => {
    const years = series('AA', '2001-01', [
      ...Array.from({ length: 150 }, () => 1),
      ...Array.from({ length: 18 }, () => 0.5),
    ]);
    const [header, row] = coveragePicture([years], 80);
    expect(header).toMatch(/^ {20}2001 {4}2003 /);
    expect(row).toBe(`AA daily trade usa  ${'█'.repeat(50)}${'▒'.repeat(6)}`);
    expect(coveragePicture([years], 50)[1]).toBe(`AA daily trade usa  ${'█'.repeat(12)}▓▒`);
    expect(coverageOf([years], 3).periods).toEqual(['2000-01', '2010-01']);
  });

  it('names what a cell stands for', () => {
    expect([1, 3, 12, 120].map((months) => periodText('2020-01', months))).toEqual([
      '2020-01',
      '2020-01 to 2020-03',
      '2020',
      '2020 to 2029',
    ]);
  });

  it('is empty without bars', () => {
    expect(coverageOf([series('AA', '2024-01', [])], 80)).toMatchObject({ periods: [], rows: [{ cells: [] }] });
  });
});

describe('the page of coverage', () => {
  const problem = { file: 'x<y>.zip', line: 3, kind: 'bad price', text: 'open 1 & high 0' } as const;
  const page = coveragePage({
    folder: 'my <data>',
    series: [series('AA', '2024-01', [1, 0.5, 0], { badPrices: 1, problems: [problem] })],
  });

  it('shows every month with its days, figures and problems, and escapes what files are called', () => {
    expect(page).toContain('title="2024-01: 20 of 20 trading days"');
    expect(page).toContain('style="--share: 58%" title="2024-02: 10 of 20 trading days"');
    expect(page).toContain('<td class="none" title="2024-03: 0 of 20 trading days">');
    expect(page).toContain('1 bad prices');
    expect(page).toContain('x&lt;y&gt;.zip:3: open 1 &amp; high 0');
    expect(page).toContain('my &lt;data&gt;');
  });

  it('loads nothing', () => {
    expect(page).not.toMatch(/https?:|src=|url\(|@import/);
  });
});
