import { DataError, Decimal } from '@lockstep/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BarColumns, BarColumnsBuilder, type BarShape, isPriceColumn, MIXED_DECIMALS } from './bar-columns.ts';
import { parseBarFile } from './bar-file-parser.ts';

const DAY_START = Date.UTC(2020, 0, 2);

function parse(
  text: string,
  shape: BarShape = 'trade',
  options: { dayStart?: number | null; priceScale?: number } = {},
): BarColumns {
  const builder = new BarColumnsBuilder(shape);
  const { dayStart = DAY_START, priceScale = 0 } = options;
  parseBarFile(Buffer.from(text, 'latin1'), builder, { dayStart, priceScale }, 'x.zip#x.csv');
  return builder.build();
}

function errorOf(text: string, shape: BarShape = 'trade', options: { dayStart?: number | null } = {}): DataError {
  try {
    parse(text, shape, options);
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
  throw new Error('Expected a DataError');
}

describe('bar files', () => {
  it('give columns of values and digits', () => {
    const bars = parse('60000,7422.1,7425,7420.05,7421,0.123\n120000,7421,7421,7421,7421,0\n');
    expect([...bars.time]).toEqual([DAY_START + 60_000, DAY_START + 120_000]);
    expect(bars.values.map((column) => [...column])).toEqual([
      [7422.1, 7421],
      [7425, 7421],
      [7420.05, 7421],
      [7421, 7421],
      [0.123, 0],
    ]);
    expect(bars.decimals).toBe(MIXED_DECIMALS);
    expect(bars.scales!.map((column) => [...column])).toEqual([
      [1, 0],
      [0, 0],
      [2, 0],
      [0, 0],
    ]);
  });

  it('hold equity prices in ten-thousandths', () => {
    const bars = parse('34200000,1447700,1447800,1447600,1447750,100\n', 'trade', { priceScale: 4 });
    expect(bars.decimals).toBe(4);
    expect(bars.values.map((column) => column[0])).toEqual([144.77, 144.78, 144.76, 144.775, 100]);
  });

  it('of hours and days begin with dates', () => {
    const bars = parse('20160229 00:00,1,2,0.5,1,5\r\n20160301 13:30,1,2,0.5,1,5', 'trade', { dayStart: null });
    expect([...bars.time]).toEqual([Date.UTC(2016, 1, 29), Date.UTC(2016, 2, 1, 13, 30)]);
  });

  it('may miss a side of a quote, have spaces and blank lines', () => {
    const bars = parse('0,1,2,1,2,100,,,,,0\n\n60000, 1 ,2,1,2,100,3,3,3,3,1\r\n', 'quote');
    expect(bars.length).toBe(2);
    expect([...bars.values[8]!]).toEqual([0, 3]);
    expect(bars.values[0]![1]).toBe(1);
  });

  it('read every decimal as the nearest double with its scale', () => {
    const price = fc
      .tuple(fc.bigInt({ min: 0n, max: 9_007_199_254_740_991n }), fc.integer({ min: 0, max: 18 }))
      .map(([mantissa, scale]) => Decimal.fromParts(mantissa, scale));
    fc.assert(
      fc.property(fc.array(price, { minLength: 1, maxLength: 30 }), (prices) => {
        const bars = parse(prices.map((p, i) => `${i},${p},${p},${p},${p},${p}`).join('\n'));
        for (const [row, expected] of prices.entries()) {
          expect(bars.values[0]![row]).toBe(Number(expected.toString()));
          expect(bars.scales?.[3]![row] ?? bars.decimals).toBe(expected.scale);
        }
      }),
    );
  });
});

describe('a malformed row', () => {
  it.each([
    ['0,1,1,1,1,1\n60000,1,NaN,1,1,1\n', 2, 3, 'the high "NaN"'],
    ['0,1,1,1,1,1\n60000,-1,1,1,1,1\n', 2, 2, 'negative open -1'],
    ['60000,1,1,1,1,1\n0,1,1,1,1,1\n', 2, 1, 'Time goes backwards'],
    ['0,1,1,2,1,1\n', 1, 3, 'High 1 is below low 2'],
    ['0,1,1,1,1\n', 1, 5, 'Received 5 columns, expected 6'],
    ['0,1,1,1,1,1,1\n', 1, 6, 'Received 7 columns, expected 6'],
    ['abc,1,1,1,1,1\n', 1, 1, 'the time "abc"'],
    ['86400000,1,1,1,1,1\n', 1, 1, 'expected milliseconds since midnight'],
    ['0,1,1,1,,1\n', 1, 5, 'the close ""'],
    ['0,1,1,1,1,1e400\n', 1, 6, 'the volume "1e400"'],
  ])('%j is an error with its place', (text, line, column, message) => {
    const error = errorOf(text);
    expect(error.location).toEqual({ file: 'x.zip#x.csv', line, column });
    expect(error.message).toContain(message);
    expect(error.message).toContain(`(x.zip#x.csv:${line}:${column})`);
  });

  it('may be in the ask of a quote', () => {
    expect(errorOf('0,1,2,1,2,5,1,1,2,1,5\n', 'quote').location.column).toBe(8);
  });

  it.each(['20160230 00:00', '20161301 00:00', '20160101 24:00', '20160101', '2016-01-01 00:00'])(
    'with the date %s is an error',
    (date) => {
      expect(errorOf(`${date},1,1,1,1,1\n`, 'trade', { dayStart: null }).location.column).toBe(1);
    },
  );

  it('never crashes or hangs the reader, whatever the bytes', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '0',
        '60000',
        '1.5',
        ',',
        ',',
        ',',
        '\n',
        '\r\n',
        'NaN',
        '-',
        '.',
        'e5',
        ' ',
        '20160101 00:00',
        'ÿ',
        '99999999999999999999',
      ),
      fc.string({ maxLength: 3 }),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }),
        fc.constantFrom<BarShape>('trade', 'quote'),
        fc.boolean(),
        (pieces, shape, isDated) => {
          try {
            const bars = parse(pieces.join(''), shape, { dayStart: isDated ? null : DAY_START });
            for (const [column, values] of bars.values.entries()) {
              for (const value of values)
                expect(value >= 0 && Number.isFinite(value), `column ${column} ${isPriceColumn(column)}`).toBe(true);
            }
          } catch (error) {
            expect(error).toBeInstanceOf(DataError);
            expect((error as DataError).location.line).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
