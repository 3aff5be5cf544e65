import { describe, expect, it } from 'vitest';
import { compareWithPackage, packageComparisons } from './package-comparisons.ts';
import { hasReferenceFiles } from './reference-files.ts';

describe.skipIf(!hasReferenceFiles)('technicalindicators (skipped without ../shared/lean/indicators)', () => {
  it.each(Object.entries(packageComparisons()))('%s agrees, or it is known why not', (_, comparison) => {
    const { agreeAfter, because, largestDifference } = compareWithPackage(comparison);
    if (because === undefined) expect(agreeAfter).toBe(0);
    else expect(largestDifference).toBeGreaterThan(1e-3);
  });
});
