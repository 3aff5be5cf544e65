import { parseArgs } from 'node:util';
import { runSeeds } from './run-seeds.ts';
import { WIRINGS } from './wirings.ts';

const BROKERS = Object.keys(WIRINGS).join(', ');
const USAGE = `npm run chaos -- [--seeds N] [--from S] [--seed S] [--processes] [--broker NAME] [--trace]

Runs N seeds (20 unless given) from S on (1), or the seed S alone: a random strategy, random faults of the line to the
venue, random crashes, in virtual time. Then all is quiet, and what the deployment holds true is compared with the venue's
own ledger.
--processes runs the engine in processes of their own, which are killed with SIGKILL while the venue lives on.
--broker joins engine and venue by the wire of a broker: ${BROKERS} (paper unless given).
--trace prints what happens, line by line.`;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    broker: { type: 'string', default: 'paper' },
    processes: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const { broker, processes: inProcesses } = values;
const first = Number(values.seed ?? values.from);
const count = values.seed === undefined ? Number(values.seeds) : 1;
if (values.help) {
  process.stdout.write(`${USAGE}\n`);
} else if (!(broker in WIRINGS) || !(Number.isSafeInteger(count) && count > 0) || !Number.isSafeInteger(first)) {
  process.stderr.write(
    `Received --seeds ${values.seeds} --from ${values.from} --seed ${values.seed ?? ''} --broker ${broker}; expected whole numbers and one of the brokers ${BROKERS}.\n${USAGE}\n`,
  );
  process.exitCode = 2;
} else {
  const seeds = Array.from({ length: count }, (_, index) => first + index);
  const tell = (text: string): void => void process.stdout.write(`${text}\n`);
  const trace = values.trace ? tell : null;
  const isClean = await runSeeds(seeds, tell, { broker, inProcesses, trace, onFaults: tell });
  process.exitCode = isClean ? 0 : 1;
}
