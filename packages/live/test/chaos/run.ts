import { parseArgs } from 'node:util';
import { runSeeds } from './run-seeds.ts';

const USAGE = `npm run chaos -- [--seeds N] [--seed S] [--broker paper] [--trace]

Runs N seeds (20 unless given), or the seed S alone: a random strategy, random faults of the line to the venue, random
crashes, in virtual time. Then all is quiet, and what the deployment holds true is compared with the venue's own ledger.
--trace prints what happens, line by line.`;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    seed: { type: 'string' },
    broker: { type: 'string', default: 'paper' },
    trace: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const count = Number(values.seeds);
const seed = values.seed === undefined ? null : Number(values.seed);
if (values.help) {
  process.stdout.write(`${USAGE}\n`);
} else if (values.broker !== 'paper' || !(count > 0) || (seed !== null && !Number.isSafeInteger(seed))) {
  process.stderr.write(
    `Received --seeds ${values.seeds} --seed ${values.seed ?? ''} --broker ${values.broker}; expected whole numbers and the broker paper.\n${USAGE}\n`,
  );
  process.exitCode = 2;
} else {
  const seeds = seed === null ? Array.from({ length: count }, (_, index) => index + 1) : [seed];
  const tell = (text: string): void => void process.stdout.write(`${text}\n`);
  const isClean = await runSeeds(seeds, tell, values.trace ? tell : null);
  process.exitCode = isClean ? 0 : 1;
}
