import * as core from '@lockstep/core';
import { describe, expect, it } from 'vitest';
import { hasReferenceFiles, readReferenceFile, readReferenceIndex } from './reference-files.ts';

type PatternClass = new () => core.CandlestickPattern;

const { files, patterns } = hasReferenceFiles ? readReferenceIndex().candlestickPatterns : { files: [], patterns: [] };

/**
 * Lines where a shadow is exactly as long as the limit it is compared with. The files were made with floats, whose noise
 * took it for longer; LEAN's decimals and our whole numbers see that it is not, and LEAN does not compare these files.
 */
const TIES: Readonly<Record<string, readonly string[]>> = {
  'HighWaveCandle() eurusd_candle_patterns.txt': ['line 55: 0, not -100'],
  'HighWaveCandle() spy_candle_patterns.txt': ['line 229: 0, not 100'],
  'RickshawMan() spy_candle_patterns.txt': ['line 217: 0, not 100'],
  'ShortLineCandle() spy_candle_patterns.txt': ['line 435: 0, not 100'],
  'SpinningTop() spy_candle_patterns.txt': ['line 217: 0, not -100'],
};

function patternOf(construct: string): core.CandlestickPattern {
  const Pattern = (core as unknown as Record<string, PatternClass>)[construct.replace('()', '')] as PatternClass;
  return new Pattern();
}

/** Feeds a file; lists the lines that differ, and counts those that were compared. */
function compare(
  pattern: core.CandlestickPattern,
  file: string,
  column: string,
): { readonly different: readonly string[]; readonly compared: number } {
  const different: string[] = [];
  let compared = 0;
  for (const [line, { bar, cells }] of readReferenceFile(file).entries()) {
    pattern.update(bar);
    const cell = cells.get(column.toLowerCase()) ?? '';
    if (!pattern.isReady || cell === '') continue;
    compared++;
    if (pattern.value * 100 !== Number(cell)) different.push(`line ${line + 2}: ${pattern.value * 100}, not ${cell}`);
  }
  return { different, compared };
}

describe.skipIf(!hasReferenceFiles)('LEAN’s candlestick patterns (skipped without ../shared/lean/indicators)', () => {
  it('are 61', () => expect(patterns).toHaveLength(61));

  describe.each(files)('%s', (file) => {
    it.each(patterns)('$construct', ({ construct, column }) => {
      const pattern = patternOf(construct);
      const fresh = compare(pattern, file, column);
      expect(fresh.different).toEqual(TIES[`${construct} ${file}`] ?? []);
      expect(fresh.compared).toBeGreaterThan(450);
      pattern.reset();
      expect([pattern.samples, pattern.value, pattern.isReady]).toEqual([0, 0, false]);
      expect(compare(pattern, file, column)).toEqual(fresh);
    });
  });
});
