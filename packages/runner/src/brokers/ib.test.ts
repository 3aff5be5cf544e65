import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { runLockstep } from '../../test/run-lockstep.ts';
import { scratchFolder } from '../../test/scratch-folder.ts';
import { readBarLines } from '../data/bar-files.ts';
import { downloadData } from '../data/download-data.ts';
import type { Check } from '../doctor/check.ts';
import { startLive } from '../live/start-live.ts';
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

  it('downloads quotes of a currency pair, price for price', async () => {
    stub({ IBKR_CLIENT_ID: '14' });
    const data = scratchFolder();
    const range = { start: '2024-03-05', end: '2024-03-05' };
    const done = await downloadData({ source: 'ib', type: 'forex', symbols: ['EURUSD'], ...range, data });
    expect(done).toMatchObject([{ symbol: 'EURUSD', skippedDays: 0 }]);
    const file = join('forex', 'oanda', 'minute', 'eurusd', '20240305_quote.zip');
    // IB tells no sizes of past quotes.
    const prices = (folder: string): string[][] =>
      readBarLines(join(folder, file)).map((line) => line.split(',').filter((_, at) => at !== 5 && at !== 10));
    expect(prices(data)).toEqual(prices(DATA));
    expect(await downloadData({ source: 'ib', type: 'forex', symbols: ['EURUSD'], ...range, data })).toMatchObject([
      { bars: 0, skippedDays: 1 },
    ]);
  });

  it('a download says which ticker IB does not know', async () => {
    stub({ IBKR_CLIENT_ID: '15' });
    const notices: string[] = [];
    const asked = { start: '2024-03-05', end: '2024-03-05', data: scratchFolder() } as const;
    const done = await downloadData({
      source: 'ib',
      symbols: ['NOPE'],
      ...asked,
      onNotice: (text) => notices.push(text),
    });
    expect(done).toMatchObject([{ symbol: 'NOPE', bars: 0 }]);
    expect(notices).toEqual([expect.stringMatching(/IB 200: no contract for NOPE.*Check the ticker/)]);
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

const STRATEGY = `import { Algorithm, BrokerageName, Resolution } from '@lockstep/core';
export default class Buys extends Algorithm {
  override initialize(): void {
    this.setBrokerageModel(BrokerageName.InteractiveBrokersBrokerage);
    this.setBenchmark(() => 1);
    this.addForex('EURUSD', Resolution.Tick);
  }
  override onData(): void {
    if (this.isWarmingUp || this.portfolio.invested || this.transactions.getOpenOrders().length > 0) return;
    this.marketOrder('EURUSD', 25_000);
  }
}
`;

describe('lockstep live --broker ib, on a TWS of this machine', () => {
  let started: StartedIbSimulator;
  afterEach(async () => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    await started.stop();
  });

  it('sees prices, trades, and ends in order', async () => {
    started = await startIbSimulator({ data: DATA, date: '2024-03-07', speed: 1 });
    // The session lives in the hour that is played.
    const [now, offsetMs] = [Date.now.bind(Date), Date.UTC(2024, 2, 7, 14, 30) - Date.now()];
    vi.spyOn(Date, 'now').mockImplementation(() => now() + offsetMs);
    vi.stubEnv('IBKR_PORT', String(started.simulator.port));
    vi.stubEnv('IBKR_CLIENT_ID', '21');
    const cwd = scratchFolder({ 'package.json': '{ "type": "module" }', 'strategy.ts': STRATEGY });
    const lines: string[] = [];
    const { session, ended, plan } = await startLive('strategy.ts', {
      cwd,
      broker: 'ib',
      onLine: ({ text }) => lines.push(text),
    });
    await vi.waitFor(() => expect(session.status.positions).toHaveLength(1), { timeout: 8_000 });
    await session.stop('enough seen');
    const { reason, status } = await ended;
    expect([plan.broker, plan.feed, reason]).toEqual(['ib', 'ib', 'enough seen']);
    expect(status).toMatchObject({ positions: [{ symbol: 'EURUSD', quantity: 25_000 }], openOrders: 0, orders: 1 });
    const orders = started.simulator.orders.all;
    expect(orders.map(({ status: stage, clientId }) => [stage, clientId])).toEqual([['Filled', 21]]);
    expect(lines.join('\n')).toMatch(/order #1 filled: 25000 EURUSD/);
    await vi.waitFor(() => expect(started.simulator.sessions.all).toHaveLength(0));
  }, 20_000);
});
