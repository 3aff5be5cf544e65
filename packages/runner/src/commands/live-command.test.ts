import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SessionRow, Store, StoreVisit } from '@lockstep/live';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runLockstep } from '../../test/run-lockstep.ts';
import { scratchFolder } from '../../test/scratch-folder.ts';
import { startLive } from '../live/start-live.ts';
import { packageFolder } from '../package-folder.ts';

const DAY = ['--feed', 'replay', '--date', '2024-03-04'] as const;
const STORE = join('live', 'bot-replay', 'store.db');

afterEach(() => vi.unstubAllEnvs());

/** A project as `lockstep init` makes it, in a folder that is called bot. */
function bot(): string {
  const cwd = join(scratchFolder(), 'bot');
  mkdirSync(cwd);
  cpSync(join(packageFolder, 'template'), cwd, { recursive: true });
  cpSync(join(cwd, 'package.template.json'), join(cwd, 'package.json'));
  return cwd;
}

const live = (cwd: string, ...args: string[]) => runLockstep(cwd, 'live', 'strategy.ts', ...args);

async function ordersOf(cwd: string): Promise<string[]> {
  const visit = await StoreVisit.open(join(cwd, STORE));
  const events = await visit.queries.orderEvents();
  await visit.close();
  return events
    .filter(({ status }) => status === 'Filled')
    .map(
      ({ timeMs, fillQuantity, fillPrice }) => `${new Date(timeMs).toISOString()} ${fillQuantity} ${Number(fillPrice)}`,
    );
}

async function sessionsOf(cwd: string): Promise<readonly SessionRow[]> {
  const visit = await StoreVisit.open(join(cwd, STORE));
  const sessions = await visit.queries.sessions();
  await visit.close();
  return sessions;
}

describe('lockstep live, replaying a recorded day', { timeout: 60_000 }, () => {
  it('trades the strategy of the backtest as the backtest does, with a line for what happens', async () => {
    const cwd = bot();
    const { code, out } = await live(cwd, '--broker', 'paper', ...DAY, '--speed', 'max');
    expect(code, out).toBe(0);
    expect(out).toMatch(/^bot-replay: orders to paper, data from the recording of 2024-03-04, speed max$/m);
    expect(out).toMatch(/^Money {3}paper: ENVIRONMENT is development/m);
    expect(out).toMatch(/^2024-03-04 15:40:00 UTC {2}order #1 Buy 29 ALFA Market$/m);
    expect(out).toMatch(/^2024-03-04 15:40:00 UTC {2}order #1 filled: 29 ALFA at 511\.52/m);
    expect(out).toMatch(/^2024-03-04 15:59:00 UTC {2}trade Long 29 ALFA/m);
    expect(out).toMatch(
      /ended: end of the data\nEquity .* P&L -80\.82\nTrades +3 closed, 6 orders, 0 of them open\nPositions +none/,
    );
    await runLockstep(cwd, 'backtest', 'strategy.ts', '--from', '2024-03-04', '--to', '2024-03-04', '--no-report');
    const result = JSON.parse(readFileSync(join(cwd, 'backtest-results', 'bot', 'result.json'), 'utf8')) as {
      orderEvents: readonly { status: string; time: string; fillQuantity: string; fillPrice: string }[];
    };
    const expected = result.orderEvents
      .filter(({ status }) => status === 'Filled')
      .map(
        ({ time, fillQuantity, fillPrice }) => `${new Date(time).toISOString()} ${fillQuantity} ${Number(fillPrice)}`,
      );
    expect(expected).toHaveLength(6);
    expect(await ordersOf(cwd)).toEqual(expected);
    expect((await runLockstep(cwd, 'audit', 'verify')).code).toBe(0);
    expect((await runLockstep(cwd, 'audit', 'signals')).out).toMatch(/cross +ALFA +\{"fast":/);
    expect(readFileSync(join(cwd, 'live', 'bot-replay', 'live.log'), 'utf8')).not.toContain('FEED_SILENT');
  });

  it('begins anew when the day was played to its end, and keeps what was', async () => {
    const cwd = bot();
    await live(cwd, ...DAY, '--speed', 'max');
    const { out } = await live(cwd, ...DAY, '--speed', 'max');
    expect(out).toMatch(/^Session 1 ended: end of the data$/m);
    expect(out).toMatch(/P&L -80\.82/);
    const [, aside = ''] = /The earlier replay is in (.*)\.$/m.exec(out) ?? [];
    expect(existsSync(join(cwd, aside, 'store.db'))).toBe(true);
    await live(cwd, '--feed', 'replay', '--date', '2024-03-05', '--speed', 'max');
    const sessions = await runLockstep(cwd, 'audit', 'sessions', '--json');
    expect(JSON.parse(sessions.out)).toHaveLength(2);
  });

  it('goes on where it was stopped: time, position and equity', async () => {
    const cwd = bot();
    const hold = `import { Algorithm, Resolution, type Slice } from '@lockstep/core';
export default class Hold extends Algorithm {
  override initialize(): void { this.addEquity('ALFA', Resolution.Minute); }
  override onData(slice: Slice): void {
    if (slice.bars.has('ALFA') && !this.portfolio.invested) this.marketOrder('ALFA', 30);
  }
}
`;
    writeFileSync(join(cwd, 'hold.ts'), hold);
    const replay = { cwd, feed: 'replay', date: '2024-03-04', deployment: 'bot-replay' } as const;
    const first = await startLive('hold.ts', { ...replay, speed: 3_600 });
    while (first.session.status.positions.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await first.session.stop('lunch');
    const { status: before } = await first.ended;
    const alerts: string[] = [];
    const second = await startLive('hold.ts', { ...replay, speed: 'max', onAlert: (text) => alerts.push(text) });
    const { status: after } = await second.ended;
    const [later, earlier] = (await sessionsOf(cwd)) as [SessionRow, SessionRow];
    expect(later.startedMs).toBeGreaterThan(earlier.endedMs as number);
    expect(after.positions).toMatchObject([{ symbol: 'ALFA', quantity: 30 }]);
    expect(after.orders).toBeLessThanOrEqual(before.orders);
    expect(alerts).toEqual([]);
    expect(Math.abs((second.startEquity() as number) - before.equity)).toBeLessThan(200);
  });

  it('stays killed through restarts until a person lifts it', async () => {
    const cwd = bot();
    await live(cwd, ...DAY, '--speed', 'max');
    await runLockstep(cwd, 'kill', '--reason', 'enough');
    for (const day of ['2024-03-04', '2024-03-05']) {
      const { out } = await live(cwd, '--feed', 'replay', '--date', day, '--speed', 'max');
      expect(out).toContain('trading killed: enough');
      expect(out).not.toContain('filled');
    }
    await runLockstep(cwd, 'unkill');
    const { out } = await live(cwd, '--feed', 'replay', '--date', '2024-03-06', '--speed', 'max');
    expect(out).toContain('command unkill done');
    expect(out).toContain('filled');
  });

  it('takes as long as the speed says', async () => {
    const cwd = bot();
    const started = await startLive('strategy.ts', { cwd, feed: 'replay', date: '2024-03-04', speed: 3_600 });
    const openMs = Date.UTC(2024, 2, 4, 14, 31);
    const engineMs = (): number => started.session.status.timeMs;
    while (engineMs() < openMs) await new Promise((resolve) => setTimeout(resolve, 20));
    const [from, fromMs] = [performance.now(), engineMs()];
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const passedMs = engineMs() - fromMs;
    expect(passedMs).toBeGreaterThan(60_000);
    expect(passedMs).toBeLessThan((performance.now() - from + 250) * 3_600);
    const { reason } = await started.session.stop('enough seen');
    expect(reason).toBe('enough seen');
    await started.ended;
  });
});

describe('lockstep live refuses', { timeout: 60_000 }, () => {
  it.each([
    [['--feed', 'replay'], /needs the day to replay/],
    [['--feed', 'replay', '--date', '2024-03-04', '--to', '2024-03-01'], /--to is 2024-03-01, before --date/],
    [['--broker', 'alpaca'], /SECRET_MISSING.*ALPACA_API_KEY is not set/],
    [['--broker', 'paper'], /has no market data of its own.*--feed replay/],
    [['--broker', 'paper', '--speed', '60'], /are of recorded data.*--feed replay/],
    [['--broker', 'papre'], /Allowed choices are paper, ib, alpaca, mt5/],
    [[...DAY, '--speed', 'fast'], /a number above 0, such as 60, or max/],
    [[...DAY, '--deployment', '../other'], /expected up to 64 letters/],
    [['--feed', 'replay', '--date', '2021-07-01', '--speed', 'max'], /DATA_SYMBOL_MISSING|no data/],
  ])('%j', async (args, message) => {
    const { code, err } = await live(bot(), ...args);
    expect(err.replaceAll('\n', ' ')).toMatch(message);
    expect(code).toBeGreaterThan(1);
  });

  it('a mistake in the configuration and in the environment, by name', async () => {
    const cwd = bot();
    vi.stubEnv('LIVE_TRADING_ENABLED', 'maybe');
    const environment = await live(cwd, ...DAY);
    expect([environment.code, environment.err]).toEqual([2, expect.stringContaining('LIVE_TRADING_ENABLED=maybe')]);
    vi.unstubAllEnvs();
    const broken = scratchFolder({
      'package.json': '{ "type": "module" }',
      'lockstep.config.ts': "export default { live: { brokr: 'paper' } };",
      'strategy.ts': '',
    });
    const config = await live(broken, ...DAY);
    expect([config.code, config.err]).toEqual([2, expect.stringContaining('"live.brokr"; did you mean broker?')]);
  });

  it('real money in development, whatever is confirmed: it trades paper and says so', async () => {
    const cwd = bot();
    vi.stubEnv('LIVE_TRADING_ENABLED', 'true');
    const { code, out } = await live(cwd, ...DAY, '--speed', 'max', '--yes-live');
    expect([code, out]).toEqual([0, expect.stringContaining('Real money needs ENVIRONMENT=production')]);
  });

  it('a second process on the same deployment, and names the first', async () => {
    const cwd = bot();
    const store = await Store.open({ file: join(cwd, STORE) });
    const { code, err } = await live(cwd, ...DAY, '--speed', 'max');
    expect([code, err]).toEqual([2, expect.stringContaining(`already run by process ${process.pid} on `)]);
    await store.close();
  });
});
