import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScriptedFaults } from '@lockstep/core/testing';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/store/journal-record.ts';
import { SqliteConnection } from '../../src/store/sqlite-connection.ts';
import { StoreVisit } from '../../src/store/store-visit.ts';
import type { Stage } from '../stage.ts';
import { BuysTen, heldAtVenue, heldHere, MINUTE_MS, minutes, OPEN_UTC, stageOf } from './one-trade.ts';

/** Longest time that a process takes to see a command or a file, ms of the wall clock, with room to spare. */
const PATIENCE_MS = 10_000;

/** Buys one every second minute. */
class BuysOn extends BuysTen {
  override onData(): void {
    this.state.steps += 1;
    if (this.state.steps % 2 === 1) this.marketOrder('ABC', 1);
  }
}

async function ask(stage: Stage<ScriptedFaults>, name: 'flatten' | 'kill', args: JsonObject = {}): Promise<StoreVisit> {
  const visit = await StoreVisit.open(stage.session.store.file);
  await visit.commands.request(name, 'ann', Date.now(), args);
  return visit;
}

async function until(isDone: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; !(await isDone()); ) {
    if (Date.now() > end) throw new Error('It did not come.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Lets a command be taken up, in time that hardly passes, and returns what came of it. */
async function answered(stage: Stage<ScriptedFaults>, visit: StoreVisit): Promise<string | null | undefined> {
  await until(async () => {
    await stage.seconds(0.1);
    return (await visit.commands.find(1))?.status === 'done';
  });
  const outcome = (await visit.commands.find(1))?.outcome;
  await visit.close();
  return outcome;
}

describe('flatten', () => {
  test('closes everything and keeps the strategy from entering again, until it is resumed', async () => {
    const stage = stageOf();
    await stage.start(BuysOn);
    await minutes(stage, 5);
    expect(await heldAtVenue(stage)).toBeGreaterThan(0);
    expect(await answered(stage, await ask(stage, 'flatten'))).toContain('paused until `lockstep resume`');
    await minutes(stage, 20);
    expect([await heldAtVenue(stage), heldHere(stage), stage.session.status.trading]).toEqual([0, 0, 'paused']);
    expect(stage.session.resume()).toBeNull();
    await minutes(stage, 30);
    expect(await heldAtVenue(stage)).toBeGreaterThan(0);
  });

  test('lets it enter again at once if that is wanted', async () => {
    const stage = stageOf();
    await stage.start(BuysOn);
    await minutes(stage, 9);
    const before = await heldAtVenue(stage);
    expect(await answered(stage, await ask(stage, 'flatten', { pause: false }))).toContain('may enter again');
    await minutes(stage, 13);
    expect(await heldAtVenue(stage)).toBeGreaterThan(0);
    expect(await heldAtVenue(stage)).toBeLessThan(before);
    expect(stage.session.status.trading).toBe('running');
  });
});

describe('kill, while the strategy waits for an order to be written down', () => {
  const ways = [
    ['a command', (stage: Stage<ScriptedFaults>) => ask(stage, 'kill').then((visit) => visit.close())],
    [
      'the file',
      (stage: Stage<ScriptedFaults>) => Promise.resolve(writeFileSync(join(stage.folder, 'KILL'), 'stop\n')),
    ],
  ] as const;

  test.each(ways)('by %s: the order is not sent, and nothing after it', async (_name, kill) => {
    const stage = stageOf({ settings: { store: { busyTimeoutMs: 60_000, sync: 'off' } } });
    await stage.start(BuysOn);
    await minutes(stage, 4.5);
    const before = await heldAtVenue(stage);
    const { session } = stage;
    await session.store.flush();
    await kill(stage);
    const browser = await SqliteConnection.open(session.store.file, 'write');
    await browser.exec('BEGIN IMMEDIATE');
    const orders = session.status.orders;
    stage.clock.advanceTo(OPEN_UTC + 5 * MINUTE_MS + 2_500);
    await until(() => session.status.orders > orders);
    await until(() => session.status.trading === 'killed');
    expect(session.isWriting).toBe(true);
    await browser.exec('ROLLBACK');
    await browser.close();
    await minutes(stage, 12);
    expect([await heldAtVenue(stage), heldHere(stage)]).toEqual([before, before]);
  });
});
