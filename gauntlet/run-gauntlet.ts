import { backtest } from '@lockstep/backtester';
import type { Gauntlet } from './gauntlet-files.ts';
import { gauntletStrategy } from './gauntlet-strategy.ts';
import { type GauntletResult, Recorder } from './recorder.ts';

/** Runs one family with one seed. */
export async function runGauntlet(gauntlet: Gauntlet, name: string, seed: number): Promise<GauntletResult> {
  const { families } = gauntlet;
  const family = families.families.find((each) => each.name === name);
  if (family === undefined) {
    throw new Error(
      `There is no family '${name}'; there are ${families.families.map((each) => each.name).join(', ')}.`,
    );
  }
  const recorder = new Recorder(family, seed);
  const { result } = await backtest(gauntletStrategy(families, family, seed, recorder), { data: gauntlet.dataFolder });
  if (result.error !== null) {
    process.stderr.write(`${name} ${seed} ended at ${result.error.time ?? 'the start'}: ${result.error.message}\n`);
  }
  return recorder.result(result);
}
