import { LockstepError } from '../../errors/lockstep-error.ts';
import { AverageTrueRange } from '../../indicators/average-true-range.ts';
import type { Security } from '../../securities/security.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';

/**
 * Average true ranges of securities' bars, for distances of stops and targets. The first time one is asked for it is fed
 * with the bars before, and with each bar from then on.
 *
 * @throws LockstepError `ORDER_INVALID` while there are too few bars
 */
export function averageTrueRanges(run: AlgorithmRun): (security: Security, period: number) => number {
  const ranges = new Map<string, AverageTrueRange>();
  return ({ symbol }, period) => {
    const key = `${symbol.id} ${period}`;
    let range = ranges.get(key);
    if (range === undefined) {
      range = new AverageTrueRange(period);
      ranges.set(key, range);
      void run.indicators.warmUp([symbol], range);
      run.indicators.register(symbol, range);
    }
    if (range.isReady) return range.current.value;
    throw new LockstepError(
      'ORDER_INVALID',
      `The average true range of ${period} bars of ${symbol.value} is not known yet, after ${range.samples} of them. Make it in initialize, const atr = this.atr('${symbol.value}', ${period}), test atr.isReady, and give { atr: 2, indicator: atr }.`,
    );
  };
}
