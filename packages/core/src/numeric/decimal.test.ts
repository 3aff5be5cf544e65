import { Decimal as Reference } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LockstepError } from '../errors/lockstep-error.ts';
import { Decimal } from './decimal.ts';
import { formatFixedHalfAway } from './decimal-format.ts';
import { formatDouble, roundHalfEven } from './double-format.ts';
import { discretelyRoundBy } from './increments.ts';
import { smartRound, truncateTo3DecimalPlaces } from './smart-rounding.ts';

Reference.set({ precision: 60, toExpNeg: -9e15, toExpPos: 9e15, rounding: Reference.ROUND_HALF_EVEN });

const MAX_TEXT = '79228162514264337593543950335';
const LIMIT = new Reference(MAX_TEXT);
const d = (text: string): Decimal => Decimal.parse(text);
const exact = (value: Decimal): Reference => new Reference(value.toString());

const mantissas = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -100_000, max: 100_000 }),
  fc.bigInt({ min: -(2n ** 96n) + 1n, max: 2n ** 96n - 1n }),
  fc.constantFrom(Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 2n ** 53n, 2n ** 96n - 1n, 0),
);
const decimals = fc.tuple(mantissas, fc.integer({ min: 0, max: 28 })).map(([m, s]) => Decimal.fromParts(m, s));
const prices = fc
  .tuple(fc.integer({ min: -10_000_000, max: 10_000_000 }), fc.integer({ min: 0, max: 6 }))
  .map(([m, s]) => Decimal.fromParts(m, s));
const pairs = fc.oneof(fc.tuple(decimals, decimals), fc.tuple(prices, prices), fc.tuple(prices, decimals));

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof LockstepError) return error.code;
    throw error;
  }
  return 'none';
}

/** The result must be the exact one rounded half to even at the result's own scale, and overflow only beyond the range. */
function expectRounded(operation: () => Decimal, expected: Reference): void {
  let result: Decimal;
  try {
    result = operation();
  } catch (error) {
    expect((error as LockstepError).code).toBe('DECIMAL_OVERFLOW');
    expect(expected.abs().toDecimalPlaces(0).gt(LIMIT)).toBe(true);
    return;
  }
  expect(result.scale).toBeGreaterThanOrEqual(0);
  expect(result.scale).toBeLessThanOrEqual(28);
  if (result.isZero()) expect(expected.toDecimalPlaces(28).isZero()).toBe(true);
  else expect(exact(result).toFixed(28)).toBe(roundedLike(result, expected).toFixed(28));
}

/** Exact value when it fits, else rounded to the digits that 96 bits leave. */
function roundedLike(result: Decimal, expected: Reference): Reference {
  if (exact(result).eq(expected)) return expected;
  const room = LIMIT.div(expected.abs());
  let places = Math.min(28, room.lt(1) ? 0 : Math.floor(Reference.log10(room).toNumber() + 1e-12));
  while (places > 0 && expected.toDecimalPlaces(places).abs().times(`1e${places}`).gt(LIMIT)) places--;
  return expected.toDecimalPlaces(places);
}

describe('decimal laws', () => {
  it('adds and subtracts exactly, at the larger scale, else rounded half to even', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expectRounded(() => a.plus(b), exact(a).plus(exact(b)));
        expectRounded(() => a.minus(b), exact(a).minus(exact(b)));
      }),
      { numRuns: 600 },
    );
    fc.assert(
      fc.property(prices, prices, (a, b) => {
        expect(a.plus(b).scale).toBe(Math.max(a.scale, b.scale));
      }),
    );
  });

  it('multiplies at the sum of the scales', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => expectRounded(() => a.times(b), exact(a).times(exact(b)))),
      { numRuns: 600 },
    );
    fc.assert(
      fc.property(prices, prices, (a, b) => {
        expect(a.times(b).scale).toBe(a.scale + b.scale);
      }),
    );
  });

  it('divides to the last digit that 96 bits hold', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        fc.pre(!b.isZero());
        expectRounded(() => a.dividedBy(b), exact(a).div(exact(b)));
      }),
      { numRuns: 600 },
    );
  });

  it('orders by value whatever the scale', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(a.compare(b)).toBe(exact(a).cmp(exact(b)));
        expect([a.lt(b), a.lte(b), a.equals(b), a.gte(b), a.gt(b)]).toEqual([
          exact(a).lt(exact(b)),
          exact(a).lte(exact(b)),
          exact(a).eq(exact(b)),
          exact(a).gte(exact(b)),
          exact(a).gt(exact(b)),
        ]);
        expect(Decimal.min(a, b).lte(Decimal.max(a, b))).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  it('takes a remainder with the sign of the dividend that rebuilds it', () => {
    fc.assert(
      fc.property(prices, prices, (a, b) => {
        fc.pre(!b.isZero());
        const rest = a.remainder(b);
        expect(exact(rest).eq(exact(a).mod(exact(b)))).toBe(true);
        expect(a.dividedBy(b).truncate().times(b).plus(rest).equals(a)).toBe(true);
      }),
    );
  });

  it('reads back the text it prints, scale included', () => {
    fc.assert(
      fc.property(decimals, (a) => {
        const again = Decimal.parse(a.toString());
        expect([again.toString(), again.scale]).toEqual([a.toString(), a.scale]);
        expect(a.normalize().equals(a)).toBe(true);
      }),
    );
  });

  it('rounds by both tie rules, down and up', () => {
    fc.assert(
      fc.property(decimals, fc.integer({ min: 0, max: 28 }), (a, n) => {
        expect(a.round(n).scale).toBe(Math.min(a.scale, n));
        expect(exact(a.round(n)).eq(exact(a).toDecimalPlaces(n, Reference.ROUND_HALF_EVEN))).toBe(true);
        expect(exact(a.round(n, 'away')).eq(exact(a).toDecimalPlaces(n, Reference.ROUND_HALF_UP))).toBe(true);
        expect(exact(a.floor()).eq(exact(a).floor())).toBe(true);
        expect(exact(a.ceiling()).eq(exact(a).ceil())).toBe(true);
        expect(a.floor().scale + a.ceiling().scale + a.truncate().scale).toBe(0);
      }),
    );
  });

  it('takes numbers by their shortest text and gives the same double back', () => {
    const magnitudes = fc.double({ min: -1e20, max: 1e20, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-6);
    const amounts = fc.tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 8 })).map(([m, s]) => (m % 1e13) / 10 ** s);
    fc.assert(
      fc.property(fc.oneof(magnitudes, amounts), (x) => {
        const expected = new Reference(x);
        const value = Decimal.fromNumber(x);
        expect(value.toString()).toBe(expected.isZero() ? '0' : expected.toString());
        if (value.wide === null && value.scale <= 22) expect(value.toNumber()).toBe(x + 0);
      }),
      { numRuns: 1000 },
    );
  });

  it('casts doubles to fifteen significant digits', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-10, max: 1e27, noNaN: true }), (x) => {
        const cast = exact(Decimal.fromDouble(x));
        const rounded = new Reference(x).toSignificantDigits(15);
        const step = new Reference(10).pow(rounded.e - 14);
        expect(cast.minus(x).abs().lte(step.times('0.66'))).toBe(true);
        expect(cast.toSignificantDigits(15).eq(cast)).toBe(true);
      }),
    );
  });
});

describe('scale', () => {
  it.each([
    ['1447700 × 0.0001', d('1447700').times(d('0.0001')), '144.7700'],
    ['1447700 ÷ 10000', d('1447700').dividedBy(d('10000')), '144.77'],
    ['144.7700 × 1.0000214', d('144.7700').times(d('1.0000214')), '144.77309807800'],
    ['60000000.00 ÷ 100000000', d('60000000.00').dividedBy(d('100000000')), '0.60'],
    ['10 ÷ 4', d('10').dividedBy(d('4')), '2.5'],
    ['1 ÷ 3', d('1').dividedBy(d('3')), '0.3333333333333333333333333333'],
    ['2 ÷ 3', d('2').dividedBy(d('3')), '0.6666666666666666666666666667'],
    ['0 × 1.50', d('0').times(d('1.50')), '0.00'],
    ['0.5 ÷ 0.25 at scale 0', d('0.5').dividedBy(d('0.25')), '2'],
    [
      'a rounded-up quotient loses zeros below its natural scale',
      d('599999999999999999999999999.99').dividedBy(d('300000000000000000000000000')),
      '2',
    ],
    ['Round(2.1998, 3)', d('2.1998').round(3), '2.200'],
    ['Round(1.5, 3) stays unpadded', d('1.5').round(3), '1.5'],
    ['Round(2.5, 0)', d('2.5').round(0), '2'],
    ['Round(-2.5, 0, away)', d('-2.5').round(0, 'away'), '-3'],
    ['the smallest product', d('1e-14').times(d('1e-14')), '0.0000000000000000000000000001'],
    ['negated zero', d('0.00').negated(), '0.00'],
    ['normalised zero', d('0.00').normalize(), '0'],
    ['fromParts', Decimal.fromParts(1447700, 4), '144.7700'],
    ['0.1 + 0.2', Decimal.fromDouble(0.1 + 0.2), '0.3'],
    ['fromNumber(0.1 + 0.2)', Decimal.fromNumber(0.1 + 0.2), '0.30000000000000004'],
    ['fromNumber(1e-7)', Decimal.fromNumber(1e-7), '0.0000001'],
    ['fromNumber(-0)', Decimal.fromNumber(-0), '0'],
    ['exponents', d('1.25e3'), '1250'],
    ['negative exponents', d('1.20E-2'), '0.0120'],
    ['thirty digits', d('0.123456789012345678901234567850'), '0.1234567890123456789012345678'],
  ])('%s', (_, actual, expected) => {
    expect(actual.toString()).toBe(expected);
  });
});

describe('limits', () => {
  it('holds the largest value and rejects the next', () => {
    expect(Decimal.parse(MAX_TEXT).equals(Decimal.MAX)).toBe(true);
    expect(Decimal.parse(`-${MAX_TEXT}`).equals(Decimal.MIN)).toBe(true);
    expect(codeOf(() => Decimal.parse('79228162514264337593543950336'))).toBe('DECIMAL_OVERFLOW');
    expect(codeOf(() => Decimal.MAX.plus(Decimal.ONE))).toBe('DECIMAL_OVERFLOW');
    expect(codeOf(() => Decimal.MAX.times(d('1.1')))).toBe('DECIMAL_OVERFLOW');
    expect(codeOf(() => Decimal.MAX.dividedBy(d('0.5')))).toBe('DECIMAL_OVERFLOW');
    expect(codeOf(() => Decimal.fromParts(2n ** 96n, 3))).toBe('DECIMAL_OVERFLOW');
    expect(codeOf(() => Decimal.parse('1e29'))).toBe('DECIMAL_OVERFLOW');
    expect(codeOf(() => Decimal.fromDouble(8e28))).toBe('DECIMAL_OVERFLOW');
  });

  it('keeps digits exact on both sides of 2^53', () => {
    const edge = Decimal.fromInteger(Number.MAX_SAFE_INTEGER);
    expect(edge.plus(Decimal.ONE).plus(Decimal.ONE).toString()).toBe('9007199254740993');
    expect(edge.plus(Decimal.ONE).minus(Decimal.ONE)).toEqual(edge);
    expect(edge.times(d('1000')).dividedBy(d('1000'))).toEqual(edge);
  });

  it('rejects division by zero', () => {
    for (const value of [d('1'), d('0'), Decimal.MAX]) {
      expect(codeOf(() => value.dividedBy(d('0.00')))).toBe('DIVIDE_BY_ZERO');
      expect(codeOf(() => value.remainder(d('0.00')))).toBe('DIVIDE_BY_ZERO');
    }
  });

  it.each(['', ' ', '-', '.', '1,5', '1 ', '0x10', '1e', 'NaN', '1.2.3', '--1', '$1'])(
    'rejects the text "%s"',
    (text) => {
      expect(codeOf(() => Decimal.parse(text))).toBe('DECIMAL_FORMAT');
    },
  );

  it('rejects numbers that are no decimals', () => {
    for (const value of [Number.NaN, Infinity, -Infinity]) {
      expect(codeOf(() => Decimal.fromDouble(value))).toBe('DECIMAL_FORMAT');
      expect(codeOf(() => Decimal.fromDoubleSaturated(value))).toBe('DECIMAL_FORMAT');
      expect(codeOf(() => Decimal.fromNumber(value))).toBe('DECIMAL_FORMAT');
    }
    expect(codeOf(() => Decimal.fromInteger(1.5))).toBe('DECIMAL_FORMAT');
    expect(codeOf(() => Decimal.fromParts(1, 29))).toBe('DECIMAL_FORMAT');
    expect(codeOf(() => Decimal.fromParts(0.5, 1))).toBe('DECIMAL_FORMAT');
  });

  it('clamps doubles on request', () => {
    expect(Decimal.fromDoubleSaturated(1e40).equals(Decimal.MAX)).toBe(true);
    expect(Decimal.fromDoubleSaturated(-1e40).equals(Decimal.MIN)).toBe(true);
    expect(Decimal.fromDoubleSaturated(33.333333333333336).toString()).toBe('33.3333333333333');
  });

  it('truncates to an integer number', () => {
    expect([d('-2.99').toIntegerNumber(), d('7').toIntegerNumber(), d('0.9').toIntegerNumber()]).toEqual([-2, 7, 0]);
  });
});

describe('rounding of prices and text', () => {
  it.each([
    ['1000.00005', '1000.0000'],
    ['1234.567891', '1234.5679'],
    ['144.77307790400', '144.7731'],
    ['-1234.56789', '-1234.568'],
    ['-123456789', '-123456800'],
    ['0.000012345678', '0.00001234568'],
    ['100.0000', '100'],
    ['0.00', '0'],
  ])('smart rounding of %s is %s', (value, expected) => {
    expect(smartRound(d(value)).toString()).toBe(expected);
  });

  it('rounds to increments', () => {
    expect(discretelyRoundBy(d('-0.5'), d('1')).toString()).toBe('-1');
    expect(discretelyRoundBy(d('10.127'), d('0.05'), 'down').toString()).toBe('10.10');
    expect(discretelyRoundBy(d('-10.127'), d('0.05'), 'down').toString()).toBe('-10.15');
    expect(discretelyRoundBy(d('10.127'), d('0.05'), 'up').toString()).toBe('10.15');
    expect(discretelyRoundBy(d('1.234'), d('0')).toString()).toBe('1.234');
    expect(truncateTo3DecimalPlaces(d('-1.99999')).toString()).toBe('-1.999');
  });

  it('prints fixed digits half away from zero', () => {
    expect(formatFixedHalfAway(d('0.125'), 2)).toBe('0.13');
    expect(formatFixedHalfAway(d('-0.001'), 2)).toBe('0.00');
    expect(formatFixedHalfAway(d('7'), 2)).toBe('7.00');
    expect(formatFixedHalfAway(d('7.5'), 0)).toBe('8');
  });

  it('rounds and prints doubles', () => {
    expect([roundHalfEven(2.5, 0), roundHalfEven(-3.5, 0), roundHalfEven(2.125, 2), roundHalfEven(1.005, 2)]).toEqual([
      2, -4, 2.12, 1,
    ]);
    expect([1e-5, -0, 1e16, 1e17, 0.1 + 0.2, Number.NaN, -Infinity].map(formatDouble)).toEqual([
      '1E-05',
      '-0',
      '10000000000000000',
      '1E+17',
      '0.30000000000000004',
      'NaN',
      '-Infinity',
    ]);
    expect(codeOf(() => roundHalfEven(1, 16))).toBe('DECIMAL_FORMAT');
  });
});
