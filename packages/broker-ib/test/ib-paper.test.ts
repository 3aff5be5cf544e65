import { MS_PER_DAY, machineClock, Resolution } from '@lockstep/core';
import { describe, expect, test } from 'vitest';
import { createIbBroker } from '../src/api/create-ib-broker.ts';
import { examineAccount } from '../src/api/examine-account.ts';
import { IbConnection } from '../src/connection/ib-connection.ts';
import { ibData } from '../src/data/ib-data.ts';
import { configOf } from './data-stage.ts';

const { IBKR_PAPER_TESTS, IBKR_HOST, IBKR_PORT = '4002' } = process.env;
const TIMEOUT_MS = 60_000;

/** Against a Gateway or TWS that is logged in for paper money: IBKR_PAPER_TESTS=true npm run test:ib-paper. */
describe.skipIf(IBKR_PAPER_TESTS !== 'true')(
  'a paper account at Interactive Brokers (needs IBKR_PAPER_TESTS=true and a Gateway)',
  () => {
    const clock = machineClock(globalThis);
    const connect = (clientId: number): IbConnection =>
      new IbConnection({ clock, host: IBKR_HOST, port: Number(IBKR_PORT), clientId, paper: true });

    test('is one of paper money, with figures', { timeout: TIMEOUT_MS }, async () => {
      const { paper, figures, account } = await examineAccount(connect(81));
      expect([paper, account]).toEqual([true, expect.stringMatching(/^D/)]);
      expect(figures.join()).toContain('NetLiquidation');
    });

    test('gives the days of two weeks', { timeout: TIMEOUT_MS }, async () => {
      const data = ibData({ connection: connect(82) });
      const now = clock.utcNow();
      const batches = await data.history.getHistory({
        config: configOf('SPY', Resolution.Daily),
        startUtc: now - 14 * MS_PER_DAY,
        endUtc: now,
        auxiliaryEvents: false,
      });
      data.close();
      expect(batches.reduce((sum, { length }) => sum + length, 0)).toBeGreaterThanOrEqual(6);
    });

    test('takes an order far from the market, changes nothing else, and cancels it', {
      timeout: TIMEOUT_MS,
    }, async () => {
      const broker = createIbBroker({ paper: true, host: IBKR_HOST, port: Number(IBKR_PORT), clientId: 83 });
      await broker.connect();
      const order = await broker.placeOrder({
        symbol: 'SPY',
        side: 'buy',
        quantity: 1,
        type: 'limit',
        limitPrice: 1,
        timeInForce: 'gtc',
      });
      expect([order.status, order.message]).toEqual(['Submitted', '']);
      await order.cancel();
      await order.done;
      expect(order.status).toBe('Canceled');
      broker.disconnect();
    });
  },
);
