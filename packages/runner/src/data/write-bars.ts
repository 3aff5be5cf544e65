import { writeLeanBars } from '@lockstep/backtester';
import { SecurityType } from '@lockstep/core';
import type { Bar } from './bars.ts';
import type { DataTarget } from './data-target.ts';

/** Options of `writeBars`. */
export interface WriteBarsOptions {
  /** Writes quotes around the bars instead of trades. Default: for forex and cfd, which have no trades. */
  readonly quotes?: boolean;
  /** Distance between bid and ask in quote files, in price; half of it each side of the bar. */
  readonly spread?: number;
  /** Keeps hours and days of other times that the folder holds already. @defaultValue false */
  readonly keepsOtherTimes?: boolean;
}

/**
 * Writes bars into the target's data folder, as trades or as quotes around them.
 *
 * @param bars in time order
 * @returns paths of the files written
 * @throws LockstepError `DATA_ROW_INVALID`, `OUTPUT_NOT_WRITABLE`
 */
export function writeBars(target: DataTarget, bars: readonly Bar[], options: WriteBarsOptions = {}): string[] {
  const { symbol: ticker, securityType, market, resolution, dataFolder, dataTimeZone } = target;
  const { keepsOtherTimes = false, spread = 0 } = options;
  const leanTarget = { ticker, securityType, market, resolution, keepsOtherTimes };
  const column = (of: (bar: Bar) => number): Float64Array => Float64Array.from(bars, of);
  const time = column((bar) => dataTimeZone.toLocal(bar.time));
  const prices = (offset: number): Record<'open' | 'high' | 'low' | 'close', Float64Array> => ({
    open: column(({ open }) => open + offset),
    high: column(({ high }) => high + offset),
    low: column(({ low }) => low + offset),
    close: column(({ close }) => close + offset),
  });
  const volume = column((bar) => bar.volume);
  if (options.quotes !== true && !isQuoted(securityType)) {
    return writeLeanBars(dataFolder, leanTarget, { time, ...prices(0), volume });
  }
  const bid = { ...prices(-spread / 2), size: volume };
  const ask = { ...prices(spread / 2), size: volume };
  return writeLeanBars(dataFolder, leanTarget, { time, bid, ask });
}

/** Forex and CFDs have no trades, only quotes. */
export function isQuoted(type: SecurityType): boolean {
  return type === SecurityType.Forex || type === SecurityType.Cfd;
}
