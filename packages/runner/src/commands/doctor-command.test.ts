import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { deadDeployment, openDeployment } from '../../test/deployment.ts';
import { runLockstep } from '../../test/run-lockstep.ts';
import { scratchFolder } from '../../test/scratch-folder.ts';
import { ntpServer, webServer } from '../../test/time-servers.ts';
import type { Check } from '../doctor/check.ts';
import { checkClock } from '../doctor/clock-check.ts';
import { checkNode } from '../doctor/runtime-checks.ts';

const CONFIG = 'export default { risk: { maxPositionPercent: 20, maxDailyLossPercent: 2 } };\n';
const TRADING = ['ENVIRONMENT', 'LIVE_TRADING_ENABLED', 'USE_PAPER_TRADING', 'DEFAULT_BROKER', 'ALPACA_API_KEY'];

afterEach(() => {
  vi.unstubAllEnvs();
  for (const name of TRADING) delete process.env[name];
});

const project = (files: Readonly<Record<string, string>> = {}): string =>
  scratchFolder({ 'package.json': '{ "type": "module" }', 'lockstep.config.ts': CONFIG, ...files });

/** Runs `lockstep doctor` with a clock that is right. */
async function doctor(cwd: string): Promise<{ code: number; out: string; check: (name: string) => Check }> {
  const { code, out, err } = await runLockstep(cwd, 'doctor', '--json', '--time-source', await ntpServer(0));
  const checks = JSON.parse(out) as Check[];
  return { code, out: out + err, check: (name) => checks.find((item) => item.name === name) as Check };
}

describe('lockstep doctor', () => {
  it('finds nothing wrong with a new project, and prints a line for each thing', async () => {
    const cwd = scratchFolder();
    await runLockstep(cwd, 'init', 'bot');
    const { code, out } = await runLockstep(join(cwd, 'bot'), 'doctor', '--time-source', await ntpServer(20));
    expect(code, out).toBe(0);
    expect(out).toMatch(/^ok {7}clock {10}0\.\d\d\d s (slow|fast) by ntp:/m);
    expect(out).toContain('risk.maxPositionValue = 50000');
    expect(out).toMatch(/^\d+ ok, 0 warnings, 0 failed, 0 unknown$/m);
  });

  it('tells what is set and where it came from, but no secret', async () => {
    const env = 'ENVIRONMENT=staging\nDEFAULT_BROKER=paper\nALPACA_API_KEY=planted-4711\nMY_OWN_TOKEN=planted-4712\n';
    const cwd = project({ '.env': env });
    chmodSync(join(cwd, '.env'), 0o600);
    vi.stubEnv('DEFAULT_BROKER', 'alpaca');
    const { code, out, check } = await doctor(cwd);
    const { details } = check('environment');
    expect(details).toContain('ENVIRONMENT=staging (.env)');
    expect(details).toContain('DEFAULT_BROKER=alpaca (environment, wins over .env)');
    expect(details).toContain('LIVE_TRADING_ENABLED=false (default)');
    expect(details).toContain('ALPACA_API_KEY=*** (.env)');
    expect(out).not.toMatch(/planted/);
    expect(check('broker alpaca')).toMatchObject({
      verdict: 'fail',
      found: expect.stringContaining('ALPACA_SECRET_KEY is not set'),
    });
    expect(code).toBe(5);
    delete process.env['MY_OWN_TOKEN'];
  });

  it.skipIf(process.platform === 'win32')('warns of secrets that others can read', async () => {
    const cwd = project({ '.env': 'ENVIRONMENT=staging\n' });
    chmodSync(join(cwd, '.env'), 0o644);
    expect((await doctor(cwd)).check('environment')).toMatchObject({
      verdict: 'warn',
      advice: expect.stringContaining('chmod 600'),
    });
  });

  it('names mistakes of the configuration and of the environment, and goes on', async () => {
    const cwd = project({ 'lockstep.config.ts': 'export default { riks: {} };\n' });
    vi.stubEnv('ENVIRONMENT', 'prodution');
    const { code, check } = await doctor(cwd);
    expect(code).toBe(5);
    expect(check('configuration')).toMatchObject({
      verdict: 'fail',
      found: expect.stringContaining('did you mean risk?'),
    });
    expect(check('environment')).toMatchObject({
      verdict: 'fail',
      found: expect.stringContaining('did you mean production?'),
    });
    expect(check('clock').verdict).toBe('ok');
  });

  it('says what real money still needs, and which alert has no secret', async () => {
    const cwd = project({ 'lockstep.config.ts': "export default { alerts: { telegram: { chatId: '1' } } };\n" });
    vi.stubEnv('ENVIRONMENT', 'production');
    vi.stubEnv('LIVE_TRADING_ENABLED', 'true');
    const { code, check } = await doctor(cwd);
    expect(code).toBe(5);
    expect(check('money').found).toContain('needs a limit of positions');
    expect(check('alerts').advice).toContain('TELEGRAM_BOT_TOKEN');
    expect(check('configuration').verdict).toBe('warn');
  });

  it('checks the journal of every deployment, who runs it, and the latch', async () => {
    const cwd = project();
    const store = await openDeployment(cwd, 'runs');
    await deadDeployment(cwd, 'dead');
    const damaged = await deadDeployment(cwd, 'damaged');
    writeFileSync(damaged, 'x'.repeat(5_000));
    await runLockstep(cwd, 'kill', '--deployment', 'dead');
    const { code, check } = await doctor(cwd);
    await store.close();
    expect(code).toBe(5);
    expect(check('store runs')).toMatchObject({
      verdict: 'ok',
      found: expect.stringContaining(`run by process ${process.pid} `),
    });
    expect(check('store dead')).toMatchObject({ verdict: 'warn', advice: expect.stringContaining('unkill') });
    expect(check('store damaged')).toMatchObject({ verdict: 'fail', found: expect.stringContaining('is damaged') });
  });
});

describe('the clock', () => {
  it.each([
    [100, 'ok'],
    [-1_200, 'warn'],
    [5_000, 'fail'],
  ])('that is %d ms off is %s', async (aheadMs, verdict) => {
    const check = await checkClock([await ntpServer(aheadMs)]);
    expect(check).toMatchObject({ verdict, found: expect.stringMatching(aheadMs > 0 ? /slow/ : /fast/) });
  });

  it('is compared with a web server where there is nothing better', async () => {
    const right = await checkClock([await ntpServer(0, 0), await webServer(0)]);
    expect(right).toMatchObject({ verdict: 'ok', found: expect.stringContaining('http://') });
    expect((await checkClock([await webServer(10_000)])).verdict).toBe('fail');
  });

  it('is unknown when nobody answers', async () => {
    const check = await checkClock(['ntp://127.0.0.1:9', 'http://127.0.0.1:9/'], 200);
    expect(check).toMatchObject({ verdict: 'unknown', details: [expect.any(String), expect.any(String)] });
  });
});

describe('Node', () => {
  it.each([
    ['20.18.3', 'fail'],
    ['20.19.0', 'ok'],
    ['24.1.0', 'ok'],
  ])('%s is %s', (version, verdict) => expect(checkNode(version).verdict).toBe(verdict));
});
