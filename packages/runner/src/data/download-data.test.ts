import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { runLockstep } from '../../test/run-lockstep.ts';
import { scratchFolder } from '../../test/scratch-folder.ts';
import { packageFolder } from '../package-folder.ts';
import { type StartedSimulator, startSimulator } from '../simulate/start-simulator.ts';
import { readBarLines } from './bar-files.ts';
import { downloadData } from './download-data.ts';

const DATA = join(packageFolder, '..', '..', 'examples', 'data');
const RANGE = { start: '2024-03-04', end: '2024-03-05' } as const;

let started: StartedSimulator;
beforeAll(async () => {
  started = await startSimulator({ data: DATA, date: '2024-03-07', speed: 0 });
});
afterAll(() => started.stop());
afterEach(() => vi.unstubAllEnvs());

/** Lets the environment lead to the simulator. */
function stubAlpaca(secret?: string): void {
  const { endpoints, keys } = started.simulator;
  vi.stubEnv('ALPACA_API_KEY', keys.keyId);
  vi.stubEnv('ALPACA_SECRET_KEY', secret ?? keys.secret);
  vi.stubEnv('ALPACA_DATA_URL', endpoints.data);
  vi.stubEnv('ALPACA_DATA_STREAM_URL', endpoints.dataStream);
  vi.stubEnv('ALPACA_TRADING_URL', endpoints.trading);
  vi.stubEnv('ALPACA_TRADING_STREAM_URL', endpoints.tradingStream);
}

const dayFile = (folder: string, ticker: string, day: string): string =>
  join(folder, 'equity', 'usa', 'minute', ticker, `${day}_trade.zip`);

describe('downloadData', () => {
  it('writes what the source has, row for row', async () => {
    stubAlpaca();
    const data = scratchFolder();
    const done = await downloadData({ source: 'alpaca', symbols: ['ALFA', 'BRAVO'], ...RANGE, data, adjust: 'raw' });
    expect(done).toMatchObject([
      { symbol: 'ALFA', bars: 780, skippedDays: 0 },
      { symbol: 'BRAVO', bars: 780, skippedDays: 0 },
    ]);
    for (const day of ['20240304', '20240305'])
      expect(readBarLines(dayFile(data, 'alfa', day))).toEqual(readBarLines(dayFile(DATA, 'alfa', day)));
  });

  it('goes on where it ended, and leaves the rest as it is', async () => {
    stubAlpaca();
    const data = scratchFolder();
    const options = { source: 'alpaca', symbols: ['ALFA'], ...RANGE, data, adjust: 'raw' } as const;
    await downloadData(options);
    const kept = readFileSync(dayFile(data, 'alfa', '20240304'));
    rmSync(dayFile(data, 'alfa', '20240305'));
    expect(await downloadData(options)).toMatchObject([{ bars: 390, skippedDays: 1 }]);
    expect(readFileSync(dayFile(data, 'alfa', '20240304'))).toEqual(kept);
    expect(await downloadData(options)).toMatchObject([{ bars: 0, skippedDays: 2, files: [] }]);
    expect(await downloadData({ ...options, overwrite: true })).toMatchObject([{ bars: 780, skippedDays: 0 }]);
  });

  it('tells on the command line what it wrote, and what is missing', async () => {
    stubAlpaca();
    const cwd = scratchFolder();
    const words = ['data', 'download', '--source', 'alpaca', '--symbols', 'alfa', '--start', RANGE.start];
    const { code, out, err } = await runLockstep(cwd, ...words, '--end', RANGE.end, '--data', join(cwd, 'data'));
    expect(code, err).toBe(0);
    expect(out).toContain('ALFA  2024-03-04 to 2024-03-05: 780 bars');
    expect(out).toContain('20240304_trade.zip and 1 more files');
    stubAlpaca('wrong');
    const refused = await runLockstep(cwd, ...words, '--data', join(cwd, 'other'));
    expect([refused.code, refused.err]).toEqual([3, expect.stringContaining('DATA_NOT_PERMITTED')]);
    vi.stubEnv('ALPACA_SECRET_KEY', '');
    expect((await runLockstep(cwd, ...words)).err).toContain('ALPACA_SECRET_KEY is not set');
  });
});
