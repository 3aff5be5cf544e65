import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LockstepError } from '../errors/lockstep-error.ts';
import { Decimal } from './decimal.ts';
import { formatFixedHalfAway } from './decimal-format.ts';
import { formatDouble, roundHalfEven } from './double-format.ts';
import { discretelyRoundBy } from './increments.ts';
import {
  roundToSignificantDigits,
  smartRound,
  squareRootThroughDouble,
  truncateTo3DecimalPlaces,
} from './smart-rounding.ts';

/** Operations recorded from .NET 10, one a line: `operation first second result`; doubles are 16 hex digits. */
const VECTORS = new URL(process.env['LOCKSTEP_DECIMAL_VECTORS'] ?? './decimal-vectors.txt', import.meta.url);

const view = new DataView(new ArrayBuffer(8));

function doubleOf(hex: string): number {
  view.setBigUint64(0, BigInt(`0x${hex}`));
  return view.getFloat64(0);
}

function hexOf(value: number): string {
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}

const read = (text: string): Decimal => Decimal.parse(text);

const operations: Record<string, (a: string, b: string) => unknown> = {
  '+': (a, b) => read(a).plus(read(b)),
  '-': (a, b) => read(a).minus(read(b)),
  '*': (a, b) => read(a).times(read(b)),
  '/': (a, b) => read(a).dividedBy(read(b)),
  '%': (a, b) => read(a).remainder(read(b)),
  cmp: (a, b) => read(a).compare(read(b)),
  round: (a, b) => read(a).round(Number(b)),
  roundaway: (a, b) => read(a).round(Number(b), 'away'),
  floor: (a) => read(a).floor(),
  ceil: (a) => read(a).ceiling(),
  trunc: (a) => read(a).truncate(),
  neg: (a) => read(a).negated(),
  abs: (a) => read(a).abs(),
  norm: (a) => read(a).normalize(),
  todouble: (a) => hexOf(read(a).toNumber()),
  smart: (a) => smartRound(read(a)),
  rsd: (a, b) => roundToSignificantDigits(read(a), Number(b)),
  drbaway: (a, b) => discretelyRoundBy(read(a), read(b), 'away'),
  drbdown: (a, b) => discretelyRoundBy(read(a), read(b), 'down'),
  drbup: (a, b) => discretelyRoundBy(read(a), read(b), 'up'),
  trunc3: (a) => truncateTo3DecimalPlaces(read(a)),
  fixed0: (a) => formatFixedHalfAway(read(a), 0),
  fixed2: (a) => formatFixedHalfAway(read(a), 2),
  fixed4: (a) => formatFixedHalfAway(read(a), 4),
  sqrt: (a) => squareRootThroughDouble(read(a)),
  fromdouble: (a) => Decimal.fromDouble(doubleOf(a)),
  fmt: (a) => formatDouble(doubleOf(a)),
  rounddouble: (a, b) => hexOf(roundHalfEven(doubleOf(a), Number(b))),
  parse: (a) => read(a),
};

function outcome(name: string, a: string, b: string): string {
  const operation = operations[name];
  if (operation === undefined) throw new Error(`no operation ${name}`);
  try {
    return String(operation(a, b));
  } catch (error) {
    if (error instanceof LockstepError && error.code === 'DECIMAL_OVERFLOW') return 'overflow';
    if (error instanceof LockstepError && error.code === 'DIVIDE_BY_ZERO') return 'zero-division';
    throw error;
  }
}

describe('decimals against recorded .NET results', () => {
  const lines = readFileSync(VECTORS, 'utf8').trimEnd().split('\n');

  it.each(Object.keys(operations))('%s gives the recorded text, digit for digit', (name) => {
    const own = lines.filter((line) => line.startsWith(`${name} `));
    expect(own.length).toBeGreaterThan(20);
    const different: string[] = [];
    for (const line of own) {
      const [, a, b, expected] = line.split(' ') as [string, string, string, string];
      const actual = outcome(name, a, b);
      if (actual !== expected) different.push(`${line} but got ${actual}`);
    }
    expect(different.length, different.slice(0, 10).join('\n')).toBe(0);
  });
});
