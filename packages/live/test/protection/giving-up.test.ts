import { describe, expect, test } from 'vitest';
import { BuysTen, heldAtVenue, heldHere, MINUTE_MS, minutes, OPEN_UTC, stageOf } from '../losses/one-trade.ts';

const NATIVE = { nativeBrackets: 'fromFirstFill', nativeOco: true } as const;

/** Enters ten with a stop and a target, and wants out three minutes later. */
class WantsOut extends BuysTen {
  override onData(): void {
    this.state.steps += 1;
    if (this.state.steps === 1) this.bracketOrder('ABC', 10, { stopLoss: 90, takeProfit: 120 });
    if (this.state.steps === 4) this.liquidate('ABC');
  }
}

describe('a strategy that wants out while the broker is away', () => {
  test('keeps its stop: what closes the position is not sent either', async () => {
    const stage = stageOf({ capabilities: NATIVE });
    await stage.start(WantsOut);
    await stage.run(OPEN_UTC + 4 * MINUTE_MS - 10_000);
    stage.line.disconnect('a moment', false);
    await stage.run(OPEN_UTC + 4 * MINUTE_MS + 20_000);
    stage.line.reconnect();
    await minutes(stage, 8);
    const open = await stage.standing.venue.getOpenOrders();
    expect(open.map(({ clientOrderId, quantity }) => [clientOrderId?.at(-1), quantity.toNumber()])).toEqual([
      ['2', -10],
      ['3', -10],
    ]);
    expect([await heldAtVenue(stage), heldHere(stage), stage.session.status.openOrders]).toEqual([10, 10, 2]);
  });

  test('is out when it is back, where it went away between the cancel of the stop and the close', async () => {
    const stage = stageOf({ capabilities: NATIVE });
    await stage.start(WantsOut);
    await stage.run(OPEN_UTC + 4 * MINUTE_MS - 10_000);
    stage.line.onSending = (kind, _, moment) => {
      if (kind === 'cancel' && moment === 'after') stage.line.disconnect('a moment', false);
    };
    await stage.run(OPEN_UTC + 4 * MINUTE_MS + 20_000);
    expect(await heldAtVenue(stage)).toBe(10);
    stage.line.onSending = null;
    stage.line.reconnect();
    await minutes(stage, 8);
    expect([await heldAtVenue(stage), heldHere(stage), stage.session.status.openOrders]).toEqual([0, 0, 0]);
    expect(await stage.standing.venue.getOpenOrders()).toEqual([]);
  });

  test('is out when it is back, and its stop is gone first, where orders wait for it', async () => {
    const stage = stageOf({ capabilities: NATIVE });
    await stage.start(WantsOut, { settings: { whileDisconnected: 'queue' } });
    await stage.run(OPEN_UTC + 4 * MINUTE_MS - 10_000);
    stage.line.disconnect('a moment', false);
    await stage.run(OPEN_UTC + 4 * MINUTE_MS + 20_000);
    const sent: string[] = [];
    stage.line.onSending = (kind, { id }, moment) => void (moment === 'before' && sent.push(`${kind} ${id}`));
    stage.line.reconnect();
    await minutes(stage, 8);
    expect(sent).toEqual(['cancel 2', 'cancel 3', 'place 4']);
    expect([await heldAtVenue(stage), heldHere(stage), stage.session.status.openOrders]).toEqual([0, 0, 0]);
  });
});
