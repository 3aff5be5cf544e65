import { Algorithm, DelayedSettlementModel, type OrderEvent, OrderStatus, Resolution } from '@lockstep/core';
import { ScriptedFaults, SlowEntries, tradeBars } from '@lockstep/core/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { drive, driveToEnd } from './drive.ts';
import { scratchFolder } from './scratch-store.ts';
import { minute, startSmall } from './small-market.ts';
import { Stage } from './stage.ts';

const FLAT = Array.from({ length: 60 }, () => 100);

describe('a paper account that goes on in another process', () => {
  class Enters extends Algorithm {
    override state = { hasEntered: false };

    override initialize(): void {
      this.addEquity('ABC', Resolution.Minute).setFillModel(new SlowEntries(4));
      this.setBenchmark(() => 1);
    }

    override onData(): void {
      if (this.state.hasEntered) return;
      this.state.hasEntered = true;
      this.enter();
    }

    protected enter(): void {
      this.bracketOrder('ABC', 20, { limitPrice: 101, stopLoss: 98, takeProfit: 110 });
    }
  }

  class EntersPlainly extends Enters {
    protected override enter(): void {
      this.limitOrder('ABC', 20, 101);
    }
  }

  test.each([
    ['the entry of a bracket', Enters, 2],
    ['an order by itself', EntersPlainly, 0],
  ])('%s that was filled in part is one order, and fills as one', async (_what, strategy, children) => {
    const folder = scratchFolder();
    const first = await startSmall(strategy, folder, { closes: FLAT });
    await drive(first.session, first.clock, minute(4) + 30_000);
    const before = first.session.status.positions[0]!.quantity;
    expect([4, 8, 12]).toContain(before);
    await first.session.abandon();
    const second = await startSmall(strategy, folder, { closes: FLAT, fromMinute: 5 });
    await drive(second.session, second.clock, minute(20));
    expect(second.session.status).toMatchObject({ openOrders: children, positions: [{ quantity: 20 }] });
    const { outcome } = await driveToEnd(second.session, second.clock);
    const { book } = outcome.run;
    expect(book.order(1)).toMatchObject({ id: 1, status: OrderStatus.Filled });
    const fills = outcome.orderEvents.filter((event: OrderEvent) => event.isFill && event.orderId === 1);
    expect(fills.reduce((sum, { fillQuantity }) => sum + fillQuantity, 0)).toBe(20 - before);
    // The stop and the target are for all of it.
    expect(book.openOrders().map(({ quantity }) => quantity.toNumber())).toEqual(Array(children).fill(-20));
    expect(book.all().filter(({ quantity }) => quantity.sign() > 0)).toHaveLength(1);
  });

  test('proceeds that had not settled settle there, on both ledgers', async () => {
    const seen: string[] = [];
    class Sells extends Algorithm {
      override state = { steps: 0 };

      override initialize(): void {
        this.addEquity('ABC', Resolution.Minute).setSettlementModel(new DelayedSettlementModel(1, 8));
        this.setBenchmark(() => 1);
        this.setCash(10_000);
      }

      override onData(): void {
        this.state.steps += 1;
        if (this.state.steps === 1) this.marketOrder('ABC', 50);
        if (this.state.steps === 3) this.marketOrder('ABC', -50);
        const { cashBook, unsettledCash, totalPortfolioValue } = this.portfolio;
        seen.push([cashBook.account.amount, unsettledCash, totalPortfolioValue].map(Math.round).join(' '));
      }
    }
    const folder = scratchFolder();
    const told: string[] = [];
    const closes = Array.from({ length: 2 * 390 }, () => 100);
    const options = {
      closes,
      endDay: Math.floor(minute(0) / 86_400_000) + 1,
      onNotice: ({ code }: { code: string }) => void told.push(code),
    };
    const first = await startSmall(Sells, folder, options);
    await drive(first.session, first.clock, minute(10) + 30_000);
    expect(seen.at(-1)).toBe('4998 5000 9998');
    await first.session.abandon();
    const second = await startSmall(Sells, folder, { ...options, fromMinute: 12 });
    await drive(second.session, second.clock, minute(20));
    expect(seen.at(-1)).toBe('4998 5000 9998');
    const { outcome, failure } = await driveToEnd(second.session, second.clock);
    expect(failure).toBe(null);
    expect(seen.at(-1)).toBe('9998 0 9998');
    expect(outcome.run.portfolio.unsettledFunds.all).toEqual([]);
    expect(told.filter((code) => code === 'RECONCILIATION_DIFFERENCE')).toEqual([]);
  });
});

describe('a commission of an execution of an earlier process', () => {
  class Buys extends Algorithm {
    override initialize(): void {
      this.addEquity('ABC', Resolution.Minute);
      this.setBenchmark(() => 1);
    }

    override onData(): void {
      if (!this.portfolio.invested) this.marketOrder('ABC', 10);
    }
  }

  /** No commission comes by the stream. */
  class WithoutCommissions extends ScriptedFaults {
    override telling(what: Parameters<ScriptedFaults['telling']>[0]): ReturnType<ScriptedFaults['telling']> {
      return 'kind' in what && what.kind === 'commission' ? 'dropped' : super.telling(what);
    }
  }

  let stage: Stage<WithoutCommissions> | null = null;
  afterEach(async () => stage?.dispose());

  test('is booked to it, not as a difference of cash', async () => {
    const data = [tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, closes: FLAT })];
    const faults = new WithoutCommissions();
    stage = new Stage({ startUtc: minute(0), data, faults, capabilities: { executionFees: 'later' } });
    await stage.start(Buys);
    // Killed before anything was compared.
    await stage.run(minute(1) + 2_000);
    expect(stage.session.status.positions).toMatchObject([{ quantity: 10 }]);
    await stage.crash();
    const session = await stage.start(Buys);
    await stage.run(minute(8));
    const { cash } = session.status;
    expect(cash).toBe(100_000 - 1_000 - 1);
    const [fee] = await session.store.queries.sql('SELECT fee FROM executions');
    expect(fee).toEqual({ fee: '1' });
    expect(stage.notices.filter(({ code }) => code === 'RECONCILIATION_DIFFERENCE')).toEqual([]);
  });
});
