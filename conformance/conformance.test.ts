import { openDataFolder } from '@lockstep/backtester';
import { describe, expect, it } from 'vitest';
import { CASES } from './cases.ts';
import { findLean } from './recorded-result.ts';
import { runCase } from './run-case.ts';

const lean = findLean();

describe.skipIf(lean === null)("LEAN's regression algorithms (skipped without LEAN's data)", () => {
  const data = lean === null ? null : openDataFolder(lean.data, false);

  for (const test of CASES) {
    it(`${test.tier} ${test.name}`, { timeout: 60_000 }, async () => {
      if (lean === null || data === null) return;
      const { differences, error } = await runCase(test, data, lean.expected);
      const known = test.knownDifferences ?? [];
      const unknown = differences.filter(({ field }) => !known.includes(field));
      expect({ unknown, error: unknown.length > 0 ? error : null }).toEqual({ unknown: [], error: null });
      // One that has gone is to be struck off the list.
      expect(known.filter((field) => differences.every((each) => each.field !== field))).toEqual([]);
    });
  }
});
