import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Algorithm,
  DefaultBrokerageModel,
  MS_PER_DAY,
  MS_PER_MINUTE,
  type OrderEvent,
  PlayedVenue,
  Resolution,
  TickType,
  TimeInForce,
  VirtualClock,
} from '@lockstep/core';
import { MemoryDataFeed, testReferenceData, tradeBars } from '@lockstep/core/testing';
import { type LiveSession, type Notice, runLive } from '@lockstep/live';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IbBrokerage } from '../src/brokerage/ib-brokerage.ts';
import { IbConnection } from '../src/connection/ib-connection.ts';
import { ibData } from '../src/data/ib-data.ts';
import { IbSimulator } from '../src/simulator/index.ts';
import { NEW_YORK, newYork, symbolOf } from './data-stage.ts';

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
    if (event.isFill) this.fills.push(`${local(event.utcTimeMs)} ${event.fillQuantity}`);
  }
}

const local = (utcMs: number): string => new Date(NEW_YORK.toLocal(utcMs)).toISOString().slice(0, 16).replace('T', ' ');

/** A week over the wire, by one clock: what came of it. */
class Week {
  readonly clock = new VirtualClock(BEGIN);
  readonly folder: string = mkdtempSync(join(tmpdir(), 'lockstep-week-'));
  readonly notices: (Notice & { readonly at: string })[] = [];
  readonly algorithm = new Daily();
  simulator!: IbSimulator;
  session!: LiveSession;
  connection!: IbConnection;

  async run(): Promise<void> {
    await this.#openMarket();
    this.#planNights();
    this.session = await this.#start();
    await this.#drive(END);
  }

  async #openMarket(): Promise<void> {
    const { clock } = this;
    const series = tradeBars('SPY', { start: DAYS[0], resolution: Resolution.Hour, closes: CLOSES });
    const market = new MemoryDataFeed(series);
    const { venue } = new PlayedVenue({
      clock,
      reference: testReferenceData(),
      feed: market,
      dataOf: () => [{ resolution: Resolution.Hour, tickType: TickType.Trade }],
      cash: 100_000,
      brokerageModel: new DefaultBrokerageModel(),
      onRow: () => this.simulator.publish(),
    });
    this.simulator = await IbSimulator.start({ venue, clock, history: market, firstOrderId: 100 });
  }

  /** Gateway restarts every night and gives some ids again; IB is lost for a while before. */
  #planNights(): void {
    const { clock, simulator } = this;
    for (let night = '2024-03-06'; night < '2024-03-12'; night = nextDay(night)) {
      const isSunday = night === '2024-03-10';
      clock.at(newYork(`${night} 23:30`), () => simulator.life.loseIb(3));
      clock.at(newYork(`${night} 23:31`), () => simulator.life.restoreIb(false));
      clock.at(newYork(`${night} ${RESTART.from}`), () =>
        simulator.life.restart({ downMs: isSunday ? SUNDAY_MS : NIGHT_MS, idsRollBack: 2 }),
      );
    }
  }

  async #start(): Promise<LiveSession> {
    const { clock, simulator, algorithm } = this;
    this.connection = new IbConnection({
      clock,
      port: simulator.port,
      heartbeatMs: 15 * MS_PER_MINUTE,
      restartWindow: RESTART,
    });
    const { connection } = this;
    const { feed, history, contracts } = ibData({
      connection,
      symbolOf: (ticker) => symbolOf(ticker),
      silenceMs: MS_PER_DAY,
    });
    return runLive(
      class {
        constructor() {
          return algorithm;
        }
      } as new () => Algorithm,
      {
        deployment: 'week',
        folder: this.folder,
        data: { feed, history, reference: testReferenceData() },
        brokerage: () => new IbBrokerage({ connection, contracts }),
        clock,
        store: { sync: 'off' },
        endDay: Math.floor(END / MS_PER_DAY) + 1,
        settings: { orderCheckSeconds: 1_800 },
        onNotice: (notice) => this.notices.push({ ...notice, at: local(clock.utcNow()) }),
      },
    );
  }

  async #drive(untilUtc: number): Promise<void> {
    const { clock, simulator, session } = this;
    let isOver = false;
    void session.ended.finally(() => {
      isOver = true;
    });
    while (!isOver && clock.utcNow() < untilUtc) {
      await simulator.quiet();
      if (!session.isQuiet) continue;
      clock.advanceTo(Math.min(clock.nextTimerUtc, untilUtc));
    }
  }

  async close(): Promise<void> {
    await this.session.abandon();
    await this.simulator.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function nextDay(day: string): string {
  return new Date(Date.parse(day) + MS_PER_DAY).toISOString().slice(0, 10);
}

const week = new Week();
beforeAll(() => week.run(), 60_000);
afterAll(() => week.close());

test('it trades every day, by the clock in New York', () => {
  expect(week.algorithm.fills).toEqual(DAYS.flatMap((day) => [`${day} 11:00 10`, `${day} 15:00 -10`]));
  const utcHours = DAYS.map((day) => new Date(newYork(`${day} 11:00`)).getUTCHours());
  expect(utcHours).toEqual([16, 16, 16, 15, 15]);
});

test('it sees each bar once, whatever the nights did to its streams', () => {
  expect(week.algorithm.prices).toEqual(CLOSES);
});

test('it is compared with the broker every morning before the market opens, and never differs', async () => {
  const reconciled: { at: string; cause: string; differences: number }[] = [];
  for await (const { timeMs, record } of week.session.store.queries.journal())
    if (record.kind === 'reconciled') reconciled.push({ at: local(timeMs), ...record });
  expect(reconciled.filter(({ differences }) => differences > 0)).toEqual([]);
  for (const [index, day] of DAYS.entries()) {
    const [since, cause] = index === 0 ? ['2024-03-06 08:00', 'start'] : [`${DAYS[index - 1]} 23:45`, 'reconnect'];
    const mornings = reconciled.filter(({ at }) => at >= since && at < `${day} 09:30`);
    expect(mornings.map((each) => each.cause)).toContain(cause);
  }
});

test('IB and we end with the same: what was done once, and the order that rests', () => {
  const { simulator, session, connection } = week;
  const orders = [...simulator.orders.all];
  expect(new Set(orders.map(({ orderId }) => orderId)).size).toBe(11);
  expect(orders.filter(({ isDone }) => !isDone)).toMatchObject([{ stage: 'live' }]);
  expect(session.status).toMatchObject({ trading: 'running', isConnected: true, positions: [], openOrders: 1 });
  expect([connection.undecoded, simulator.failures]).toEqual([0, []]);
});

test('people are told of what was not planned alone', () => {
  const errors = week.notices.filter(({ severity }) => severity === 'error' || severity === 'critical');
  expect(new Set(errors.map(({ at }) => at.slice(11)))).toEqual(new Set(['23:30']));
  expect(week.notices.filter(({ code }) => code === 'BROKER_AWAY').map(({ at }) => at.slice(11))).toEqual(
    Array(6).fill('23:45'),
  );
});
