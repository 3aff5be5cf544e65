import { Algorithm, Decimal, type OrderEvent, OrderStatus, Resolution, type SimpleMovingAverage } from '@lockstep/core';
import { MemoryDataFeed, ScriptedFaults, testReferenceData, tradeBars } from '@lockstep/core/testing';
import { afterEach, expect, test } from 'vitest';
import { Stage } from './stage.ts';

const MINUTE_MS = 60_000;
/** 09:30 in New York on 4 and 5 March 2024. */
const MONDAY = Date.UTC(2024, 2, 4, 14, 30);
const TUESDAY = MONDAY + 86_400_000;
const MINUTES = 390;

const barsOf = (monday: number): ReturnType<typeof tradeBars> =>
  tradeBars('ABC', {
    start: '2024-03-04',
    resolution: Resolution.Minute,
    closes: Array.from({ length: 2 * MINUTES }, (_, index) => (index < MINUTES ? monday : 10)),
  });

/** Holds ten, with a limit order far below, and keeps an average. */
class Holds extends Algorithm {
  override state = { hasEntered: false };
  static last: Holds;
  readonly heard: string[] = [];
  average!: SimpleMovingAverage;

  override initialize(): void {
    Holds.last = this;
    this.addEquity('ABC', Resolution.Minute);
    this.setBenchmark(() => 1);
    this.average = this.sma('ABC', 20);
    this.setWarmUp(20);
  }

  override onData(): void {
    if (this.isWarmingUp || this.state.hasEntered) return;
    this.state.hasEntered = true;
    this.marketOrder('ABC', 10);
    this.limitOrder('ABC', 5, 90);
  }

  override onOrderEvent({ orderId, status }: OrderEvent): void {
    if (status === OrderStatus.Canceled) this.heard.push(`${orderId} cancelled`);
  }
}

let stage: Stage<ScriptedFaults> | null = null;
afterEach(async () => stage?.dispose());

test('a split while the process is down: position, resting order, indicators', async () => {
  stage = new Stage({ startUtc: MONDAY - MINUTE_MS, data: [barsOf(100)], faults: new ScriptedFaults() });
  const { standing, clock } = stage;
  await stage.start(Holds);
  await stage.run(MONDAY + 30 * MINUTE_MS);
  expect(stage.session.status).toMatchObject({ openOrders: 1, positions: [{ quantity: 10 }] });
  const { symbol } = Holds.last.securities.get('ABC');
  await stage.crash();

  // Over night ten shares come of one, and the broker cancels what rests.
  await stage.run(TUESDAY - 60 * MINUTE_MS);
  standing.venue.corporateActions.applySplit(symbol, Decimal.parse('0.1'), Decimal.parse('10'));
  for (const { order } of stage.line.orders.values())
    if (order.limitPrice.toNumber() === 90) standing.venue.cancelOrder(order);

  // History is adjusted by now.
  const feed = new MemoryDataFeed(barsOf(10));
  const session = await stage.start(Holds, { data: { feed, history: feed, reference: testReferenceData() } });
  await stage.run(TUESDAY + 5 * MINUTE_MS);
  expect(session.status).toMatchObject({
    trading: 'running',
    openOrders: 0,
    positions: [{ quantity: 100, price: 10 }],
  });
  const algorithm = Holds.last;
  expect(algorithm.average.current.value).toBe(10);
  expect(algorithm.portfolio.get('ABC').averagePrice).toBe(10);
  expect(algorithm.heard).toEqual(['2 cancelled']);
  const codes = stage.notices.map(({ code }) => code);
  expect(codes).toContain('POSITION_SPLIT');
  expect(codes).not.toContain('RECONCILIATION_DIFFERENCE');
  expect(clock.utcNow()).toBeGreaterThan(TUESDAY);
});
