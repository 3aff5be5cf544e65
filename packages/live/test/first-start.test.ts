import { Algorithm, LockstepError, Resolution } from '@lockstep/core';
import { ScriptedFaults, tradeBars } from '@lockstep/core/testing';
import { afterEach, expect, test } from 'vitest';
import type { LiveOptions } from '../src/session/live-options.ts';
import { Stage } from './stage.ts';

const MINUTE_MS = 60_000;
/** Monday, 4 March 2024, 09:30 in New York. */
const OPEN_MS = Date.UTC(2024, 2, 4, 14, 30);
const data = [
  tradeBars('ABC', {
    start: '2024-03-04',
    resolution: Resolution.Minute,
    closes: Array.from({ length: 390 }, () => 100),
  }),
];

let fired: string[] = [];

class Buys extends Algorithm {
  override initialize(): void {
    this.addEquity('ABC', Resolution.Minute);
    this.setBenchmark(() => 1);
    for (const minute of [35, 50]) {
      this.schedule.on(this.dateRules.everyDay(), this.timeRules.at(9, minute), () => {
        fired.push(this.time.toFormat('H:mm'));
      });
    }
  }

  override onData(): void {
    if (!this.portfolio.invested) this.marketOrder('ABC', 10);
  }
}

let stage: Stage<ScriptedFaults> | null = null;

function setUp(settings: Partial<LiveOptions> = {}): Stage<ScriptedFaults> {
  fired = [];
  stage = new Stage({ startUtc: OPEN_MS, data, faults: new ScriptedFaults(), settings });
  return stage;
}

afterEach(async () => stage?.dispose());

const codes = (): string[] => stage!.notices.map(({ code }) => code);

test('the first session waits for a broker that is away, says so, and begins when it comes', async () => {
  const { line, clock, standing } = setUp();
  line.disconnect('the gateway is not up yet', false);
  const session = await stage!.start(Buys);
  clock.at(OPEN_MS + 10 * MINUTE_MS + 30_000, () => line.reconnect());
  await stage!.run(OPEN_MS + 10 * MINUTE_MS);
  expect(codes()).toEqual(['BROKER_DISCONNECTED']);
  await stage!.run(OPEN_MS + 25 * MINUTE_MS);
  expect(codes()).toContain('BROKER_RECONNECTED');
  expect(session.status).toMatchObject({ trading: 'running', positions: [{ symbol: 'ABC', quantity: 10 }] });
  expect((await standing.venue.getHoldings()).map(({ quantity }) => quantity.toNumber())).toEqual([10]);
  // What was due before the run began was missed.
  expect(fired).toEqual(['9:50']);
});

test('it gives up when the time is up, and says why', async () => {
  const { line } = setUp({ settings: { brokerWaitMinutes: 5 } });
  line.disconnect('down', false);
  const session = await stage!.start(Buys);
  await stage!.run(OPEN_MS + 60 * MINUTE_MS);
  await expect(session.ended).rejects.toMatchObject({ code: 'BROKER_SILENT' });
  await expect(session.ended).rejects.toThrow(/away for 5 minutes \(cash and positions\)/);
  expect(codes()).toEqual(['BROKER_DISCONNECTED', 'SESSION_FAILED']);
});

test('a later session waits without end, and can be ended while it waits', async () => {
  const { line } = setUp({ settings: { brokerWaitMinutes: 5 } });
  await stage!.start(Buys);
  await stage!.run(OPEN_MS + 5 * MINUTE_MS);
  await stage!.crash();
  line.disconnect('down', false);
  const waiting = await stage!.start(Buys);
  await stage!.run(OPEN_MS + 3 * 60 * MINUTE_MS);
  expect(stage!.isRunning).toBe(true);
  await stage!.stop();
  expect(await waiting.ended).toMatchObject({ reason: 'stopped', status: { positions: [{ quantity: 10 }] } });
  line.reconnect();
  await stage!.start(Buys);
  // Ending it has taken its time.
  await stage!.seconds(600);
  expect(stage!.session.status.positions).toMatchObject([{ quantity: 10 }]);
});

test.each([
  ['keys that are not taken', () => new LockstepError('BROKER_UNAVAILABLE', 'The keys are of another account.'), 1],
  ['a connection that is refused at first', () => new Error('ECONNREFUSED'), 4],
])('connecting: %s', async (_what, failure, expected) => {
  let tries = 0;
  const { line } = setUp();
  const session = await stage!.start(Buys, {
    brokerage: () => {
      const end = line.connect();
      const connect = end.connect.bind(end);
      end.connect = (inbox) => {
        tries += 1;
        if (tries < 4) throw failure();
        connect(inbox);
      };
      return end;
    },
  });
  await stage!.run(OPEN_MS + 10 * MINUTE_MS);
  expect(tries).toBe(expected);
  if (expected === 1) await expect(session.ended).rejects.toMatchObject({ code: 'BROKER_UNAVAILABLE' });
  else expect(session.status.positions).toMatchObject([{ quantity: 10 }]);
});
