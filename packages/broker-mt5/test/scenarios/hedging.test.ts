import { type Order, OrderStatus, OrderType } from '@lockstep/core';
import { expect, it } from 'vitest';
import { DealEntry } from '../../src/wire/enums.ts';
import { HEDGING, type TerminalStageOptions } from '../terminal-stage.ts';
import { ScenarioStage } from './scenario-desk.ts';

const { Submitted, Filled, PartiallyFilled, Canceled } = OrderStatus;
const { Market, StopMarket } = OrderType;
const scene = new ScenarioStage();

/** A hedging account with a position of 5 and a younger one of 7. */
async function openWithTwo(options: TerminalStageOptions['simulator'] = {}): Promise<readonly [Order, Order]> {
  await scene.open({ simulator: { ...options, account: { ...HEDGING, ...options.account } } });
  return [await scene.desk.place(Market, 5), await scene.desk.place(Market, 7)];
}

/** Signed units of each position, oldest first. */
function held(): number[] {
  return scene.stage.simulator.ledger.positions.all().map(({ units }) => units.toNumber());
}

/** Volume, entry, and the position of each deal of the terminal from a number on. */
function deals(from: number): (readonly number[])[] {
  return scene.stage.simulator.ledger.deals
    .slice(from)
    .map(({ volume, entry, positionId }) => [volume, entry, positionId] as const);
}

scene.onBothWays('a hedging account', () => {
  it('47 a sale closes the oldest position and a part of the next, and opens none', async () => {
    const [first, second] = await openWithTwo();
    const sale = await scene.desk.place(Market, -10);
    expect(scene.desk.statusesOf(sale)).toEqual([Submitted, PartiallyFilled, Filled]);
    expect(scene.filled(sale)).toEqual([-10, 2]);
    expect(deals(2)).toEqual([
      [5, DealEntry.Out, Number(first.brokerId[0])],
      [5, DealEntry.Out, Number(second.brokerId[0])],
    ]);
    expect(held()).toEqual([2]);
    const [holding] = await scene.stage.adapter.getHoldings();
    expect([holding?.quantity.toNumber(), holding?.positionId]).toEqual([2, second.brokerId[0]]);
    expect(sale.brokerId.length).toBe(2);
    const { executions } = await scene.stage.adapter.getExecutions(scene.stage.clock.utcNow() - 60_000);
    expect(executions.slice(2).map(({ clientOrderId }) => clientOrderId)).toEqual(['T3', 'T3']);
    expect(await scene.stage.adapter.findOrder('T3')).toMatchObject({ status: Filled, brokerIds: sale.brokerId });
  });

  it('47 a sale of more than is held closes all and opens a short position of the rest', async () => {
    await openWithTwo();
    const sale = await scene.desk.place(Market, -15);
    expect(scene.filled(sale)).toEqual([-15, 3]);
    expect(held()).toEqual([-3]);
  });

  it('48 a position is closed by its stop at the same time: only the rest of the order is carried out', async () => {
    await openWithTwo();
    scene.faults.script('order_send', { retcode: 10_036 });
    const sale = await scene.desk.place(Market, -10);
    expect(scene.desk.statusesOf(sale)).toEqual([Submitted, PartiallyFilled, Canceled]);
    expect(scene.filled(sale)).toEqual([-5, 1]);
    expect(scene.desk.events.at(-1)?.message).toMatch(/closed already/);
    expect(scene.stage.calls('order_send')).toBe(4);
  });

  it('49 somebody closes a part meanwhile: what is left of the position is closed, and nothing opened', async () => {
    const [first] = await openWithTwo();
    scene.faults.script('order_check', { delayMs: 1_000, executes: true });
    const sale = await scene.desk.place(Market, -10);
    const position = Number(first.brokerId[0]);
    scene.stage.leaveAlone();
    scene.stage.simulator.byHand({ symbol: 'SPY', volume: 2, type: 1, position });
    await scene.stage.pass(2_000);
    expect(scene.filled(sale)).toEqual([-8, 2]);
    expect(sale.status).toBe(Canceled);
    expect(held()).toEqual([2]);
  });

  it('49 the position is being closed already: looked at again, and refused without a second order', async () => {
    await openWithTwo();
    scene.faults.script('order_send', ...Array.from({ length: 4 }, () => ({ retcode: 10_039 })));
    const sale = await scene.desk.place(Market, -5);
    await scene.stage.pass(10_000);
    expect(scene.outcomesOf(sale)).toEqual(['place refused CLOSE_ORDER_EXIST']);
    expect(held()).toEqual([5, 7]);
  });

  it.each([
    ['says so', { fifoClose: true }, 0],
    ['refuses the other way', {}, 1],
  ])(
    '50 the broker wants the oldest closed first (it %s): it is, whoever has opened it',
    async (_, account, refusals) => {
      await scene.open({ simulator: { account: { ...HEDGING, ...account } } });
      scene.stage.simulator.byHand({ symbol: 'SPY', volume: 3, type: 0 });
      await scene.stage.pass(1_000);
      await scene.desk.place(Market, 4);
      scene.faults.script('order_send', ...Array.from({ length: refusals }, () => ({ retcode: 10_045 })));
      const sale = await scene.desk.place(Market, -4);
      expect([scene.filled(sale), sale.status]).toEqual([[-4, 2], Filled]);
      expect(held()).toEqual([3]);
      expect(deals(2).map(([volume]) => volume)).toEqual([3, 1]);
    },
  );

  it('55 a position opened by hand is told, counts, and is closed after our own', async () => {
    await scene.open({ simulator: { account: HEDGING } });
    scene.stage.simulator.byHand({ symbol: 'SPY', volume: 3, type: 0 });
    await scene.stage.pass(1_000);
    expect(scene.kinds('externalExecution')).toBe(1);
    await scene.desk.place(Market, 4);
    await scene.desk.place(Market, -4);
    expect(held()).toEqual([3]);
    expect((await scene.stage.adapter.getHoldings()).map(({ quantity }) => quantity.toNumber())).toEqual([3]);
    await scene.desk.place(Market, -3);
    expect(await scene.stage.adapter.getHoldings()).toEqual([]);
  });

  it('a part of which nobody says what became of it is found by its own comment', async () => {
    await openWithTwo();
    scene.faults.script('order_send', {}, { retcode: 10_012, executes: true });
    const sale = await scene.desk.place(Market, -10);
    expect(scene.outcomesOf(sale)).toEqual(['place unknown NO_ANSWER']);
    await scene.stage.pass(20_000);
    expect([scene.filled(sale), sale.status]).toEqual([[-10, 2], Filled]);
    expect(scene.stage.calls('order_send')).toBe(4);
    expect(held()).toEqual([2]);
  });

  it('32 the process dies between two parts: the rest is not sent, and said to be missing', async () => {
    await openWithTwo();
    scene.faults.script('order_send', {}, { drop: true });
    const handover = scene.desk.handover(Market, -10, {});
    await scene.desk.send(handover);
    scene.stage.adapter.disconnect();
    const adapter = scene.stage.connectAnew();
    adapter.remember([handover]);
    await adapter.connect(scene.desk);
    const found = await adapter.findOrder(handover.clientOrderId);
    expect([found?.status, found?.filledQuantity.toNumber(), found?.quantity.toNumber()]).toEqual([Canceled, -5, -10]);
    expect(held()).toEqual([7]);
  });

  it('a stop that fills opens the opposite position: both are closed by each other, which is no execution', async () => {
    await scene.open({ simulator: { account: HEDGING } });
    await scene.desk.place(Market, 10);
    const stop = await scene.desk.place(StopMarket, -10, { stop: 95 });
    await scene.desk.trade(94);
    expect([scene.filled(stop), held()]).toEqual([[-10, 1], []]);
    expect(deals(2).map(([volume, entry]) => [volume, entry])).toEqual([
      [10, DealEntry.OutBy],
      [10, DealEntry.OutBy],
    ]);
    expect(scene.kinds('externalExecution')).toBe(0);
    const { executions } = await scene.stage.adapter.getExecutions(0);
    expect(executions.length).toBe(2);
  });

  it('where the broker lets none be closed by another that is said once, and the next order closes what it can', async () => {
    await scene.open({ simulator: { account: HEDGING, symbols: { SPY: { order_mode: 63 } } } });
    await scene.desk.place(Market, 10);
    await scene.desk.place(StopMarket, -10, { stop: 95 });
    await scene.desk.trade(94);
    await scene.desk.trade(93);
    expect(scene.notices.filter((code) => code === 'POSITIONS_OPPOSED').length).toBe(1);
    expect(held()).toEqual([10, -10]);
    await scene.desk.place(Market, 4);
    expect(held()).toEqual([10, -6]);
  });

  it('cash is that of a portfolio that nets, whichever position was closed', async () => {
    await scene.open({ simulator: { account: HEDGING } });
    await scene.desk.place(Market, 5);
    await scene.desk.trade(110);
    await scene.desk.place(Market, 7);
    await scene.desk.trade(120);
    await scene.desk.place(Market, -8);
    const paid = scene.desk.events.reduce((sum, { fillQuantity, fillPrice, orderFee }) => {
      return sum + fillQuantity * fillPrice + orderFee.amount.toNumber();
    }, 0);
    const [cash] = await scene.stage.adapter.getCashBalance();
    expect(cash?.amount.toNumber()).toBeCloseTo(100_000 - paid, 6);
  });
});
