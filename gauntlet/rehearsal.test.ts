import { openDataFolder } from '@lockstep/backtester';
import { alpacaRehearsal } from '@lockstep/broker-alpaca/simulator';
import { ibRehearsal } from '@lockstep/broker-ib/simulator';
import { rehearseStrategy } from '@lockstep/live';
import { describe, expect, test } from 'vitest';
import { findGauntlet } from './gauntlet-files.ts';
import { gauntletStrategy } from './gauntlet-strategy.ts';
import { Recorder } from './recorder.ts';

const gauntlet = findGauntlet();
const LAST_DAY = 20_000;

describe.skipIf(gauntlet === null)('the gauntlet over the wire of Alpaca (needs LEAN’s data)', () => {
  test.each([1, 2, 3, 4, 5, 6])('eqm-alpaca, seed %i: as on the venue itself', { timeout: 120_000 }, async (seed) => {
    const { families, dataFolder } = gauntlet!;
    const family = families.families.find(({ name }) => name === 'eqm-alpaca')!;
    const { difference, counts } = await rehearseStrategy(
      gauntletStrategy(families, family, seed, new Recorder(family, seed)),
      { broker: alpacaRehearsal, data: openDataFolder(dataFolder, undefined), lastPossibleDay: LAST_DAY },
    );
    expect(difference).toBe(null);
    expect(counts['order events']).toBeGreaterThan(100);
  });
});

describe.skipIf(gauntlet === null)('the gauntlet over the wire of TWS (needs LEAN’s data)', () => {
  const cases = ['eqm-ib', 'fxm-ib'].flatMap((name) => [1, 2].map((seed) => [name, seed] as const));
  test.each(cases)('%s, seed %i: as on the venue itself', { timeout: 120_000 }, async (name, seed) => {
    const { families, dataFolder } = gauntlet!;
    const family = families.families.find((each) => each.name === name)!;
    const { difference, counts } = await rehearseStrategy(
      gauntletStrategy(families, family, seed, new Recorder(family, seed)),
      { broker: ibRehearsal, data: openDataFolder(dataFolder, undefined), lastPossibleDay: LAST_DAY },
    );
    expect(difference).toBe(null);
    expect(counts['order events']).toBeGreaterThan(100);
  });
});
