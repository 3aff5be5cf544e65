import * as core from '@lockstep/core';
import { readReferenceFile } from './reference-files.ts';

type PatternClass = new () => core.CandlestickPattern;

/** How a candlestick pattern compares with a column of a file. */
export interface PatternComparison {
  /** Lines with another value. */
  readonly different: readonly string[];
  readonly compared: number;
  /** Lines where the pattern is. */
  readonly found: number;
}

/** The pattern that LEAN constructs so, for example `Doji()`. */
export function patternOf(construct: string): core.CandlestickPattern {
  const Pattern = (core as unknown as Record<string, PatternClass>)[construct.replace('()', '')] as PatternClass;
  return new Pattern();
}

/** Feeds a new pattern, or one that was reset, with a file. */
export function comparePatterns(
  construct: string,
  file: string,
  column: string,
  pattern: core.CandlestickPattern = patternOf(construct),
): PatternComparison {
  const different: string[] = [];
  let compared = 0;
  let found = 0;
  for (const [line, { bar, cells }] of readReferenceFile(file).entries()) {
    pattern.update(bar);
    const cell = cells.get(column.toLowerCase()) ?? '';
    if (!pattern.isReady || cell === '') continue;
    compared++;
    if (pattern.value !== 0) found++;
    if (pattern.value * 100 !== Number(cell)) different.push(`line ${line + 2}: ${pattern.value * 100}, not ${cell}`);
  }
  return { different, compared, found };
}
