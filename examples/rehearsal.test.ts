import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openDataFolder } from '@lockstep/backtester';
import { alpacaRehearsal } from '@lockstep/broker-alpaca/simulator';
import { ibRehearsal } from '@lockstep/broker-ib/simulator';
import { mt5Rehearsal } from '@lockstep/broker-mt5/simulator';
import { rehearseStrategy } from '@lockstep/live';
import { describe, expect, test } from 'vitest';
import { EXAMPLES } from './all-examples.ts';
import { EXAMPLES_FOLDER } from './run-example.ts';

const data = openDataFolder(join(EXAMPLES_FOLDER, 'data'), false);
const LAST_DAY = 20_000;

/** Alpaca trades no currencies and has no limit-if-touched orders: those are refused by both. */
const REFUSED = /^currency-|^limit-if-touched-/;

describe.each(Object.entries(EXAMPLES))('%s', (name, Strategy) => {
  test('decides and comes to the same over the wire of Alpaca', { timeout: 120_000 }, async () => {
    const { counts, difference } = await rehearseStrategy(Strategy, {
      broker: alpacaRehearsal,
      data,
      lastPossibleDay: LAST_DAY,
    });
    expect(difference).toBe(null);
    expect(counts.steps).toBeGreaterThan(0);
    if (!REFUSED.test(name)) expect(counts['order events']).toBeGreaterThan(1);
  });
});

describe.each(Object.entries(EXAMPLES))('%s', (_name, Strategy) => {
  test('decides and comes to the same over the wire of TWS', { timeout: 120_000 }, async () => {
    const { counts, difference } = await rehearseStrategy(Strategy, {
      broker: ibRehearsal,
      data,
      lastPossibleDay: LAST_DAY,
    });
    expect(difference).toBe(null);
    expect(counts['order events']).toBeGreaterThan(1);
  });
});

const python = process.platform === 'win32' ? 'python' : 'python3';
const hasPython = spawnSync(python, ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0;

describe.skipIf(!hasPython).each(['currency-channel', 'currency-ladder'])('%s (needs Python 3.9 or later)', (name) => {
  test('decides and comes to the same through the bridge to MetaTrader', { timeout: 120_000 }, async () => {
    const { counts, difference } = await rehearseStrategy(EXAMPLES[name]!, {
      broker: mt5Rehearsal,
      data,
      lastPossibleDay: LAST_DAY,
    });
    expect(difference).toBe(null);
    expect(counts['order events']).toBeGreaterThan(50);
  });
});
