import { openDataFolder } from '@lockstep/backtester';
import { alpacaRehearsal } from '@lockstep/broker-alpaca/simulator';
import { ibRehearsal } from '@lockstep/broker-ib/simulator';
import { mt5Rehearsal } from '@lockstep/broker-mt5/simulator';
import { type RehearsalBroker, rehearseStrategy } from '@lockstep/live';
import { describe, expect, test } from 'vitest';
import { hasPython } from '../packages/broker-mt5/test/python.ts';
import { findGauntlet } from './gauntlet-files.ts';
import { gauntletStrategy } from './gauntlet-strategy.ts';
import { Recorder } from './recorder.ts';

const gauntlet = findGauntlet();
const LAST_DAY = 20_000;

/** Both runs of a seed: on the venue itself, and over the wire. */
async function rehearse(name: string, seed: number, broker: RehearsalBroker): Promise<void> {
  const { families, dataFolder } = gauntlet!;
  const family = families.families.find((each) => each.name === name)!;
  const { difference, counts } = await rehearseStrategy(
    gauntletStrategy(families, family, seed, new Recorder(family, seed)),
    { broker, data: openDataFolder(dataFolder, undefined), lastPossibleDay: LAST_DAY },
  );
  expect(difference).toBe(null);
  expect(counts['order events']).toBeGreaterThan(100);
}

function casesOf(families: readonly string[], seeds: readonly number[]): [name: string, seed: number][] {
  return families.flatMap((name) => seeds.map((seed): [string, number] => [name, seed]));
}

describe.skipIf(gauntlet === null)('the gauntlet over the wire (needs LEAN’s data)', { timeout: 120_000 }, () => {
  test.each(casesOf(['eqm-alpaca'], [1, 2, 3, 4, 5, 6]))(
    'of Alpaca, %s, seed %i: as on the venue itself',
    (name, seed) => rehearse(name, seed, alpacaRehearsal),
  );

  test.each(casesOf(['eqm-ib', 'fxm-ib'], [1, 2]))('of TWS, %s, seed %i: as on the venue itself', (name, seed) =>
    rehearse(name, seed, ibRehearsal),
  );

  test.skipIf(!hasPython).each(casesOf(['fxm-default', 'cfd-xau'], [1, 2]))(
    'of MetaTrader (needs Python 3.9 or later), %s, seed %i: as on the venue itself',
    (name, seed) => rehearse(name, seed, mt5Rehearsal),
  );
});
