import { OrderStatus, OrderType } from '@lockstep/core';
import { describe, expect, it } from 'vitest';
import { bridgeProcess } from '../../src/bridge/bridge-process.ts';
import { DealType } from '../../src/wire/enums.ts';
import { hasPython } from '../python.ts';
import { TerminalStage, type TerminalStageOptions } from '../terminal-stage.ts';
import { ScenarioStage } from './scenario-desk.ts';

const { Submitted, Filled } = OrderStatus;
const { Market, Limit } = OrderType;
const scene = new ScenarioStage();

/** What connecting fails with. */
async function refusal(options: TerminalStageOptions, prepare?: (stage: TerminalStage) => void): Promise<string> {
  scene.stage = await TerminalStage.open(options);
  prepare?.(scene.stage);
  const error: unknown = await scene.stage.adapter
    .connect({ orderEvent: () => undefined, message: () => undefined })
    .catch((reason: unknown) => reason);
  expect(scene.stage.adapter.isReady).toBe(false);
  return error instanceof Error ? `${String((error as { code?: string }).code)} ${error.message}` : 'connected';
}

describe.skipIf(!hasPython)('a session (needs Python 3.9 or later)', () => {
  it('1 without the package: says what to do', async () => {
    expect(await refusal({ terminal: { transport: bridgeProcess() } })).toMatch(/^BROKER_UNAVAILABLE.*pip install/);
  });

  it('1 without Python: says what to do', async () => {
    const transport = bridgeProcess({ python: 'no-such-python' });
    expect(await refusal({ terminal: { transport } })).toMatch(/^BROKER_SILENT.*install Python/);
  });

  it('2 without a terminal, with a wrong password, with a terminal that does not answer', async () => {
    const lost = bridgeProcess({ ...(await surroundings()), environment: { LOCKSTEP_MT5_TERMINAL: '127.0.0.1:1' } });
    expect(await refusal({ terminal: { transport: lost } })).toMatch(/^BROKER_UNAVAILABLE.*MT5_PATH/);
    await scene.stage.close();
    expect(await refusal({ terminal: { account: { login: '5012345', password: 'wrong' } } })).toMatch(/^BROKER_AUTH/);
    await scene.stage.close();
    const silent = (stage: TerminalStage): void =>
      stage.simulator.faults.script('initialize', { error: [-10_005, 'IPC timeout'] });
    expect(await refusal({}, silent)).toMatch(/^BROKER_SILENT/);
  });

  it('3 an account with real money is refused unless that is allowed', async () => {
    const real = { simulator: { account: { tradeMode: 2 } } };
    expect(await refusal(real)).toMatch(/^BROKER_ACCOUNT.*real money/);
    await scene.stage.close();
    expect(await refusal({ ...real, terminal: { account: { allowReal: true } } }).catch(String)).toMatch(
      /AssertionError/,
    );
  });

  it('4 another login or server than asked for is refused', async () => {
    const elsewhere = (stage: TerminalStage): void => {
      stage.simulator.faults.login = 77;
    };
    expect(await refusal({}, elsewhere)).toMatch(/^BROKER_ACCOUNT.*77/);
  });

  it('4 an account switched by hand ends trading', async () => {
    await scene.open();
    scene.faults.login = 77;
    const order = await scene.desk.place(Market, 10);
    expect(scene.outcomesOf(order)).toEqual(['place refused ACCOUNT']);
    expect(scene.notices).toContain('ACCOUNT_SWITCHED');
    expect(scene.stage.adapter.isReady).toBe(false);
    expect(scene.stage.calls('order_send')).toBe(0);
  });

  it('5 a terminal without its trade server: ready once it is back', async () => {
    await scene.open();
    scene.faults.connected = false;
    await scene.stage.pass(25_000);
    expect([scene.stage.adapter.isReady, scene.kinds('disconnected')]).toEqual([false, 1]);
    const order = await scene.desk.place(Market, 10);
    expect(scene.outcomesOf(order)).toEqual(['place refused NOT_CONNECTED']);
    scene.faults.connected = true;
    await scene.stage.pass(25_000);
    expect([scene.stage.adapter.isReady, scene.kinds('reconnected')]).toEqual([true, 1]);
  });

  it('6 AutoTrading off: refused here; on again: sent again', async () => {
    await scene.open();
    scene.faults.autoTrading = false;
    await scene.stage.pass(25_000);
    const order = await scene.desk.place(Market, 10);
    expect(scene.outcomesOf(order)).toEqual(['place refused TRADING_OFF']);
    scene.faults.autoTrading = true;
    await scene.stage.pass(25_000);
    expect((await scene.desk.place(Market, 10)).status).toBe(Filled);
  });

  it('9 the bridge dies: another one is started, and what happened meanwhile is told once', async () => {
    await scene.open();
    const order = await scene.desk.place(Limit, 10, { limit: 95 });
    await scene.stage.pass(1_000);
    await scene.stage.killBridge();
    expect(scene.stage.adapter.isReady).toBe(false);
    scene.stage.quote(94);
    await scene.stage.pass(5_000);
    expect(scene.stage.adapter.isReady).toBe(true);
    expect(scene.desk.statusesOf(order)).toEqual([Submitted, Filled]);
    expect([scene.kinds('disconnected'), scene.kinds('reconnected')]).toEqual([1, 1]);
  });

  it('10 the bridge dies five times in five minutes: it is not started again', async () => {
    await scene.open();
    for (let time = 0; time < 5; time += 1) {
      await scene.stage.killBridge();
      await scene.stage.pass(10_000);
    }
    expect(scene.notices).toContain('BRIDGE_FAILED');
    expect(scene.stage.adapter.isReady).toBe(false);
  });

  it('12 the terminal is gone between two looks: started over, and everything seen', async () => {
    await scene.open();
    const order = await scene.desk.place(Limit, 10, { limit: 95 });
    await scene.stage.pass(1_000);
    scene.stage.simulator.dropConnections();
    scene.stage.quote(94);
    await scene.stage.pass(30_000);
    expect(scene.desk.statusesOf(order)).toEqual([Submitted, Filled]);
    expect([scene.kinds('disconnected'), scene.kinds('reconnected')]).toEqual([1, 1]);
    expect(scene.stage.calls('initialize')).toBe(2);
  });
});

describe.skipIf(!hasPython)('what others do on the account (needs Python 3.9 or later)', () => {
  it('46 a sale of more than is held turns the position around in one deal', async () => {
    await scene.open();
    await scene.desk.place(Market, 10);
    await scene.desk.place(Market, -15);
    const [holding] = await scene.stage.adapter.getHoldings();
    expect(holding?.quantity.toNumber()).toBe(-5);
    expect(scene.stage.simulator.ledger.deals.map(({ entry }) => entry)).toEqual([0, 2]);
  });

  it('55 a trade by hand is told as one of others, once', async () => {
    await scene.open();
    scene.stage.simulator.byHand({ symbol: 'SPY', volume: 3, type: 0 });
    await scene.stage.pass(60_000);
    expect(scene.kinds('externalExecution')).toBe(1);
    const [told] = scene.desk.messages.filter(({ kind }) => kind === 'externalExecution');
    expect(told).toMatchObject({ forced: false, execution: { clientOrderId: null } });
  });

  it('57 money that comes and goes is a cash flow, once', async () => {
    await scene.open();
    const { ledger } = scene.stage.simulator;
    const money = {
      order: 0,
      entry: 0,
      magic: 0,
      positionId: 0,
      reason: 0,
      volume: 0,
      price: 0,
      commission: 0,
      swap: 0,
    };
    const book = (type: number, profit: number): void =>
      ledger.addDeal({
        ...money,
        ticket: ledger.nextTicket(),
        timeMs: scene.stage.clock.utcNow(),
        type,
        profit,
        symbol: '',
        comment: '',
      });
    book(DealType.Balance, 500);
    book(15, 12.5);
    book(17, -1.5);
    await scene.stage.pass(60_000);
    const flows = scene.desk.messages.flatMap((message) =>
      message.kind === 'cashFlow' ? [[message.reason, message.amount.toNumber()]] : [],
    );
    expect(flows).toEqual([
      ['transfer', 500],
      ['dividend', 12.5],
      ['tax', -1.5],
    ]);
    expect(scene.desk.events).toEqual([]);
  });

  it('58 the server is three hours ahead: times are UTC, and the newest deals are found', async () => {
    await scene.open({ simulator: { serverTime: 'UTC+03' }, terminal: { serverTime: 'UTC+03' } });
    const order = await scene.desk.place(Market, 10);
    const now = scene.stage.clock.utcNow();
    expect(scene.desk.fillsOf(order)[0]?.utcTimeMs).toBe(now);
    expect((await scene.stage.adapter.getExecutions(now - 1_000)).executions.length).toBe(1);
  });

  it('63 a symbol has another name at the broker', async () => {
    const names = { SPY: 'SPY.us' };
    const symbols = { 'SPY.us': { volume_step: 0.1, volume_min: 0.1 } };
    await scene.open({ simulator: { names, symbols }, adapter: { symbols: names } });
    expect((await scene.desk.place(Market, 10)).status).toBe(Filled);
    const [holding] = await scene.stage.adapter.getHoldings();
    expect([holding?.instrument, holding?.symbol?.value]).toEqual(['SPY.us', 'SPY']);
    await scene.stage.close();

    await scene.open({ simulator: { names } });
    scene.stage.simulator.instruments.find('SPY.us');
    const order = await scene.desk.place(Market, 10);
    expect(scene.outcomesOf(order)).toEqual(['place refused NOT_SENT']);
    expect(scene.desk.messages.at(-1)).toMatchObject({ text: /SPY\.us.*MT5_SYMBOLS/ });
  });

  it('64 a symbol is chosen before it is traded; one that cannot be is an error', async () => {
    await scene.open();
    await scene.desk.place(Market, 10);
    expect(scene.stage.calls('symbol_select')).toBe(1);
    await scene.stage.close();
    await scene.open();
    scene.faults.script('symbol_select', { error: [-1, 'no such symbol'] });
    expect(scene.outcomesOf(await scene.desk.place(Market, 10))).toEqual(['place refused MT5-1']);
  });

  it('66 prices are whole ticks', async () => {
    await scene.open({ simulator: { symbols: { SPY: { trade_tick_size: 0.25 } } } });
    const order = await scene.desk.place(Limit, 10, { limit: 95.3 });
    expect((await scene.stage.adapter.getOpenOrders())[0]?.limitPrice?.toNumber()).toBe(95.25);
    expect(scene.desk.messages.find(({ kind }) => kind === 'orderChanged')).toMatchObject({ orderId: order.id });
  });
});

async function surroundings() {
  scene.stage = await TerminalStage.open();
  const found = scene.stage.simulator.surroundings();
  await scene.stage.close();
  return found;
}
