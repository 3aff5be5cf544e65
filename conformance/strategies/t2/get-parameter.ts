import { Algorithm } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Reads parameters as text and as numbers, given ones and others; the run is told `ema-fast`. */
export default class GetParameter extends Algorithm {
  override initialize(): void {
    this.setStartDate(2013, 10, 7);
    requireEqual(this.getParameter('non-existing'), null);
    requireEqual(this.getParameter('non-existing', '100'), '100');
    requireEqual(this.getParameter('non-existing', 100), 100);
    requireEqual(this.getParameter('ema-fast'), '10');
    requireEqual(this.getParameter('ema-fast', '100'), '10');
    requireEqual(this.getParameter('ema-fast', 100), 10);
    this.quit();
  }
}

function requireEqual(value: string | number | null, expected: string | number | null): void {
  requireThat(value === expected, `a parameter is ${JSON.stringify(value)} instead of ${JSON.stringify(expected)}`);
}
