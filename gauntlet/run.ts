import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compareWithRecorded, describeSeed } from './compare-with-recorded.ts';
import { findGauntlet, type Gauntlet } from './gauntlet-files.ts';
import { RECORDED_SEEDS } from './recorded-seeds.ts';
import { runGauntlet } from './run-gauntlet.ts';

const USAGE = `Runs the gauntlet: one seeded strategy, compared step by step with what LEAN recorded.

  npm run gauntlet -- --family eqm-one --seed 1              compares with the recorded outcome
  npm run gauntlet -- --family eqm-one --seed 7 --json FILE  writes the outcome, for any seed
  npm run gauntlet -- --family eqm-one,eqh-multi             all recorded seeds of these families
  npm run gauntlet -- --all                                  all families and seeds that were recorded

LEAN's data: ../shared/lean/Data, or LOCKSTEP_LEAN_DATA.
`;

const { values } = parseArgs({
  options: {
    family: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'string' },
    all: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const tally = { equal: 0, different: 0, skipped: 0 };
await main();

async function main(): Promise<void> {
  if (values.help || (values.family === undefined && !values.all)) {
    process.stdout.write(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const gauntlet = findGauntlet();
  if (gauntlet === null) {
    process.stdout.write('LEAN data not found: set LOCKSTEP_LEAN_DATA.\n');
    tally.skipped += 1;
  } else {
    await runSelected(gauntlet);
  }
  if (values.json !== undefined) return;
  process.stdout.write(`gauntlet: ${tally.equal} equal, ${tally.different} different, ${tally.skipped} skipped\n`);
  process.exitCode = tally.different > 0 ? 1 : 0;
}

async function runSelected(gauntlet: Gauntlet): Promise<void> {
  const names = values.all ? gauntlet.families.families.map(({ name }) => name) : (values.family ?? '').split(',');
  const seeds = values.seed === undefined ? RECORDED_SEEDS : values.seed.split(',').map(Number);
  for (const name of names) for (const seed of seeds) await runOne(gauntlet, name, seed);
}

async function runOne(gauntlet: Gauntlet, name: string, seed: number): Promise<void> {
  if (values.json !== undefined) {
    const result = await runGauntlet(gauntlet, name, seed);
    writeFileSync(values.json, `${JSON.stringify(result, null, 1)}\n`);
    process.stdout.write(`${name} ${seed}: ${result.steps.length} steps written to ${values.json}\n`);
    return;
  }
  const outcome = await compareWithRecorded(gauntlet, name, seed);
  tally[outcome.verdict] += 1;
  process.stdout.write(describeSeed(name, seed, outcome));
}
