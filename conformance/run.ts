import { parseArgs } from 'node:util';
import { openDataFolder } from '@lockstep/backtester';
import { compareWithRecorded, describeSeed, type SeedOutcome } from '../gauntlet/compare-with-recorded.ts';
import { findGauntlet } from '../gauntlet/gauntlet-files.ts';
import { RECORDED_SEEDS } from '../gauntlet/recorded-seeds.ts';
import type { ConformanceCase } from './cases/conformance-case.ts';
import { CASES } from './cases.ts';
import { findLean } from './recorded-result.ts';
import { type CaseOutcome, runCase } from './run-case.ts';

const USAGE = 'Usage: npm run conformance [-- --tier T1,T2] [--case NAME]';

process.exitCode = await main(process.argv.slice(2));

/** Runs the chosen cases; without a choice, the gauntlet as well. Exit codes: 0 all equal, 1 some differ, 2 wrong arguments. */
async function main(args: readonly string[]): Promise<number> {
  const cases = chooseCases(args);
  if (typeof cases === 'string') {
    process.stderr.write(`${cases}\n${USAGE}\n`);
    return 2;
  }
  const lean = findLean();
  const counts: Record<SeedOutcome['verdict'], number> = { equal: 0, different: 0, skipped: 0 };
  if (lean === null) {
    process.stdout.write(
      "LEAN's data is not there (../shared/lean/Data or LOCKSTEP_LEAN_DATA): nothing is compared.\n",
    );
    counts.skipped = cases.length;
  } else {
    const data = openDataFolder(lean.data, false);
    for (const test of cases) {
      const outcome = await runCase(test, data, lean.expected);
      process.stdout.write(describe(test, outcome));
      counts[outcome.verdict === 'unrecorded' ? 'skipped' : outcome.verdict] += 1;
    }
  }
  if (args.length === 0) await runSeeds(counts);
  process.stdout.write(
    `conformance: ${counts.equal} equal, ${counts.different} different, ${counts.skipped} skipped\n`,
  );
  return counts.different > 0 ? 1 : 0;
}

/** The recorded seeds of all the gauntlet's families. */
async function runSeeds(counts: Record<SeedOutcome['verdict'], number>): Promise<void> {
  const gauntlet = findGauntlet();
  if (gauntlet === null) {
    counts.skipped += RECORDED_SEEDS.length;
    return;
  }
  for (const { name } of gauntlet.families.families) {
    for (const seed of RECORDED_SEEDS) {
      const outcome = await compareWithRecorded(gauntlet, name, seed);
      process.stdout.write(describeSeed(name, seed, outcome));
      counts[outcome.verdict] += 1;
    }
  }
}

/** The cases that the arguments name, or what is wrong with the arguments. */
function chooseCases(args: readonly string[]): readonly ConformanceCase[] | string {
  let values: { tier?: string; case?: string };
  try {
    ({ values } = parseArgs({ args: [...args], options: { tier: { type: 'string' }, case: { type: 'string' } } }));
  } catch (error: unknown) {
    return error instanceof Error ? error.message : String(error);
  }
  const known: readonly string[] = [...new Set(CASES.map(({ tier }) => tier))];
  const tiers = values.tier?.toUpperCase().split(',') ?? known;
  const unknown = tiers.filter((tier) => !known.includes(tier));
  if (unknown.length > 0) return `Unknown tier ${unknown.join(', ')}; there are ${known.join(', ')}.`;
  const name = values.case?.toLowerCase() ?? '';
  const chosen = CASES.filter((test) => tiers.includes(test.tier) && test.name.toLowerCase().includes(name));
  return chosen.length > 0 ? chosen : `No case of ${tiers.join(', ')} has '${values.case}' in its name.`;
}

/** A line for the case, and one for each figure that differs. */
function describe(test: ConformanceCase, { verdict, differences, error, durationMs }: CaseOutcome): string {
  const verdicts = { equal: 'equal', different: 'DIFFERENT', unrecorded: 'not recorded, its own expectations hold' };
  const lines = [`${test.tier} ${test.name}: ${verdicts[verdict]} (${(durationMs / 1_000).toFixed(2)} s)`];
  for (const { field, ours, lean } of differences) lines.push(`     ${field}: ours ${ours}, LEAN ${lean}`);
  if (verdict === 'different' && error !== null) lines.push(`     ended with: ${error}`);
  return `${lines.join('\n')}\n`;
}
