import { ChaosSeed } from './chaos-seed.ts';
import type { Verdict } from './verdict.ts';

const KINDS = ['duplicate', 'lost', 'unprotected', 'unreconciled'] as const;

/**
 * Runs seeds one after the other and tells what was found; true when nothing was.
 *
 * @param tell told of each finding, and at the end of the sums
 * @param trace told line by line what happens
 */
export async function runSeeds(
  seeds: readonly number[],
  tell: (text: string) => void,
  trace: ((text: string) => void) | null = null,
): Promise<boolean> {
  const sums = { duplicate: 0, lost: 0, unprotected: 0, unreconciled: 0 };
  for (const seed of seeds) {
    const verdict = await verdictOf(seed, trace);
    for (const kind of KINDS) {
      sums[kind] += verdict[kind].length;
      for (const text of verdict[kind]) tell(`seed ${seed} ${kind}: ${text}`);
    }
    if (KINDS.some((kind) => verdict[kind].length > 0))
      tell(`to see it again: npm run chaos -- --seed ${seed} --trace`);
  }
  const { duplicate, lost, unprotected, unreconciled } = sums;
  tell(
    `chaos: ${seeds.length} seeds, ${duplicate} duplicate, ${lost} lost, ${unprotected} unprotected, ${unreconciled} unreconciled`,
  );
  return duplicate + lost + unprotected + unreconciled === 0;
}

/** A seed that breaks down is one that could not be reconciled. */
async function verdictOf(seed: number, trace: ((text: string) => void) | null): Promise<Verdict> {
  try {
    return await new ChaosSeed(seed, trace).run();
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { duplicate: [], lost: [], unprotected: [], unreconciled: [text] };
  }
}
