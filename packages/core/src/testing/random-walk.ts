import { Resolution } from '../time/resolution.ts';
import { type BarSeries, type BarValues, tradeBars } from './bar-series.ts';
import { SeededRandom } from './faults/seeded-random.ts';

/** A random walk of minute bars of ABC from 100 on, from the open of 2024-03-04. @param wick longest wick, in price */
export function randomWalk(seed: number, minutes: number, wick: number): BarSeries {
  const random = new SeededRandom(seed);
  const cents = (price: number): number => Math.round(price * 100) / 100;
  let close = 100;
  const bars: BarValues[] = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    const open = close;
    close = Math.max(50, cents(open + random.next() - 0.5));
    const high = Math.max(open, close) + cents(random.next() * wick);
    const low = Math.min(open, close) - cents(random.next() * wick);
    bars.push({ open, high, low, close, volume: 1_000 });
  }
  return tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, bars });
}
