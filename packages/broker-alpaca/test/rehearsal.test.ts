import { fileURLToPath } from 'node:url';
import { openDataFolder } from '@lockstep/backtester';
import { Algorithm, Resolution, type Slice, TimeInForce } from '@lockstep/core';
import { type Rehearsal, rehearseStrategy } from '@lockstep/live';
import { expect, test } from 'vitest';
import { alpacaRehearsal } from '../src/simulator/index.ts';

const data = openDataFolder(fileURLToPath(new URL('../../../examples/data', import.meta.url)), false);

/** A strategy that acts once, at its first slice. */
function once(act: (algorithm: Algorithm, slice: Slice) => void): new () => Algorithm {
  return class extends Algorithm {
    #isDone = false;
    override initialize(): void {
      this.setStartDate(2024, 3, 4);
      this.setEndDate(2024, 3, 4);
      this.setCash(100_000);
      this.addEquity('ALFA', Resolution.Minute);
    }
    override onData(slice: Slice): void {
      if (this.#isDone) return;
      this.#isDone = true;
      act(this, slice);
    }
  };
}

async function rehearsal(act: (algorithm: Algorithm, slice: Slice) => void): Promise<Rehearsal & { logs: string[] }> {
  const logs: string[] = [];
  const outcome = await rehearseStrategy(once(act), {
    broker: alpacaRehearsal,
    data,
    lastPossibleDay: 20_000,
    onLog: ({ text }) => logs.push(text),
  });
  return { ...outcome, logs };
}

function heldAtTheEnd({ rehearsal: { run } }: Rehearsal): string[] {
  return run.securities.values.map(({ holdings }) => `${holdings.exactQuantity.normalize()} ${holdings.invested}`);
}

test('half a share is an order like any other, and is held, sold and seen as invested', async () => {
  const outcome = await rehearsal((algorithm) => {
    algorithm.marketOrder('ALFA', 0.5);
    algorithm.marketOrder('ALFA', -0.2);
    algorithm.limitOrder('ALFA', 0.25, 1_000, false, '', { timeInForce: TimeInForce.Day });
  });
  expect(outcome.difference).toBe(null);
  expect(heldAtTheEnd(outcome)).toEqual(['0.55 true']);
  expect(outcome.counts.orders).toBe(3);
});

test('a fraction that is held is closed to the last digit', async () => {
  const outcome = await rehearsal((algorithm) => {
    algorithm.marketOrder('ALFA', 0.123456789);
    algorithm.schedule.on(algorithm.dateRules.today, algorithm.timeRules.at(15, 0), () => {
      algorithm.liquidate();
    });
  });
  expect(outcome.difference).toBe(null);
  expect(heldAtTheEnd(outcome)).toEqual(['0 false']);
});

test('sizes that the engine computes are whole shares, as in any backtest', async () => {
  const outcome = await rehearsal((algorithm) => {
    algorithm.setHoldings('ALFA', 0.5);
  });
  expect(outcome.difference).toBe(null);
  expect(heldAtTheEnd(outcome)).toEqual([expect.stringMatching(/^\d+ true$/)]);
});

test.each<[name: string, order: (algorithm: Algorithm) => unknown, rule: RegExp]>([
  ['a fraction until cancelled', (a) => a.limitOrder('ALFA', 0.5, 100), /for the day only.*The quantity is 0\.5\./],
  [
    'a fraction that trails',
    (a) => a.trailingStopOrder('ALFA', -0.5, 0.01, true),
    /whole shares only\. The quantity is -0\.5\./,
  ],
  [
    'a stop that trails by too little',
    (a) => a.trailingStopOrder('ALFA', -1, 0.0004, true),
    /least by which a stop may trail is 0\.1\d* %\. It trails by 0\.04/,
  ],
  ['a stop price of its own', (a) => a.trailingStopOrder('ALFA', -1, 90, 0.05, true), /and 90 was given/],
  [
    'an order for the close and for the day',
    (a) => a.marketOnCloseOrder('ALFA', 1, false, '', { timeInForce: TimeInForce.Day }),
    /no other time in force/,
  ],
  [
    'a market order outside regular hours',
    (a) => a.marketOrder('ALFA', 1, false, '', { outsideRegularTradingHours: true }),
    /limit orders for the day only/,
  ],
])('%s gets no id, in either run', async (_, order, rule) => {
  const outcome = await rehearsal((algorithm) => {
    order(algorithm);
  });
  expect(outcome.difference).toBe(null);
  expect(outcome.counts.orders).toBe(0);
  expect(outcome.logs.join('\n')).toMatch(rule);
});
