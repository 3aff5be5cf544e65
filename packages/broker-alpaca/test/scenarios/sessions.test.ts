import {
  type AuxiliaryEvent,
  AuxiliaryType,
  DataKind,
  Decimal,
  Market,
  NOTHING_YET,
  OrderStatus,
  OrderType,
  Resolution,
  SecurityType,
  type SubscriptionSource,
} from '@lockstep/core';
import { testReferenceData, tradeBars } from '@lockstep/core/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { runReference } from '../../../core/src/engine/run-reference.ts';
import { alpacaCalendar } from '../../src/calendar/alpaca-calendar.ts';
import { DataRequests } from '../../src/data/data-requests.ts';
import type { AlpacaBrokerageOptions } from '../../src/index.ts';
import { alpacaClient } from '../../src/wire/alpaca-client.ts';
import { AdapterStage } from '../adapter-stage.ts';
import { marketDataStage, newYork, stockConfig } from '../market-data-stage.ts';
import { noticesOf, type ScenarioDesk } from './scenario-desk.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const US_STOCKS = { market: Market.USA, securityType: SecurityType.Equity } as const;
/** 8 October 2013, an ordinary Tuesday, on which Alpaca's market closes at 13:00. */
const HALF_DAY = Date.UTC(2013, 9, 8) / DAY_MS;
const HALF_DAY_SESSION = { day: HALF_DAY, session: { openMs: 9.5 * HOUR_MS, closeMs: 13 * HOUR_MS } } as const;
const known = testReferenceData();
const knownHours = known.marketHours.entry(Market.USA, null, SecurityType.Equity).exchangeHours;
const theirs = runReference(known, { ...US_STOCKS, days: [HALF_DAY_SESSION] });

let stage: AdapterStage;
let desk: ScenarioDesk;

afterEach(() => stage.close());

/** A desk at a time in New York, where that day is a half day by Alpaca's calendar. */
async function open(time: string, adapter: Partial<AlpacaBrokerageOptions> = {}): Promise<void> {
  stage = await AdapterStage.open({ simulator: { reference: theirs }, adapter });
  stage.clock.advanceTo(newYork(`2013-10-08 ${time}`) - 60_000);
  desk = await stage.desk();
}

function refusals(): unknown[] {
  return desk.messages.filter((message) => message.kind === 'outcome' && message.outcome === 'refused');
}

describe('a half day', () => {
  it('67 orders for the close are taken until 12:50, and refused here afterwards', async () => {
    await open('12:49');
    const early = await desk.place(OrderType.MarketOnClose, 10);
    expect([early.status, refusals()]).toEqual([OrderStatus.Submitted, []]);
    const posts = stage.requests('POST');
    await stage.pass(2 * 60_000);
    await desk.place(OrderType.MarketOnClose, 5);
    expect(refusals()).toMatchObject([{ code: 'SESSION_CLOSED' }]);
    expect(JSON.stringify(refusals())).toMatch(/It is 12:51 .*at 13:00 today, until 12:50/);
    expect(stage.requests('POST')).toBe(posts);
    // The calendar was asked for once.
    expect(stage.requests('GET', '/v2/calendar')).toBe(1);
  });

  it('67 an order for the open comes too late from 9:28 on, and is for the next day from 19:00 on', async () => {
    await open('09:29');
    await desk.place(OrderType.MarketOnOpen, 10);
    expect(refusals()).toMatchObject([{ code: 'SESSION_CLOSED' }]);
    await stage.pass(9.75 * HOUR_MS);
    const order = await desk.place(OrderType.MarketOnOpen, 10);
    expect([order.status, refusals().length]).toEqual([OrderStatus.Submitted, 1]);
  });

  it('67 Alpaca judges where the calendar cannot be asked for', async () => {
    await open('15:51');
    stage.simulator.faults.requests.next({ method: 'GET', path: '/v2/calendar', reply: { status: 500, body: {} } });
    await desk.place(OrderType.MarketOnClose, 5);
    expect(refusals()).toMatchObject([{ code: 'SESSION_CLOSED' }]);
    expect(JSON.stringify(refusals())).toContain('cls orders must be submitted');
  });

  it('67 sessions end by the calendar: where it differs from what is known, its days are used and told', async () => {
    await open('10:00');
    const { keys, endpoints } = stage.simulator;
    const client = alpacaClient({ credentials: keys, endpoints });
    const requests = new DataRequests({ clock: stage.clock });
    const asked = { client, requests, clock: stage.clock };
    const { days, difference } = await alpacaCalendar({ ...asked, known: knownHours });
    expect(days).toEqual([HALF_DAY_SESSION]);
    expect(difference).toContain('2013-10-08 is 09:30 to 13:00 there, 09:30 to 16:00 here');
    const hours = knownHours.withDays(days);
    expect(hours.lastMarketClose(HALF_DAY, false)).toBe(HALF_DAY * DAY_MS + 13 * HOUR_MS);
    expect(await alpacaCalendar({ ...asked, known: hours })).toEqual({ days: [], difference: null });
  });

  it('67 a calendar that changes while a session runs is told, once', async () => {
    await open('10:00', { hours: knownHours });
    await stage.pass(2.5 * HOUR_MS);
    expect(noticesOf(desk, 'error')).toEqual(['CALENDAR_DIFFERS']);
    const told = desk.messages.find((message) => message.kind === 'notice' && message.code === 'CALENDAR_DIFFERS');
    expect(told).toMatchObject({
      text: expect.stringContaining('closes next on 2013-10-08 13:00 there, on 2013-10-08 16:00 here'),
    });
  });
});

const SPLIT = {
  id: 's1',
  symbol: 'SPY',
  ex_date: '2024-03-05',
  process_date: '2024-03-05',
  cusip: '1',
  new_rate: 10,
  old_rate: 1,
};
const DIVIDEND = { ...SPLIT, id: 'd1', rate: 0.24, special: false, foreign: false };

describe('shares are split over night', () => {
  it('71 the account has the new shares in the morning, and lost its resting orders', async () => {
    stage = await AdapterStage.open();
    desk = await stage.desk();
    await desk.place(OrderType.Market, 10);
    const resting = await desk.place(OrderType.Limit, -10, { limit: 120 });
    expect((await stage.adapter.getHoldings())[0]?.quantity.toNumber()).toBe(10);
    await stage.byHand('POST', '/__sim/splits', { symbol: 'SPY', from: '1', to: '10' });
    expect(resting.status).toBe(OrderStatus.Canceled);
    const [holding] = await stage.adapter.getHoldings();
    expect([holding?.quantity.toNumber(), holding?.averagePrice.toNumber()]).toEqual([100, 10]);
    // What is sold next goes by the new position.
    const sale = await desk.place(OrderType.Market, -100);
    expect([sale.status, stage.simulator.orders.all.length]).toEqual([OrderStatus.Filled, 3]);
  });

  it('71 the engine is told in the morning by the feed, once, and only who was there the day before', async () => {
    const corporateActions = { forward_splits: [SPLIT], cash_dividends: [DIVIDEND] };
    const series = [tradeBars('SPY', { start: '2024-03-04', resolution: Resolution.Minute, closes: [100, 101] })];
    const data = await marketDataStage({ now: '2024-03-04 15:00', series, simulator: { corporateActions } });
    try {
      await data.connect();
      const request = { ...data.request(stockConfig('SPY')), auxiliaryEvents: true };
      const [owner, other] = [
        data.feed.subscribe(request),
        data.feed.subscribe({ ...request, auxiliaryEvents: false }),
      ];
      await data.moveTo(newYork('2024-03-05 03:59:00'));
      const late = data.feed.subscribe({ ...request, config: stockConfig('AAPL') });
      expect(await eventsOf(owner)).toEqual([]);
      await data.moveTo(newYork('2024-03-06 10:00:00'));
      const about = { symbol: request.config.symbol, timeMs: newYork('2024-03-05 04:00:00') };
      expect(await eventsOf(owner)).toMatchObject([
        { ...about, type: AuxiliaryType.Split, splitFactor: Decimal.parse('0.1') },
        { ...about, type: AuxiliaryType.Dividend, distribution: Decimal.parse('0.24') },
      ]);
      expect([await eventsOf(other), await eventsOf(late)]).toEqual([[], []]);
    } finally {
      await data.close();
    }
  });
});

async function eventsOf(source: SubscriptionSource): Promise<AuxiliaryEvent[]> {
  const events: AuxiliaryEvent[] = [];
  for (let batch = await source.next(); batch !== null && batch !== NOTHING_YET; batch = await source.next()) {
    if (batch.kind === DataKind.Auxiliary) events.push(...batch.events);
  }
  return events;
}
