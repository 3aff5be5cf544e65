import { type McClellanOscillator, type SecuritySymbol, TimeZone, TradeBar } from '@lockstep/core';
import { type ReferenceRow, referenceSymbol } from './reference-files.ts';

/**
 * Securities of an exchange of which the breadth file tells only how many more rose than fell; more than the file's largest
 * difference.
 */
const EXCHANGE = Array.from({ length: 2_530 }, (_, i) => referenceSymbol(`S${i}`));

/** Averages of the breadth on the file's first day, from the days before it. */
const FAST_AVERAGE = -209.85;
const SLOW_AVERAGE = -186.41;

/** Last close of each security by the indicator that was fed. */
const closesOf = new WeakMap<object, Float64Array>();

/** Makes an indicator follow all securities. */
export function followExchange<I extends { add(asset: SecuritySymbol): void }>(indicator: I): I {
  for (const symbol of EXCHANGE) indicator.add(symbol);
  return indicator;
}

/** Feeds a bar of each security of a day: as many rise and fall as give the day's difference, and one stands still if need be. */
export function feedBreadth(
  indicator: { readonly samples: number; update(bar: TradeBar): boolean },
  oscillator: McClellanOscillator,
  { bar, cells }: ReferenceRow,
): void {
  if (indicator.samples === 0) {
    closesOf.set(indicator, new Float64Array(EXCHANGE.length));
    oscillator.emaFast.update(bar.timeMs, FAST_AVERAGE);
    oscillator.emaSlow.update(bar.timeMs, SLOW_AVERAGE);
  }
  const closes = closesOf.get(indicator) as Float64Array;
  const difference = Number(cells.get('a/d difference'));
  const rising = Math.floor((EXCHANGE.length + difference) / 2);
  const standing = (EXCHANGE.length + difference) % 2;
  EXCHANGE.forEach((symbol, i) => {
    const change = i < rising ? 1 : i < rising + standing ? 0 : -1;
    const close = (closes[i] as number) + change;
    closes[i] = close;
    const { timeMs, endTimeMs } = bar;
    indicator.update(new TradeBar(symbol, timeMs, endTimeMs, close, close, close, close, 1, TimeZone.of('UTC')));
  });
}
