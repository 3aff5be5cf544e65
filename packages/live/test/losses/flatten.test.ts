import { OrderStatus } from '@lockstep/core';
import type { ScriptedFaults } from '@lockstep/core/testing';
import { expect, test } from 'vitest';
import { inParts } from '../protection/parts-of-fills.ts';
import type { Stage } from '../stage.ts';
import { BuysTen, heldAtVenue, heldHere, MINUTE_MS, minutes, OPEN_UTC, stageOf } from './one-trade.ts';

/** Enters ten with a stop and a target, which nothing reaches. */
class Bracketed extends BuysTen {
  override onData(): void {
    this.state.steps += 1;
    if (this.state.steps === 1) this.bracketOrder('ABC', 10, { stopLoss: 90, takeProfit: 120 });
  }
}

/** Units that were executed at the venue, one after the other. */
async function executed(stage: Stage<ScriptedFaults>): Promise<number[]> {
  const { executions } = await stage.standing.venue.getExecutions(0);
  return executions.map(({ quantity }) => quantity.toNumber());
}

/** Nothing is held or open, neither here nor there. */
async function expectFlat(stage: Stage<ScriptedFaults>): Promise<void> {
  const open = await stage.standing.venue.getOpenOrders();
  const there = [await heldAtVenue(stage), open.length];
  expect([...there, heldHere(stage), stage.session.status.openOrders]).toEqual([0, 0, 0, 0]);
}

test('what an entry may still fill is cancelled first, and what it has filled is closed: nothing is turned around', async () => {
  const stage = stageOf({ fillModel: inParts({ 1: [4, 3, 3] }) });
  await stage.start(BuysTen);
  await minutes(stage, 1.1);
  expect(await heldAtVenue(stage)).toBe(4);
  // The entry lives on for a while, and each request has the venue fill another part of it.
  stage.faults.nextRequests('cancel', 'lost');
  void stage.session.flatten('out');
  await minutes(stage, 3);
  expect(await executed(stage)).toEqual([4, 3, -4, 3, -3, -3]);
  await expectFlat(stage);
});

test('what a cancelled entry has filled untold is closed as well, when it is known', async () => {
  const stage = stageOf({ fillModel: inParts({ 1: [4, 6] }) });
  await stage.start(BuysTen);
  await minutes(stage, 1.1);
  // The cancel comes too late, and nothing is told of it.
  stage.faults.nextTelling((what) => 'status' in what && what.status === OrderStatus.Filled, 'dropped');
  stage.standing.venue.scan();
  void stage.session.flatten('out');
  await minutes(stage, 3);
  await expectFlat(stage);
  expect(await executed(stage)).toEqual([4, 6, -4, -6]);
});

test('a stop and a target are gone before the position is closed', async () => {
  const stage = stageOf({ capabilities: { nativeBrackets: 'fromFirstFill', nativeOco: true } });
  await stage.start(Bracketed);
  await minutes(stage, 2);
  stage.faults.nextRequests('cancel', 'lost');
  const asked: string[] = [];
  stage.line.onSending = (kind, order, moment) => void (moment === 'before' && asked.push(`${kind} ${order.id}`));
  void stage.session.flatten('out');
  await minutes(stage, 4);
  // The cancel of the target is lost, and the stop stays as long as that is not known.
  expect(asked).toEqual(['cancel 3', 'cancel 3', 'cancel 2', 'place 4']);
  expect(await executed(stage)).toEqual([10, -10]);
  await expectFlat(stage);
});

test('a close that is refused is tried again, and the strategy cannot enter meanwhile', async () => {
  class BuysOn extends BuysTen {
    override onData(): void {
      this.state.steps += 1;
      this.marketOrder('ABC', 1);
    }
  }
  const stage = stageOf();
  await stage.start(BuysOn);
  await minutes(stage, 3.9);
  stage.faults.nextRequests('place', 'refused', 'timeoutBefore', 'refused');
  void stage.session.flatten('out');
  await minutes(stage, 4.5);
  expect(await heldAtVenue(stage)).toBe(3);
  await stage.run(OPEN_UTC + 5 * MINUTE_MS - 1_000);
  await expectFlat(stage);
  await minutes(stage, 7.5);
  expect(await heldAtVenue(stage)).toBeGreaterThan(0);
});

test('it goes on in the next process', async () => {
  const stage = stageOf();
  await stage.start(BuysTen);
  await minutes(stage, 2);
  stage.line.isHalfOpen = true;
  void stage.session.flatten('out');
  await stage.seconds(1);
  await stage.crash();
  stage.line.isHalfOpen = false;
  await stage.start(BuysTen);
  await minutes(stage, 4);
  await expectFlat(stage);
});

test('a process that dies at its first cancel leaves it to the next one', async () => {
  const stage = stageOf();
  await stage.start(Bracketed);
  await minutes(stage, 2);
  const crashes: Promise<void>[] = [];
  stage.line.onSending = (kind, _order, moment) => {
    if (kind === 'cancel' && moment === 'before' && crashes.length === 0) crashes.push(stage.crash());
  };
  void stage.session.flatten('out').catch(() => undefined);
  await stage.seconds(1);
  expect(crashes).toHaveLength(1);
  await Promise.all(crashes);
  stage.line.onSending = () => undefined;
  await stage.start(Bracketed);
  await minutes(stage, 4);
  await expectFlat(stage);
});
