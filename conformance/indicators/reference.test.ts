import { describe, expect, it } from 'vitest';
import { MORE_CASES, REFERENCE_CASES } from './cases.ts';
import { compareWithFile, isWithin, type ReferenceCase } from './reference-case.ts';
import { hasReferenceFiles, readReferenceIndex } from './reference-files.ts';

const index = hasReferenceFiles ? readReferenceIndex() : { indicators: [] };

/** Compares with a file twice: fresh, and after a reset. */
function check(reference: ReferenceCase, file: string): void {
  const indicator = reference.make();
  const fresh = compareWithFile(indicator, reference, file);
  for (const comparison of fresh) {
    expect(comparison.count, `cells of ${comparison.column}`).toBeGreaterThan(10);
    expect(isWithin(comparison, reference), JSON.stringify(comparison)).toBe(true);
  }
  indicator.reset();
  expect([indicator.samples, indicator.value, indicator.isReady]).toEqual([0, 0, false]);
  expect(compareWithFile(indicator, reference, file)).toEqual(fresh);
}

describe.skipIf(!hasReferenceFiles)('LEAN’s reference files (skipped without ../shared/lean/indicators)', () => {
  it('cover every indicator of the list', () => {
    expect(index.indicators.filter(({ indicator }) => REFERENCE_CASES[indicator] === undefined)).toEqual([]);
    expect(index.indicators).toHaveLength(118);
  });

  it.each(index.indicators)('$indicator equals $file', ({ indicator, file }) => {
    check(REFERENCE_CASES[indicator] as ReferenceCase, file);
  });

  it.each(MORE_CASES)('also $file, $reference.columns', ({ file, reference }) => check(reference, file));
});
