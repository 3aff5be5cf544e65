import { Algorithm, MS_PER_DAY, MS_PER_MINUTE, type OrderEvent, Resolution, TimeInForce } from '@lockstep/core';
import { tradeBars } from '@lockstep/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newYork } from './data-stage.ts';
import { LiveStage, newYorkText } from './live-stage.ts';

/** Wednesday to Tuesday, with a weekend in which summer time begins in New York. */
const DAYS = ['2024-03-06', '2024-03-07', '2024-03-08', '2024-03-11', '2024-03-12'] as const;
const BEGIN = newYork('2024-03-06 08:00');
const END = newYork('2024-03-12 18:00');
const RESTART = { from: '23:45', minutes: 10 } as const;
/** How long nobody can connect: in a night, and when somebody has to confirm a login on Sunday. */
const NIGHT_MS = 4 * MS_PER_MINUTE;
const SUNDAY_MS = 9 * 60 * MS_PER_MINUTE;

/** One an hour. */
const CLOSES = Array.from({ length: DAYS.length * 7 }, (_, hour) => 100 + (hour % 11) / 10);

/** Buys in the morning, sells before the close, and keeps a limit order far below the market all week. */
class Daily extends Algorithm {
  readonly fills: string[] = [];
  readonly prices: number[] = [];

  override initialize(): void {
    this.setBenchmark(() => 1);
    this.addEquity('SPY', Resolution.Hour);
    const everyDay = this.dateRules.everyDay('SPY');
    this.schedule.on(everyDay, this.timeRules.afterMarketOpen('SPY', 90), () => {
      if (this.transactions.getOpenOrders().length === 0)
        this.limitOrder('SPY', 7, 50, false, '', { timeInForce: TimeInForce.GoodTilCanceled });
      this.marketOrder('SPY', 10);
    });
    this.schedule.on(everyDay, this.timeRules.beforeMarketClose('SPY', 60), () => this.marketOrder('SPY', -10));
  }

  override onData(): void {
    this.prices.push(this.securities.get('SPY').price);
  }

  override onOrderEvent(event: OrderEvent): void {
    if (event.isFill) this.fills.push(`${newYorkText(event.utcTimeMs)} ${event.fillQuantity}`);
  }
}

/** Gateway restarts every night and gives some ids again; IB is lost for a while before. */
function planNights({ clock, simulator: { life } }: LiveStage): void {
  for (let night = '2024-03-06'; night < '2024-03-12'; night = nextDay(night)) {
    const downMs = night === '2024-03-10' ? SUNDAY_MS : NIGHT_MS;
    clock.at(newYork(`${night} 23:30`), () => life.loseIb(3));
    clock.at(newYork(`${night} 23:31`), () => life.restoreIb(false));
    clock.at(newYork(`${night} ${RESTART.from}`), () => life.restart({ downMs, idsRollBack: 2 }));
  }
}

function nextDay(day: string): string {
  return new Date(Date.parse(day) + MS_PER_DAY).toISOString().slice(0, 10);
}

const strategy = new Daily();
let stage: LiveStage;

beforeAll(async () => {
  stage = await LiveStage.open({
    startUtc: BEGIN,
    series: tradeBars('SPY', { start: DAYS[0], resolution: Resolution.Hour, closes: CLOSES }),
    simulator: { firstOrderId: 100 },
    connection: { restartWindow: RESTART },
  });
  planNights(stage);
  await stage.start(strategy);
  await stage.run(END);
}, 60_000);
afterAll(() => stage.close());

test('it trades every day, by the clock in New York', () => {
  expect(strategy.fills).toEqual(DAYS.flatMap((day) => [`${day} 11:00 10`, `${day} 15:00 -10`]));
  const utcHours = DAYS.map((day) => new Date(newYork(`${day} 11:00`)).getUTCHours());
  expect(utcHours).toEqual([16, 16, 16, 15, 15]);
});

test('it sees each bar once, whatever the nights did to its streams', () => {
  expect(strategy.prices).toEqual(CLOSES);
});

test('it is compared with the broker every morning before the market opens, and never differs', async () => {
  const reconciled: { at: string; cause: string; differences: number }[] = [];
  for await (const { timeMs, record } of stage.session.store.queries.journal())
    if (record.kind === 'reconciled') reconciled.push({ at: newYorkText(timeMs), ...record });
  expect(reconciled.filter(({ differences }) => differences > 0)).toEqual([]);
  for (const [index, day] of DAYS.entries()) {
    const [since, cause] = index === 0 ? ['2024-03-06 08:00', 'start'] : [`${DAYS[index - 1]} 23:45`, 'reconnect'];
    const mornings = reconciled.filter(({ at }) => at >= since && at < `${day} 09:30`);
    expect(mornings.map((each) => each.cause)).toContain(cause);
  }
});

test('IB and we end with the same: what was done once, and the order that rests', () => {
  const { simulator, session, connection } = stage;
  const orders = [...simulator.orders.all];
  expect(new Set(orders.map(({ orderId }) => orderId)).size).toBe(11);
  expect(orders.filter(({ isDone }) => !isDone)).toMatchObject([{ stage: 'live' }]);
  expect(session.status).toMatchObject({ trading: 'running', isConnected: true, positions: [], openOrders: 1 });
  expect([connection.undecoded, simulator.failures]).toEqual([0, []]);
});

test('people are told of what was not planned alone', () => {
  const errors = stage.notices.filter(({ severity }) => severity === 'error' || severity === 'critical');
  expect(new Set(errors.map(({ at }) => at.slice(11)))).toEqual(new Set(['23:30']));
  expect(stage.notices.filter(({ code }) => code === 'BROKER_AWAY').map(({ at }) => at.slice(11))).toEqual(
    Array(6).fill('23:45'),
  );
});
