import { Decimal } from '@lockstep/core';
import type { MarketBar } from './market-bar.ts';

/** Length of real-time bars. */
export const FIVE_SECONDS_MS = 5_000;

/**
 * A bar as bars of five seconds that come to the same: they go from its open to the nearer of its ends, to the other one, and
 * to its close. A bar that is no longer is one of them.
 */
export function fiveSecondBars(bar: MarketBar): readonly MarketBar[] {
  const count = Math.floor((bar.endMs - bar.startMs) / FIVE_SECONDS_MS);
  if (count <= 1) return [bar];
  const isRising = bar.close.gte(bar.open);
  const [first, second] = isRising ? [bar.low, bar.high] : [bar.high, bar.low];
  const turns = new Map([
    [Math.floor(count / 4), first],
    [Math.floor(count / 2), second],
    [count - 1, bar.close],
  ]);
  const share = Math.floor(bar.volume / count);
  let open = bar.open;
  return Array.from({ length: count }, (_, at) => {
    const isLast = at === count - 1;
    const close = turns.get(at) ?? open;
    // Bars of few parts have several turns at once.
    const reached = count < 4 && isLast ? [open, bar.high, bar.low, close] : [open, close];
    const startMs = bar.startMs + at * FIVE_SECONDS_MS;
    const part: MarketBar = {
      startMs,
      endMs: startMs + FIVE_SECONDS_MS,
      open,
      high: reached.reduce((most, price) => Decimal.max(most, price)),
      low: reached.reduce((least, price) => Decimal.min(least, price)),
      close,
      volume: bar.volume < 0 ? bar.volume : isLast ? bar.volume - share * (count - 1) : share,
    };
    open = close;
    return part;
  });
}
