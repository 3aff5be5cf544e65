import { machineClock, type PlacedOrder } from '@lockstep/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AlpacaBroker, alpacaClient, alpacaData, createAlpacaBroker } from '../../src/index.ts';
import type { AlpacaEndpoints } from '../../src/wire/endpoints.ts';
import { stockConfig } from '../market-data-stage.ts';

/** An account of paper money that is tried. */
export interface PaperAccount {
  readonly keyId: string;
  readonly secret: string;
  /** Addresses in the place of Alpaca's own. */
  readonly endpoints?: AlpacaEndpoints;
  /** A share that is traded much. */
  readonly symbol: string;
}

const ANSWER_MS = 30_000;
const DAY_MS = 86_400_000;

/**
 * Tries all that a strategy needs of an account at Alpaca, and leaves nothing behind: orders are small, far from the market
 * where they are to rest, and cancelled; what was bought is sold. While the market is closed orders rest and are cancelled.
 *
 * @param open begins before the first test
 */
export function describePaperAccount(name: string, open: () => Promise<PaperAccount>): void {
  describe(name, { timeout: 120_000 }, () => {
    let account: PaperAccount;
    let broker: AlpacaBroker;
    let price = 0;
    let isOpen = false;
    /** Alpaca's time, epoch ms UTC. */
    let nowMs = 0;
    const told: string[] = [];

    /** A price some percent from the market, in whole cents. */
    const away = (percent: number): number => Math.round(price * (100 + percent)) / 100;

    const limit = (percent: number): Promise<PlacedOrder> =>
      broker.placeOrder({ symbol: account.symbol, side: 'buy', quantity: 1, type: 'limit', limitPrice: away(percent) });

    /** It fills where the market is open, and is cancelled elsewhere. */
    const finish = async (order: PlacedOrder): Promise<string> => {
      if (!isOpen) await order.cancel();
      return (await order.done).status;
    };

    beforeAll(async () => {
      account = await open();
      const { keyId, secret, endpoints } = account;
      const client = alpacaClient({ credentials: { keyId, secret }, endpoints, timeoutMs: ANSWER_MS });
      const clock = await client.trading.clock.legacyClock();
      isOpen = clock.isOpen === true;
      nowMs = new Date(clock.timestamp ?? 0).getTime();
      const { bars } = await client.marketData.stocks.stockLatestBars({ symbols: account.symbol, feed: 'iex' });
      price = Number(bars[account.symbol]?.c);
      const onOrderEvent = (event: { readonly status: number }): void => void told.push(String(event.status));
      broker = createAlpacaBroker({ paper: true, keyId, secret, endpoints, onOrderEvent });
    }, ANSWER_MS);

    afterAll(async () => {
      await broker.cancelAllOrders();
      broker.disconnect();
    });

    it('connects, and says what the account has', async () => {
      await broker.connect();
      expect(broker.brokerage.isReady).toBe(true);
      const [cash] = await broker.getCashBalance();
      expect(cash?.currency).toBe('USD');
      expect(price).toBeGreaterThan(0);
    });

    it('rests a limit order, changes it, and cancels it; the stream tells each', async () => {
      const order = await limit(-20);
      expect(order.status).toBe('Submitted');
      const [first] = order.brokerIds;
      order.update({ limitPrice: away(-25) });
      await expect.poll(() => order.brokerIds.length, { timeout: ANSWER_MS }).toBe(2);
      expect(order.brokerIds[0]).toBe(first);
      await order.cancel();
      expect((await order.done).status).toBe('Canceled');
      expect(told.length).toBeGreaterThanOrEqual(3);
    });

    it('buys at the market, by quantity and by value, and sells what it has bought', async () => {
      const { symbol } = account;
      const bought = await broker.placeOrder({ symbol, side: 'buy', quantity: 1 });
      const byValue = await broker.placeOrder({ symbol, side: 'buy', notional: 5 });
      const wanted = isOpen ? 'Filled' : 'Canceled';
      expect([await finish(bought), await finish(byValue)]).toEqual([wanted, wanted]);
      const quantity = Number((bought.filledQuantity + byValue.filledQuantity).toFixed(9));
      if (quantity === 0) return;
      const sold = await broker.placeOrder({ symbol, side: 'sell', quantity });
      expect(await finish(sold)).toBe('Filled');
    });

    it('protects an entry by a bracket, whose children die with it', async () => {
      const bracket = await broker.placeOrder({
        symbol: account.symbol,
        side: 'buy',
        quantity: 1,
        type: 'limit',
        limitPrice: away(-20),
        timeInForce: 'gtc',
        stopLoss: { stopPrice: away(-30) },
        takeProfit: { limitPrice: away(-10) },
      });
      expect(bracket.status).toBe('Submitted');
      expect(bracket.children.length).toBe(2);
      await bracket.cancel();
      expect((await bracket.done).status).toBe('Canceled');
    });

    it('refuses before the wire what Alpaca would refuse', async () => {
      const order = await broker.placeOrder({
        symbol: account.symbol,
        side: 'buy',
        quantity: 1,
        type: 'limit',
        limitPrice: away(-20) + 0.001,
      });
      expect([order.status, order.brokerIds.length]).toEqual(['Invalid', 0]);
    });

    it('has bars of the past', async () => {
      const { keyId, secret, endpoints } = account;
      const clock = machineClock(globalThis);
      const { history } = alpacaData({ credentials: { keyId, secret }, endpoints, clock, feed: 'iex' });
      const batches = await history.getHistory({
        config: stockConfig(account.symbol),
        startUtc: nowMs - 7 * DAY_MS,
        endUtc: nowMs,
        auxiliaryEvents: false,
      });
      expect(batches.reduce((sum, { length }) => sum + length, 0)).toBeGreaterThan(0);
    });
  });
}
