import {
  Algorithm,
  type AlgorithmRun,
  type Brokerage,
  Decimal,
  type OrderEvent,
  OrderStatus,
  paperVenue,
  Resolution,
} from '@lockstep/core';
import { describe, expect, test } from 'vitest';
import { drive, driveToEnd } from '../../test/drive.ts';
import { scratchFolder } from '../../test/scratch-store.ts';
import { minute, startSmall } from '../../test/small-market.ts';
import { StoreVisit } from '../store/store-visit.ts';
import { dryRun } from './dry-run.ts';
import { STORE_FILE } from './run-live.ts';

const FLAT = Array.from({ length: 30 }, () => 100);

/** Buys ten at the first bar it sees without a position, and remembers how often it did. */
class BuysOnce extends Algorithm {
  override state = { entries: 0, seen: 0 };

  override initialize(): void {
    this.addEquity('ABC', Resolution.Minute);
    this.setCash(10_000);
  }

  override onData(): void {
    this.state.seen += 1;
    if (this.state.entries > 0) return;
    this.state.entries += 1;
    this.signal('first', { price: this.securities.get('ABC').price });
    this.marketOrder('ABC', 10);
  }
}

async function visit<T>(folder: string, ask: (store: StoreVisit) => Promise<T>): Promise<T> {
  const store = await StoreVisit.open(`${folder}/${STORE_FILE}`);
  try {
    return await ask(store);
  } finally {
    await store.close();
  }
}

describe('a session', () => {
  test('writes down what it decided, why, and what came of it', async () => {
    const folder = scratchFolder();
    const { session, clock } = await startSmall(BuysOnce, folder, { closes: FLAT });
    const { failure, reason } = await driveToEnd(session, clock);
    expect({ failure, reason }).toEqual({ failure: null, reason: 'end of the data' });
    await visit(folder, async ({ queries }) => {
      const [order] = await queries.recentOrders();
      expect(order).toMatchObject({
        orderId: 1,
        status: 'Filled',
        filledQuantity: '10',
        sendState: 'sent',
        symbol: 'ABC',
      });
      const [signal] = await queries.recentSignals();
      expect(signal).toMatchObject({ name: 'first', values: { price: 100 } });
      expect(order?.signal).toBe(signal?.id);
      expect(await queries.executions()).toMatchObject([{ orderId: 1, quantity: '10', source: 'stream' }]);
      expect(await queries.positions()).toMatchObject([{ symbol: 'ABC', quantity: '10' }]);
      expect((await queries.dailySummaries()).map(({ day, orders }) => [day, orders])).toEqual([['2024-03-04', 1]]);
      expect((await queries.sessions())[0]).toMatchObject({ endReason: 'end of the data', broker: 'paper' });
    });
    expect((await visit(folder, (store) => store.verify())).intact).toBe(true);
  });

  test('goes on where the process before it died: state, position, order numbers', async () => {
    const folder = scratchFolder();
    const first = await startSmall(BuysOnce, folder, { closes: FLAT });
    await drive(first.session, first.clock, minute(5) + 30_000);
    await first.session.abandon();

    class SellsAtTheTenth extends BuysOnce {
      override onData(): void {
        super.onData();
        if (this.state.seen === 10) this.marketOrder('ABC', -this.portfolio.get('ABC').quantity);
      }
    }
    const second = await startSmall(SellsAtTheTenth, folder, {
      closes: FLAT,
      fromMinute: 6,
    });
    const { outcome, failure, status } = await driveToEnd(second.session, second.clock);
    expect(failure).toBe(null);
    expect((outcome.run.algorithm as BuysOnce).state.entries).toBe(1);
    const fills = outcome.orderEvents.filter((event) => event.isFill);
    expect(fills.map(({ orderId, fillQuantity }) => [orderId, fillQuantity])).toEqual([[2, -10]]);
    expect(status.positions).toEqual([]);
    await visit(folder, async ({ queries }) => {
      expect((await queries.sessions()).map(({ endReason }) => endReason)).toEqual(['end of the data', 'crashed']);
      expect((await queries.recentEvents()).filter(({ code }) => code === 'RECONCILIATION_DIFFERENCE')).toEqual([]);
    });
  });

  test('killed, it cancels, refuses what the strategy asks for, and stays so after a restart', async () => {
    class Keeps extends Algorithm {
      refused = 0;

      override initialize(): void {
        this.addEquity('ABC', Resolution.Minute);
        this.setCash(10_000);
      }

      override onData(): void {
        if (this.transactions.getOpenOrders().length > 0) return;
        if (this.limitOrder('ABC', 1, 90).status === OrderStatus.Invalid) this.refused += 1;
      }
    }
    const folder = scratchFolder();
    const { session, clock } = await startSmall(Keeps, folder, { closes: FLAT });
    await drive(session, clock, minute(3) + 1_000);
    expect(session.status).toMatchObject({ openOrders: 1, trading: 'running' });
    await session.kill('a drill');
    await drive(session, clock, minute(8));
    expect(session.status).toMatchObject({ openOrders: 0, trading: 'killed', pausedBecause: 'a drill' });
    await driveToEnd(session, clock);
    const again = await startSmall(Keeps, folder, { closes: FLAT });
    const { outcome } = await driveToEnd(again.session, again.clock);
    expect(again.session.status.trading).toBe('killed');
    expect((outcome.run.algorithm as Keeps).refused).toBeGreaterThan(10);
    expect(outcome.orderEvents).toEqual([]);
  });

  test('a difference of value at the broker pauses trading and is taken over', async () => {
    const folder = scratchFolder();
    const told: string[] = [];
    let venue: ReturnType<typeof paperVenue> | null = null;
    const { session, clock } = await startSmall(BuysOnce, folder, {
      closes: FLAT,
      brokerage: (run) => (venue = paperVenue(run)),
      onNotice: ({ code }) => void told.push(code),
    });
    await drive(session, clock, minute(3));
    venue!.cashBook.account.addAmount(Decimal.parse('150'));
    await drive(session, clock, minute(6));
    expect(told).toContain('RECONCILIATION_DIFFERENCE');
    expect(session.status).toMatchObject({ trading: 'paused', cash: 9_149 });
    expect(session.resume()).toBe(null);
    await driveToEnd(session, clock);
  });

  test('a strategy that throws is stopped, or goes on, or closes what it holds, as the settings say', async () => {
    class Throws extends BuysOnce {
      events = 0;

      override onData(): void {
        super.onData();
        if (this.state.seen === 5) throw new Error('on purpose');
      }

      override onOrderEvent(_event: OrderEvent): void {
        this.events += 1;
      }
    }
    const outcomeOf = async (strategyErrors: 'stop' | 'continue' | 'flatten') => {
      const { session, clock } = await startSmall(Throws, scratchFolder(), {
        closes: FLAT,
        settings: { strategyErrors },
      });
      const { reason, status, outcome } = await driveToEnd(session, clock);
      return [reason, status.positions.length, (outcome.run.algorithm as Throws).state.seen];
    };
    expect(await outcomeOf('stop')).toEqual(['strategy error', 1, 5]);
    expect(await outcomeOf('continue')).toEqual(['end of the data', 1, 390]);
    expect(await outcomeOf('flatten')).toEqual(['end of the data', 0, 390]);
  });

  test('keeps the object store', async () => {
    const folder = scratchFolder();
    class Saves extends BuysOnce {
      override onData(): void {
        if (!this.objectStore.containsKey('model')) this.objectStore.save('model', 'weights 1 2 3');
      }
    }
    const first = await startSmall(Saves, folder, { closes: FLAT });
    await driveToEnd(first.session, first.clock);
    const second = await startSmall(Saves, folder, { closes: FLAT });
    const { outcome } = await driveToEnd(second.session, second.clock);
    expect(outcome.run.objectStore.read('model')).toBe('weights 1 2 3');
  });

  test('a dry run begins with the broker’s account and sends nothing', async () => {
    let broker: ReturnType<typeof paperVenue> | null = null;
    const { session, clock } = await startSmall(BuysOnce, scratchFolder(), {
      closes: FLAT,
      brokerage: dryRun((run) => (broker = paperVenue(run))),
    });
    const { status } = await driveToEnd(session, clock);
    expect(status).toMatchObject({ positions: [{ symbol: 'ABC', quantity: 10 }], cash: 8_999 });
    expect(broker!.cashBook.account.amount).toBe(10_000);
    expect(await broker!.getOpenOrders()).toEqual([]);
  });

  test('missed events of the day run once, if wanted', async () => {
    const fired: string[] = [];
    class Scheduled extends BuysOnce {
      override initialize(): void {
        super.initialize();
        this.schedule.on(this.dateRules.everyDay(), this.timeRules.at(9, 40), () => {
          fired.push(this.time.toFormat('HH:mm'));
        });
      }
    }
    const folder = scratchFolder();
    const first = await startSmall(Scheduled, folder, { closes: FLAT });
    await drive(first.session, first.clock, minute(5));
    await first.session.abandon();
    const second = await startSmall(Scheduled, folder, {
      closes: FLAT,
      fromMinute: 15,
      settings: { missedSchedules: 'runOnce' },
    });
    await driveToEnd(second.session, second.clock);
    expect(fired).toEqual(['09:45']);
  });

  test('a loss limit calls somebody, pauses, and holds in the next process', async () => {
    const folder = scratchFolder();
    const told: string[] = [];
    const closes = [100, 100, 99, 97, 97, 97, 97, 97];
    const options = {
      closes,
      risk: { maxDailyLossAmount: 20 },
      onNotice: ({ code }: { readonly code: string }) => void told.push(code),
    };
    const first = await startSmall(BuysOnce, folder, options);
    await drive(first.session, first.clock, minute(5) + 30_000);
    expect(told).toContain('LOSS_LIMIT');
    expect(first.session.status.pausedBecause).toMatch(/day's loss/);
    await first.session.abandon();
    const second = await startSmall(BuysOnce, folder, { ...options, fromMinute: 6 });
    await drive(second.session, second.clock, minute(7));
    expect(second.session.status.pausedBecause).toMatch(/day's loss/);
    await driveToEnd(second.session, second.clock);
  });

  describe('takes brackets up again', () => {
    class Brackets extends BuysOnce {
      override onData(): void {
        if (this.state.entries > 0) return;
        this.state.entries += 1;
        this.bracketOrder('ABC', 10, { limitPrice: 99, stopLoss: 95, takeProfit: 105 });
      }
    }
    const closes = (...prices: readonly number[]): number[] => [
      ...prices,
      ...Array.from({ length: 10 }, () => prices.at(-1)!),
    ];
    const facts = (events: readonly OrderEvent[]): unknown[] =>
      events
        .filter(({ status }) => status !== OrderStatus.New)
        .map((event) => [event.orderId, event.status, event.fillQuantity]);
    const { Submitted, Filled, Canceled } = OrderStatus;

    test('whose entry had not filled', async () => {
      const folder = scratchFolder();
      const prices = closes(100, 100, 100, 100, 100, 98, 100, 106, 106);
      const first = await startSmall(Brackets, folder, { closes: prices });
      await drive(first.session, first.clock, minute(3) + 30_000);
      await first.session.abandon();
      const second = await startSmall(Brackets, folder, { closes: prices, fromMinute: 4 });
      const { outcome, status } = await driveToEnd(second.session, second.clock);
      expect(facts(outcome.orderEvents)).toEqual([
        [1, Filled, 10],
        [2, Submitted, 0],
        [3, Submitted, 0],
        [3, Filled, -10],
        [2, Canceled, 0],
      ]);
      expect(status).toMatchObject({ positions: [], openOrders: 0 });
    });

    test('whose children were resting', async () => {
      const folder = scratchFolder();
      const prices = closes(100, 100, 98, 98, 98, 98, 98, 94, 94);
      const first = await startSmall(Brackets, folder, { closes: prices });
      await drive(first.session, first.clock, minute(4) + 30_000);
      expect(first.session.status).toMatchObject({ openOrders: 2, positions: [{ quantity: 10 }] });
      await first.session.abandon();
      const second = await startSmall(Brackets, folder, { closes: prices, fromMinute: 5 });
      const { outcome, status } = await driveToEnd(second.session, second.clock);
      expect(facts(outcome.orderEvents)).toEqual([
        [2, Filled, -10],
        [3, Canceled, 0],
      ]);
      expect(status).toMatchObject({ positions: [], openOrders: 0 });
    });

    test('at a broker that keeps none, with children that were never placed', async () => {
      const folder = scratchFolder();
      const prices = closes(100, 100, 100, 100, 100, 98, 100, 106, 106);
      const brokerage = (run: AlgorithmRun): Brokerage => paperVenue(run, { nativeBrackets: false, nativeOco: false });
      const first = await startSmall(Brackets, folder, { closes: prices, brokerage });
      await drive(first.session, first.clock, minute(3) + 30_000);
      await first.session.abandon();
      const second = await startSmall(Brackets, folder, { closes: prices, fromMinute: 4, brokerage });
      const { outcome, status } = await driveToEnd(second.session, second.clock);
      expect(facts(outcome.orderEvents)).toEqual([
        [1, Filled, 10],
        [2, Submitted, 0],
        [3, Submitted, 0],
        [3, Filled, -10],
        [2, Canceled, 0],
      ]);
      expect(status).toMatchObject({ positions: [], openOrders: 0 });
    });
  });
});
