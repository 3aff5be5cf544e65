import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataFolder } from '@lockstep/backtester';
import { type Algorithm, Engine, lendSimulatedBrokerage, paperVenue, VirtualClock } from '@lockstep/core';
import { replaySession, runLive } from '@lockstep/live';
import { afterEach, describe, expect, test } from 'vitest';
import { driveToEnd } from '../packages/live/test/drive.ts';
import { account } from './account-of-run.ts';
import { EXAMPLES } from './all-examples.ts';
import { EXAMPLES_FOLDER } from './run-example.ts';

const data = openDataFolder(join(EXAMPLES_FOLDER, 'data'), false);
const LAST_DAY = 20_000;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-examples-'));
  folders.push(folder);
  return folder;
}

describe.each(Object.entries(EXAMPLES))('%s live on paper', (_name, Strategy) => {
  test('decides as the backtest does, every order journaled first, and again when it is replayed', {
    timeout: 120_000,
  }, async () => {
    const backtest = await new Engine(new Strategy(), {
      ...data,
      brokerage: lendSimulatedBrokerage,
      fillTiming: 'deferred',
      lastPossibleDay: LAST_DAY,
    }).execute();
    const folder = scratch();
    const clock = new VirtualClock(backtest.run.startUtc);
    const session = await runLive(Strategy as new () => Algorithm, {
      deployment: 'example',
      folder,
      data,
      brokerage: paperVenue,
      clock,
      store: { sync: 'off' },
      // Looks at the orders every thirty seconds would be most of the work of a run over years.
      settings: { orderCheckSeconds: 365 * 86_400 },
      endDay: Math.floor(backtest.run.endUtc / 86_400_000) - 1,
    });
    const live = await driveToEnd(session, clock);
    expect(live.failure).toBe(null);
    expect(account(live.outcome)).toEqual(account(backtest));
    const { reference } = data;
    const replay = await replaySession(Strategy as new () => Algorithm, { folder, session: live.session, reference });
    expect(replay).toMatchObject({ difference: null, isComplete: true, damage: null });
    expect(replay.decisions).toBeGreaterThan(0);
  });
});
