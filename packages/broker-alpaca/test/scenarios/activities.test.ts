import { OrderType } from '@lockstep/core';
import { afterEach, describe, expect, it } from 'vitest';
import { AdapterStage } from '../adapter-stage.ts';
import type { ScenarioDesk } from './scenario-desk.ts';

const SIX_MINUTES = 360_000;

let stage: AdapterStage;
let desk: ScenarioDesk;

afterEach(() => stage.close());

function flows(of = desk): string[] {
  return of.messages.flatMap((message) =>
    message.kind === 'cashFlow' ? [`${message.reason} ${message.amount} ${message.currency}`] : [],
  );
}

function move(type: string, amount: string): Promise<unknown> {
  return stage.byHand('POST', '/__sim/activities', { type, amount });
}

describe('money that moves without a trade', () => {
  it('is told once, by what it is', async () => {
    stage = await AdapterStage.open();
    desk = await stage.desk();
    await desk.place(OrderType.Market, 10);
    await stage.trade(101);
    await stage.byHand('POST', '/__sim/dividends', { symbol: 'SPY', amount: '0.24' });
    await move('FEE', '-1.25');
    await move('INT', '0.5');
    await move('DIVNRA', '-0.36');
    await move('CSW', '-200');
    await move('MA', '7');
    await stage.pass(SIX_MINUTES);
    expect(flows()).toEqual([
      'dividend 2.4 USD',
      'fee -1.25 USD',
      'interest 0.5 USD',
      'tax -0.36 USD',
      'transfer -200 USD',
      'correction 7 USD',
    ]);
    await stage.pass(SIX_MINUTES);
    expect(flows().length).toBe(6);
  });

  it('is not told again to a session that begins with the cash it left', async () => {
    stage = await AdapterStage.open();
    desk = await stage.desk();
    await move('FEE', '-1.25');
    await stage.pass(SIX_MINUTES);
    stage.adapter.disconnect();
    await move('INT', '0.5');
    stage.connectAnew();
    const next = await stage.desk();
    await stage.pass(SIX_MINUTES);
    expect([flows(), flows(next)]).toEqual([['fee -1.25 USD'], []]);
    await move('FEE', '-2');
    await stage.pass(SIX_MINUTES);
    expect(flows(next)).toEqual(['fee -2 USD']);
  });

  it('is told after a look that failed', async () => {
    stage = await AdapterStage.open();
    desk = await stage.desk();
    await move('FEE', '-1.25');
    stage.simulator.faults.requests.next({ method: 'GET', path: '/v2/account/activities', reply: 'lost' });
    await stage.pass(SIX_MINUTES);
    await stage.pass(SIX_MINUTES);
    expect(flows()).toEqual(['fee -1.25 USD']);
  });

  it('is in the cash with which a session begins, and not told, though it was booked after connecting', async () => {
    stage = await AdapterStage.open();
    desk = await stage.desk();
    await move('DIV', '250');
    expect(await cash()).toBe(100_250);
    await stage.pass(SIX_MINUTES);
    expect(flows()).toEqual([]);
  });

  it('is told before a balance that holds it: what is compared adds up', async () => {
    stage = await AdapterStage.open();
    desk = await stage.desk();
    expect(await cash()).toBe(100_000);
    await move('DIV', '250');
    expect([await cash(), flows()]).toEqual([100_250, ['dividend 250 USD']]);
    await stage.pass(SIX_MINUTES);
    expect(flows().length).toBe(1);
  });

  it('has the cash read again when it is booked between the balance and what it is made of', async () => {
    stage = await AdapterStage.open();
    desk = await stage.desk();
    await cash();
    stage.simulator.faults.requests.next({ method: 'GET', path: '/v2/account', replyDelayMs: 1_000 });
    const asked = cash();
    await stage.settle();
    await move('FEE', '-1.25');
    await stage.pass(2_000);
    expect([await asked, flows()]).toEqual([99_998.75, ['fee -1.25 USD']]);
  });
});

async function cash(): Promise<number | undefined> {
  return (await stage.adapter.getCashBalance())[0]?.amount.toNumber();
}
