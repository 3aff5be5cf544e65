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
});
