import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { runLockstep } from '../../test/run-lockstep.ts';
import { scratchFolder } from '../../test/scratch-folder.ts';
import { readBarLines } from '../data/bar-files.ts';
import { downloadData } from '../data/download-data.ts';
import type { Check } from '../doctor/check.ts';
import { packageFolder } from '../package-folder.ts';
import { type StartedIbSimulator, startIbSimulator } from '../simulate/start-ib-simulator.ts';
import { ibAddress, restartWindowOf } from './ib.ts';

const DATA = join(packageFolder, '..', '..', 'examples', 'data');

describe('where TWS is', () => {
  it('has defaults by the kind of money', () => {
    expect(ibAddress({ environment: {}, money: 'paper' })).toEqual({
      host: '127.0.0.1',
      port: 7497,
      clientId: 1,
      account: undefined,
      paper: true,
    });
    expect(ibAddress({ environment: {}, money: 'real' })).toMatchObject({ port: 7496, paper: false });
  });

  it('is read from the environment', () => {
    const environment = { IBKR_HOST: 'gw', IBKR_PORT: '4002', IBKR_CLIENT_ID: '7', IBKR_ACCOUNT: 'DU1' };
    expect(ibAddress({ environment, money: 'paper' })).toMatchObject({
      host: 'gw',
      port: 4002,
      clientId: 7,
      account: 'DU1',
    });
  });

  it('is left alone while it restarts, where it is said when', () => {
    expect(restartWindowOf({})).toBe(undefined);
    expect(restartWindowOf({ IBKR_RESTART_AT: '23:45' })).toEqual({ from: '23:45', minutes: 5 });
    expect(() => restartWindowOf({ IBKR_RESTART_AT: '24:45' })).toThrow(/a time in New York such as 23:45/);
  });

  it.each([
    [
      'paper',
      { IBKR_PORT: '7496' },
      /IBKR_PORT=7496; expected a port for paper money: 7497 \(TWS\) or 4002 \(Gateway\)/,
    ],
    ['paper', { IBKR_PORT: '4001' }, /logged in for real money/],
    ['real', { IBKR_PORT: '7497' }, /expected a port for real money: 7496/],
    ['real', { IBKR_PORT: '4002' }, /logged in for paper money/],
    ['paper', { IBKR_PORT: 'tws' }, /IBKR_PORT=tws; expected a whole number from 1 to 65535/],
    ['paper', { IBKR_CLIENT_ID: '-1' }, /IBKR_CLIENT_ID=-1; expected a whole number from 0/],
  ] as const)('%s money with %j is refused', (money, environment, message) => {
    expect(() => ibAddress({ environment, money })).toThrow(message);
  });
});

describe('against a TWS on this machine', () => {
  let started: StartedIbSimulator;
  beforeAll(async () => {
    started = await startIbSimulator({ data: DATA, date: '2024-03-07', speed: 0 });
    // Clocks of a recorded day and of this machine are years apart.
    started.simulator.habits.clockSkewMs = Date.now() - Date.UTC(2024, 2, 7, 14, 30);
  });
  afterAll(() => started.stop());
  afterEach(() => vi.unstubAllEnvs());

  const stub = (more: Readonly<Record<string, string>> = {}): void => {
    const { host, port } = started.simulator;
    const environment = { IBKR_HOST: host, IBKR_PORT: String(port), ...more };
    for (const [name, text] of Object.entries(environment)) vi.stubEnv(name, text);
  };
  const examine = async (): Promise<Check> => {
    const { out } = await runLockstep(scratchFolder(), 'doctor', '--broker', 'ib', '--json');
    return (JSON.parse(out) as Check[]).find(({ name }) => name === 'broker ib') as Check;
  };

  it('downloads row for row what the folder behind it holds', async () => {
    stub({ IBKR_CLIENT_ID: '11' });
    const data = scratchFolder();
    const range = { start: '2024-03-04', end: '2024-03-05' };
    const done = await downloadData({ source: 'ib', symbols: ['ALFA', 'BRAVO'], ...range, data, adjust: 'raw' });
    expect(done).toMatchObject([
      { symbol: 'ALFA', bars: 780, skippedDays: 0 },
      { symbol: 'BRAVO', bars: 780, skippedDays: 0 },
    ]);
    for (const day of ['20240304', '20240305']) {
      const file = join('equity', 'usa', 'minute', 'alfa', `${day}_trade.zip`);
      expect(readBarLines(join(data, file))).toEqual(readBarLines(join(DATA, file)));
    }
    await vi.waitFor(() => expect(started.simulator.sessions.started).toHaveLength(0));
  });

  it('doctor tells the account, its figures and whether there are prices', async () => {
    stub({ IBKR_CLIENT_ID: '12' });
    const { found, details } = await examine();
    expect(found).toBe('account DU1234567 of paper money');
    expect(details?.join('\n')).toMatch(
      /server version 193[\s\S]*NetLiquidation 100000[\s\S]*market data|no live market data/,
    );
  });

  it.each([
    [{ IBKR_ACCOUNT: 'DU7654321' }, /Account DU7654321 is not among those of this login: DU1234567/],
    [{ IBKR_PORT: '1' }, /cannot be reached/],
    [{ IBKR_PORT: '4001' }, /IBKR_PORT=4001/],
  ])(
    'doctor says what is wrong with %j',
    async (environment, message) => {
      stub({ IBKR_CLIENT_ID: '13', ...environment });
      const { verdict, found } = await examine();
      expect([verdict, found]).toEqual(['fail', expect.stringMatching(message)]);
    },
    30_000,
  );
});
