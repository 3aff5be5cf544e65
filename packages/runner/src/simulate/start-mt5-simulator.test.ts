import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { hasPython } from '../../../broker-mt5/test/python.ts';
import { scratchFolder } from '../../test/scratch-folder.ts';
import { readBarLines } from '../data/bar-files.ts';
import { downloadData } from '../data/download-data.ts';
import { packageFolder } from '../package-folder.ts';
import { type StartedMt5Simulator, startMt5Simulator } from './start-mt5-simulator.ts';

const DATA = join(packageFolder, '..', '..', 'examples', 'data');
const BUY = { action: 1, symbol: 'EURUSD', type: 0, volume: 0.1 } as const;

let started: StartedMt5Simulator | null = null;

afterEach(async () => {
  vi.unstubAllEnvs();
  await started?.stop();
  started = null;
});

describe('a simulated terminal on a data folder', () => {
  it('plays the recorded day: orders fill at its prices', async () => {
    started = await startMt5Simulator({ data: DATA, date: '2024-03-05', speed: 0 });
    expect([started.isToday, started.tickers]).toEqual([false, expect.arrayContaining(['ALFA', 'EURUSD'])]);
    const { simulator, skip } = started;
    skip(600_000);
    const ask = simulator.instruments.find('EURUSD')?.security.askPrice;
    expect(ask).toBeGreaterThan(1);
    expect(simulator.byHand(BUY)).toMatchObject({ retcode: 10_009, volume: 0.1, price: ask });
  });

  it('plays it as if it was today, for those who live by the wall clock', async () => {
    started = await startMt5Simulator({ data: DATA });
    expect(started.isToday).toBe(true);
    const { simulator, skip } = started;
    skip(60_000);
    const [[, bid, ask, , , serverMs] = []] = simulator.prices.ticksFrom('EURUSD', 0, 1);
    expect([bid, ask]).toEqual([expect.any(Number), expect.any(Number)]);
    // The server's clock is two or three hours ahead.
    const aheadHours = ((serverMs ?? 0) - Date.now()) / 3_600_000;
    expect(Math.round(aheadHours)).toBeGreaterThanOrEqual(2);
    expect(Math.round(aheadHours)).toBeLessThanOrEqual(3);
  });

  it.skipIf(!hasPython)('gives its past to `data download`, row for row (needs Python 3.9 or later)', async () => {
    started = await startMt5Simulator({ data: DATA, date: '2024-03-07', speed: 0 });
    vi.stubEnv('LOCKSTEP_MT5_TERMINAL', started.simulator.address);
    const data = scratchFolder();
    const range = { start: '2024-03-04', end: '2024-03-05' };
    const done = await downloadData({ source: 'mt5', type: 'forex', symbols: ['EURUSD'], ...range, data });
    expect(done).toMatchObject([{ symbol: 'EURUSD', skippedDays: 0 }]);
    const file = join('forex', 'oanda', 'minute', 'eurusd', '20240305_quote.zip');
    const prices = (folder: string): string[] =>
      readBarLines(join(folder, file)).map((line) => pricesOf(line.split(',')).join(','));
    expect(prices(data).length).toBeGreaterThan(1_000);
    expect(prices(data)).toEqual(prices(DATA));
  });
});

/** Time, bid and ask: a terminal has no sizes of quotes. */
function pricesOf(cells: readonly string[]): readonly string[] {
  return [cells[0] ?? '', ...cells.slice(1, 5), ...cells.slice(6, 10)];
}
