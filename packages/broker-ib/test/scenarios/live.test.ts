import { fileURLToPath } from 'node:url';
import { openDataFolder } from '@lockstep/backtester';
import {
  Algorithm,
  Decimal,
  MS_PER_MINUTE,
  type Order,
  OrderType,
  Resolution,
  SeededRandom,
  TimeInForce,
} from '@lockstep/core';
import { tradeBars } from '@lockstep/core/testing';
import { rehearseStrategy } from '@lockstep/live';
import { expect, it } from 'vitest';
import { ibRehearsal, RandomWireFaults } from '../../src/simulator/index.ts';
import { AdapterStage } from '../adapter-stage.ts';
import { newYork } from '../data-stage.ts';
import { LiveStage } from '../live-stage.ts';

const DATA = fileURLToPath(new URL('../../../../examples/data', import.meta.url));

/** Holds ten shares. */
class Holds extends Algorithm {
  override initialize(): void {
    this.setBenchmark(() => 1);
    this.addEquity('SPY', Resolution.Minute);
  }

  override onData(): void {
    if (!this.portfolio.invested) this.marketOrder('SPY', 10);
  }
}

it('G11 a position that no order explains is taken over, and people are told', async () => {
  const startUtc = newYork('2024-03-06 09:29');
  const closes = Array.from({ length: 30 }, () => 100);
  const stage = await LiveStage.open({
    startUtc,
    series: tradeBars('SPY', { start: '2024-03-06', resolution: Resolution.Minute, closes }),
  });
  const strategy = new Holds();
  await stage.start(strategy);
  await stage.run(startUtc + 5 * MS_PER_MINUTE);
  expect(stage.session.status.positions).toMatchObject([{ quantity: 10 }]);
  // Shares come from elsewhere, such as another broker, of which TWS tells no execution.
  const security = stage.venue.securities.values[0];
  security?.holdings.setHoldings(Decimal.fromInteger(100), Decimal.fromInteger(25));
  stage.simulator.life.restart();
  await stage.run(startUtc + 10 * MS_PER_MINUTE);
  expect(stage.session.status.positions).toMatchObject([{ quantity: 25 }]);
  const told = stage.notices.find(({ code }) => code === 'RECONCILIATION_DIFFERENCE');
  expect(told?.severity).not.toBe('info');
  await stage.close();
});

/** An order of each type, again and again for a day. */
class EveryType extends Algorithm {
  #step = 0;

  override initialize(): void {
    this.setStartDate(2024, 3, 4);
    this.setEndDate(2024, 3, 4);
    this.setCash(100_000);
    this.addEquity('ALFA', Resolution.Minute);
    this.schedule.on(this.dateRules.everyDay('ALFA'), this.timeRules.beforeMarketClose('ALFA', 30), () => {
      this.liquidate();
      this.marketOnCloseOrder('ALFA', 5);
    });
    this.schedule.on(this.dateRules.everyDay('ALFA'), this.timeRules.at(7, 0), () => this.marketOnOpenOrder('ALFA', 3));
  }

  override onData(): void {
    const { price } = this.securities.get('ALFA');
    const near = (share: number): number => Math.round(price * share * 100) / 100;
    this.#step += 1;
    if (this.#step % 60 === 1) this.marketOrder('ALFA', 10);
    else if (this.#step % 60 === 5) this.limitOrder('ALFA', -4, near(1.0005));
    else if (this.#step % 60 === 9) this.stopMarketOrder('ALFA', -3, near(0.9995));
    else if (this.#step % 60 === 13) this.stopLimitOrder('ALFA', 3, near(1.0005), near(1.001));
    else if (this.#step % 60 === 17) this.limitIfTouchedOrder('ALFA', 2, near(0.9995), near(0.9997));
    else if (this.#step % 60 === 21) this.trailingStopOrder('ALFA', -2, 0.001, true);
  }
}

it('J10 a strategy decides and trades over the wire as in the backtest', async () => {
  const data = openDataFolder(DATA, false);
  const { difference, counts } = await rehearseStrategy(EveryType, {
    broker: ibRehearsal,
    data,
    lastPossibleDay: 20_000,
  });
  expect(difference).toBe(null);
  expect(counts.orders).toBeGreaterThan(30);
});

/** Orders that IB has only under conditions, and some that it does not have. */
class Conditions extends Algorithm {
  #isDone = false;

  override initialize(): void {
    this.setStartDate(2024, 3, 4);
    this.setEndDate(2024, 3, 4);
    this.setCash(100_000);
    this.addEquity('ALFA', Resolution.Minute);
  }

  override onData(): void {
    if (this.#isDone) return;
    this.#isDone = true;
    const { price } = this.securities.get('ALFA');
    const low = Math.round(price * 90) / 100;
    this.limitOrder('ALFA', 3, low, false, '', { timeInForce: TimeInForce.goodTilDate(2024, 3, 4) });
    this.limitOrder('ALFA', 3, low, false, '', { timeInForce: TimeInForce.Day, outsideRegularTradingHours: true });
    this.marketOnCloseOrder('ALFA', 3);
    this.marketOrder('ALFA', 0.5);
    this.marketOnCloseOrder('ALFA', 3, false, '', { timeInForce: TimeInForce.Day });
  }
}

it('J10 what IB does not have gets no id, in either run', async () => {
  const { difference, counts } = await rehearseStrategy(Conditions, {
    broker: ibRehearsal,
    data: openDataFolder(DATA, false),
    lastPossibleDay: 20_000,
  });
  expect(difference).toBe(null);
  expect(counts.orders).toBe(3);
});

const SOAK_ORDERS = 100;
const EIGHT_HOURS_MS = 8 * 60 * MS_PER_MINUTE;

it('J11 eight hours on a bad wire: what filled is what is held, and no order is open here alone or sent twice', async () => {
  const stage = await AdapterStage.open({
    simulator: { habits: { messagesPerSecond: null, workingOrdersPerSide: 10_000 } },
  });
  const desk = await stage.desk();
  const random = new SeededRandom(7);
  stage.simulator.faults.random = new RandomWireFaults(7);
  const orders: Order[] = [];
  const types = [OrderType.Market, OrderType.Limit, OrderType.StopMarket] as const;
  for (let count = 0; count < SOAK_ORDERS; count += 1) {
    const quantity = random.next(1, 20) * (random.nextDouble() < 0.5 ? -1 : 1);
    const type = types[random.next(0, types.length)] ?? OrderType.Market;
    const away = random.next(1, 5) * Math.sign(quantity);
    const handover = desk.handover(type, quantity, { limit: 100 - away, stop: 100 + away });
    orders.push(handover.order);
    await desk.send(handover);
    await stage.pass(EIGHT_HOURS_MS / SOAK_ORDERS / 2);
    stage.quote(100 + random.next(-3, 4));
    await stage.pass(EIGHT_HOURS_MS / SOAK_ORDERS / 2);
  }
  stage.simulator.faults.clear();
  await stage.pass(5 * MS_PER_MINUTE);
  const fills = new Map(
    desk.events.filter(({ isFill }) => isFill).map((event) => [event.executionId, event.fillQuantity]),
  );
  const [held] = await stage.adapter.getHoldings();
  expect([...fills.values()].reduce((sum, units) => sum + units, 0)).toBe(held?.quantity.toNumber() ?? 0);
  const placed = stage.placed.map(({ orderRef }) => orderRef);
  expect(new Set(placed).size).toBe(placed.length);
  const openHere = orders.filter((order) => !order.isClosed && !desk.wasRefused(order)).map(({ id }) => `T${id}`);
  expect(stage.simulator.orders.open().map(({ terms }) => terms.orderRef)).toEqual(expect.arrayContaining(openHere));
  await stage.close();
});
