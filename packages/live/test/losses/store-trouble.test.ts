import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScriptedFaults } from '@lockstep/core/testing';
import { describe, expect, test } from 'vitest';
import { SqliteConnection } from '../../src/store/sqlite-connection.ts';
import { scratchFolder } from '../scratch-store.ts';
import type { Stage } from '../stage.ts';
import { BuysTen, codes, heldAtVenue, heldHere, minutes, stageOf } from './one-trade.ts';

/** Something that keeps a store from being written, and its end. */
interface Trouble {
  readonly name: string;
  /** Where the machine can do that to a file. */
  readonly isPossible: boolean;
  /** Returns what ends it. */
  readonly begin: (stage: Stage<ScriptedFaults>) => Promise<() => Promise<void>>;
}

/** Buys one again and again; what it bought first it sells at a limit that is reached at 14:38. */
class Trades extends BuysTen {
  override onData(): void {
    this.state.steps += 1;
    if (this.state.steps === 2) this.limitOrder('ABC', -1, 100.08);
    if (this.state.steps % 3 === 1) this.marketOrder('ABC', 1);
  }
}

/** Root may make a file unchangeable on some file systems, even for those that have it open. */
function setUnchangeable(file: string, isUnchangeable: boolean): boolean {
  return spawnSync('chattr', [isUnchangeable ? '+i' : '-i', file]).status === 0;
}

function canSetUnchangeable(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-unchangeable-'));
  const file = join(folder, 'file');
  writeFileSync(file, 'x');
  const can = setUnchangeable(file, true) && setUnchangeable(file, false);
  rmSync(folder, { recursive: true, force: true });
  return can;
}

const TROUBLES: readonly Trouble[] = [
  {
    name: 'a full disk',
    isPossible: true,
    begin: async (stage) => {
      const { store } = stage.session;
      await store.allowPages(1);
      return () => (stage.isRunning ? store.allowPages(1_000_000) : Promise.resolve());
    },
  },
  {
    name: 'a file that another program has locked',
    isPossible: true,
    begin: async (stage) => {
      const browser = await SqliteConnection.open(stage.session.store.file, 'write');
      await browser.exec('BEGIN IMMEDIATE');
      return async () => {
        await browser.exec('ROLLBACK');
        await browser.close();
      };
    },
  },
  {
    name: 'a file that may not be written any more',
    isPossible: canSetUnchangeable(),
    begin: (stage) => {
      const wal = `${stage.session.store.file}-wal`;
      setUnchangeable(wal, true);
      return Promise.resolve(() => Promise.resolve(void setUnchangeable(wal, false)));
    },
  },
];

describe.each(TROUBLES)('$name, while a session runs', ({ begin, isPossible }) => {
  const stageFor = (): Stage<ScriptedFaults> =>
    stageOf({ settings: { store: { busyTimeoutMs: 10, sync: 'off' }, folder: scratchFolder() } });

  test.runIf(isPossible)(
    'pauses trading with an alert, sends nothing, loses nothing, and is recovered from',
    async () => {
      const stage = stageFor();
      await stage.start(Trades);
      await minutes(stage, 5);
      const before = await heldAtVenue(stage);
      expect(before).toBe(2);
      const end = await begin(stage);
      await minutes(stage, 8);
      expect(stage.session.status.trading).toBe('paused');
      expect(codes(stage)).toContain('JOURNAL_FAILED');
      await minutes(stage, 20);
      // Nothing was bought, and what the venue did meanwhile was taken in.
      expect(await heldAtVenue(stage)).toBe(before - 1);
      expect(heldHere(stage)).toBe(before - 1);
      await end();
      await minutes(stage, 30);
      expect(stage.session.status.trading).toBe('running');
      expect(codes(stage)).toContain('JOURNAL_WORKS');
      expect(await heldAtVenue(stage)).toBeGreaterThan(before - 1);
      expect(heldHere(stage)).toBe(await heldAtVenue(stage));
      await stage.session.store.flush();
      const { executions } = await stage.standing.venue.getExecutions(0);
      const journaled = await stage.session.store.queries.executions({ limit: 1_000 });
      expect(journaled.map(({ executionId }) => executionId).sort()).toEqual(executions.map(({ id }) => id).sort());
      expect(await stage.session.store.verify()).toMatchObject({ intact: true });
    },
  );

  test.runIf(isPossible)('that a process dies in loses nothing either', async () => {
    const stage = stageFor();
    await stage.start(Trades);
    await minutes(stage, 5);
    const end = await begin(stage);
    await minutes(stage, 20);
    await stage.crash();
    await end();
    await stage.start(Trades);
    await minutes(stage, 40);
    expect(stage.session.status.trading).toBe('running');
    expect(heldHere(stage)).toBe(await heldAtVenue(stage));
    expect(await stage.session.store.verify()).toMatchObject({ intact: true });
  });
});

describe('a write-ahead log whose end is torn off', () => {
  test.each([0.3, 0.6, 0.9, 0.99])('at %d of its length: what is lost is asked of the broker', async (part) => {
    const stage = stageOf();
    await stage.start(Trades);
    await minutes(stage, 20);
    await stage.session.store.flush();
    const { file } = stage.session.store;
    const wal = `${file}-wal`;
    // As the machine's death leaves them: closing would copy the log into the file.
    const [content, log] = [readFileSync(file), readFileSync(wal)];
    await stage.crash();
    writeFileSync(file, content);
    writeFileSync(wal, log.subarray(0, Math.floor(log.length * part)));
    const venueBefore = await heldAtVenue(stage);
    await stage.start(Trades);
    await minutes(stage, 21);
    expect(heldHere(stage)).toBe(await heldAtVenue(stage));
    await minutes(stage, 50);
    expect(heldHere(stage)).toBe(await heldAtVenue(stage));
    expect(await heldAtVenue(stage)).toBeGreaterThanOrEqual(venueBefore);
    const { executions } = await stage.standing.venue.getExecutions(0);
    expect(new Set(executions.map(({ clientOrderId }) => clientOrderId)).size).toBe(executions.length);
    expect(await stage.session.store.verify()).toMatchObject({ intact: true });
  });
});
