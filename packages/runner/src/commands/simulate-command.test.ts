import { expect, it } from 'vitest';
import { runLockstep, runLockstepUntilItWaits } from '../../test/run-lockstep.ts';
import { templateCopy } from '../../test/template-copy.ts';

const TEMPLATE = templateCopy();

it('starts a simulator, says how to get in, and ends when it is told to', async () => {
  const { code, out } = await runLockstepUntilItWaits(TEMPLATE, 'simulate', 'alpaca', '--speed', '60');
  expect(code, out).toBe(0);
  const [, address] =
    /^Alpaca's API at (http:\/\/127\.0\.0\.1:\d+), as on paper; trade updates at ws:/m.exec(out) ?? [];
  expect(out).toContain('Keys    PKSIMULATOR and simulator-secret');
  expect(out).toContain('Market  ALFA, SPX from the open of 2024-03-04, speed 60');
  expect(out).toContain(`-H 'APCA-API-SECRET-KEY: simulator-secret' ${address}/v2/account`);
  expect(out).toContain(`\nALPACA_SECRET_KEY=simulator-secret\nALPACA_TRADING_URL=${address}\n`);
  await expect(fetch(`${address}/__sim/state`)).rejects.toThrow();
});

it('starts a simulator of TWS', async () => {
  const { code, out } = await runLockstepUntilItWaits(TEMPLATE, 'simulate', 'ib', '--speed', '60');
  expect(code, out).toBe(0);
  expect(out).toMatch(/^TWS at 127\.0\.0\.1:\d+, server version 193, as on paper$/m);
  expect(out).toContain('Account DU1234567');
  expect(out).toContain('Market  ALFA, SPX from the open of 2024-03-04, speed 60');
});

it('starts a simulated MetaTrader terminal, and says how a strategy finds it', async () => {
  const { code, out } = await runLockstepUntilItWaits(TEMPLATE, 'simulate', 'mt5');
  expect(code, out).toBe(0);
  expect(out).toMatch(/^MetaTrader terminal at (127\.0\.0\.1:\d+), a demo account$[\s\S]*^LOCKSTEP_MT5_TERMINAL=\1$/m);
  expect(out).toContain("Market  ALFA, SPX: the prices of 2024-03-04 from now on, as if they were today's");
  expect(out).toContain('MT5_LOGIN=5012345');
});

it('refuses what it cannot simulate', async () => {
  expect((await runLockstep(TEMPLATE, 'simulate', 'nobody')).code).toBe(2);
  expect((await runLockstep(TEMPLATE, 'simulate', 'alpaca', '--speed', '-1')).err).toContain('Expected 0 or a number');
  const { code, err } = await runLockstep(TEMPLATE, 'simulate', 'alpaca', '--data', 'nowhere');
  expect([code, err]).toEqual([expect.any(Number), expect.stringContaining('DATA_FOLDER_MISSING')]);
});
