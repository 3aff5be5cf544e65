import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AverageRibbon } from './average-ribbon.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';

const PERIODS = [2, 3, 5, 8] as const;

function averages(): SimpleMovingAverage[] {
  return PERIODS.map((period) => new SimpleMovingAverage(period));
}

/** All that can be asked of an average without ending its ribbon. */
function shown({ value, timeMs, samples, isReady, previous }: SimpleMovingAverage): unknown {
  return { value, timeMs, samples, isReady, previous };
}

/** What a strategy does with averages that are fed for it; each ends the ribbon. */
const INTERVENTIONS: Readonly<Record<string, (average: SimpleMovingAverage, timeMs: number) => void>> = {
  nothing: () => {},
  push: (average, timeMs) => average.push(timeMs, 7),
  reset: (average) => average.reset(),
  window: (average) => expect(average.window.count).toBeGreaterThan(0),
  listen: (average) => average.onUpdated(() => {}),
};

const cents = fc.integer({ min: 1, max: 1_000_000 }).map((whole) => whole / 100);
const price = fc.oneof(
  { weight: 40, arbitrary: cents },
  { weight: 1, arbitrary: fc.double({ min: 1, max: 100, noNaN: true }) },
);
const step = fc.record({
  price,
  /** Zero is a second value of the same instant, less one that is too late. */
  pauseMs: fc.integer({ min: -1, max: 3 }),
  intervention: fc.oneof(
    { weight: 30, arbitrary: fc.constant('nothing') },
    fc.constantFrom(...Object.keys(INTERVENTIONS)),
  ),
  place: fc.nat(PERIODS.length - 1),
});

test('averages in a ribbon are what they are without one, whatever happens to them', () => {
  let joined = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 120 }), (steps) => {
      const alone = averages();
      const together = averages();
      let ribbon: AverageRibbon | null = null;
      let timeMs = 0;
      for (const { price: value, pauseMs, intervention, place } of steps) {
        timeMs += pauseMs;
        for (const average of alone) average.push(timeMs, value);
        if (ribbon === null || !ribbon.add(timeMs, value)) {
          for (const average of together) average.push(timeMs, value);
          ribbon = AverageRibbon.of(together);
          if (ribbon !== null) joined++;
        }
        expect(together.map(shown)).toEqual(alone.map(shown));
        for (const set of [alone, together]) INTERVENTIONS[intervention]!(set[place]!, timeMs);
      }
      for (const [place, average] of together.entries()) {
        for (const index of [0, 1]) expect(average.get(index)).toEqual(alone[place]!.get(index));
      }
    }),
    { numRuns: 300 },
  );
  expect(joined).toBeGreaterThan(100);
});

test('behavior: averages of other prices, of another last input or that are not full are not joined', () => {
  const fill = (average: SimpleMovingAverage, from: number, value: number): SimpleMovingAverage => {
    for (let time = from; time < from + average.period; time++) average.push(time, value);
    return average;
  };
  const two = (): SimpleMovingAverage => fill(new SimpleMovingAverage(2), 5, 1.25);
  expect(AverageRibbon.of([two(), fill(new SimpleMovingAverage(3), 4, 1.25)])).not.toBeNull();
  expect(AverageRibbon.of([two(), fill(new SimpleMovingAverage(3), 4, 1.2345)])).toBeNull();
  expect(AverageRibbon.of([two(), fill(new SimpleMovingAverage(3), 5, 1.25)])).toBeNull();
  expect(AverageRibbon.of([two(), new SimpleMovingAverage(3)])).toBeNull();
  expect(AverageRibbon.of([])).toBeNull();
});
