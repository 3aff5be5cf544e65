import { join } from 'node:path';
import { openDataFolder } from '@lockstep/backtester';
import {
  type Algorithm,
  Engine,
  type EngineOptions,
  type EngineOutcome,
  lendSimulatedBrokerage,
  paperVenue,
  VirtualClock,
} from '@lockstep/core';
import { describe, expect, test } from 'vitest';
import { account } from './account-of-run.ts';
import { EXAMPLES } from './all-examples.ts';
import { EXAMPLES_FOLDER } from './run-example.ts';

const data = openDataFolder(join(EXAMPLES_FOLDER, 'data'), false);
const LAST_DAY = 20_000;

function options(brokerage: EngineOptions['brokerage']): EngineOptions {
  return { ...data, brokerage, fillTiming: 'deferred', lastPossibleDay: LAST_DAY };
}

/** Lets the engine run by a clock that moves to whatever is due next. */
async function runPaced(algorithm: Algorithm): Promise<EngineOutcome> {
  const clock = new VirtualClock(Date.UTC(1999, 0, 1));
  const engine = new Engine(algorithm, { ...options(paperVenue), clock });
  let isDone = false;
  const ended = engine.execute().finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await new Promise(setImmediate);
    if (!isDone && Number.isFinite(clock.nextTimerUtc)) clock.advanceTo(clock.nextTimerUtc);
  }
  return ended;
}

describe.each(Object.entries(EXAMPLES))('%s on a paper venue', (_name, Strategy) => {
  test('comes to what the backtest comes to', { timeout: 60_000 }, async () => {
    const backtest = await new Engine(new Strategy(), options(lendSimulatedBrokerage)).execute();
    const paper = await new Engine(new Strategy(), options(paperVenue)).execute();
    expect(account(paper)).toEqual(account(backtest));
    expect(backtest.orderEvents.length).toBeGreaterThan(0);
    expect(account(await runPaced(new Strategy()))).toEqual(account(backtest));
  });
});
