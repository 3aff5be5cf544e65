import { ChaosSeed, type ChaosSeedOptions } from './chaos-seed.ts';
import { HostedPool } from './hosted-pool.ts';
import type { Verdict } from './verdict.ts';
import { wiringOf } from './wirings.ts';

const KINDS = ['duplicate', 'lost', 'unprotected', 'unreconciled'] as const;

/** How seeds are run. */
export interface SeedsOptions extends Omit<ChaosSeedOptions, 'pool'> {
  /** Each engine in a process of its own, which is killed. */
  readonly inProcesses: boolean;
  /** Told at the end how often what went wrong, where the wiring counts that. */
  readonly onFaults?: (text: string) => void;
}

/** Runs seeds one after the other and tells what was found, and at the end the sums; true when nothing was. */
export async function runSeeds(
  seeds: readonly number[],
  tell: (text: string) => void,
  { broker, inProcesses, trace, onFaults }: SeedsOptions,
): Promise<boolean> {
  const pool = inProcesses ? await HostedPool.open() : null;
  try {
    return await run(seeds, tell, { broker, pool, trace }, onFaults);
  } finally {
    await pool?.close();
  }
}

async function run(
  seeds: readonly number[],
  tell: (text: string) => void,
  options: ChaosSeedOptions,
  onFaults: SeedsOptions['onFaults'],
): Promise<boolean> {
  const sums = { duplicate: 0, lost: 0, unprotected: 0, unreconciled: 0 };
  for (const seed of seeds) {
    const verdict = await verdictOf(seed, options);
    for (const kind of KINDS) {
      sums[kind] += verdict[kind].length;
      for (const text of verdict[kind]) tell(`seed ${seed} ${kind}: ${text}`);
    }
    if (KINDS.some((kind) => verdict[kind].length > 0)) tell(`to see it again: ${commandOf(seed, options)}`);
  }
  const { tally } = wiringOf(options.broker);
  if (tally !== undefined) onFaults?.(`faults: ${tally.text}`);
  const { duplicate, lost, unprotected, unreconciled } = sums;
  tell(
    `chaos: ${seeds.length} seeds, ${duplicate} duplicate, ${lost} lost, ${unprotected} unprotected, ${unreconciled} unreconciled`,
  );
  return duplicate + lost + unprotected + unreconciled === 0;
}

function commandOf(seed: number, { broker, pool }: ChaosSeedOptions): string {
  const flags = [broker === 'paper' ? '' : ` --broker ${broker}`, pool === null ? '' : ' --processes'];
  return `npm run chaos -- --seed ${seed}${flags.join('')} --trace`;
}

/** A seed that breaks down is one that could not be reconciled. */
async function verdictOf(seed: number, options: ChaosSeedOptions): Promise<Verdict> {
  try {
    return await new ChaosSeed(seed, options).run();
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { duplicate: [], lost: [], unprotected: [], unreconciled: [text] };
  }
}
