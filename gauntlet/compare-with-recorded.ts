import { existsSync, readFileSync } from 'node:fs';
import { differences } from './compare.ts';
import { expectedFile, type Gauntlet } from './gauntlet-files.ts';
import type { GauntletResult } from './recorder.ts';
import { runGauntlet } from './run-gauntlet.ts';

/** How a family and seed went against what LEAN did. */
export interface SeedOutcome {
  readonly verdict: 'equal' | 'different' | 'skipped';
  /** The first difference, or why nothing was compared. */
  readonly lines: readonly string[];
}

/** Runs a family with a seed and compares it step by step with what was recorded. */
export async function compareWithRecorded(gauntlet: Gauntlet, family: string, seed: number): Promise<SeedOutcome> {
  const file = expectedFile(gauntlet, family, seed);
  if (!existsSync(file)) return { verdict: 'skipped', lines: ['LEAN has not been recorded with this seed'] };
  const expected = JSON.parse(readFileSync(file, 'utf8')) as GauntletResult;
  const lines = await runGauntlet(gauntlet, family, seed).then(
    (actual) => differences(expected, actual),
    (error: unknown) => [error instanceof Error ? (error.stack ?? error.message) : String(error)],
  );
  return { verdict: lines.length === 0 ? 'equal' : 'different', lines };
}

/** The outcome as lines of text. */
export function describeSeed(family: string, seed: number, { verdict, lines }: SeedOutcome): string {
  const title = `${family} ${seed}: ${verdict === 'different' ? 'DIFFERENT' : verdict}`;
  return [title, ...lines.map((line) => `    ${line}`)].map((line) => `${line}\n`).join('');
}
