import { writeLeanBars } from '@lockstep/backtester';
import { SecurityType } from '@lockstep/core';
import type { Bar } from './bars.ts';
import type { DataTarget } from './data-target.ts';

/** Options of `writeBars`. */
export interface WriteBarsOptions {
  /** Files to write; a security type that has no such data is refused. Default: trades, for forex and cfd quotes. */
  readonly quotes?: boolean;
  /** Distance between bid and ask in quote files, in price; half of it each side of the bar. */
  readonly spread?: number;
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
  const isQuote = options.quotes === true || isQuoted(securityType);
  const leanTarget = { ticker, securityType, market, resolution, ...(isQuote && { quoteSpread: options.spread ?? 0 }) };
  const column = (of: (bar: Bar) => number): Float64Array => Float64Array.from(bars, of);
  return writeLeanBars(dataFolder, leanTarget, {
    time: column(({ time }) => dataTimeZone.toLocal(time)),
    open: column(({ open }) => open),
    high: column(({ high }) => high),
    low: column(({ low }) => low),
    close: column(({ close }) => close),
    volume: column(({ volume }) => volume),
  });
}

/** Forex and CFDs have no trades, only quotes. */
export function isQuoted(type: SecurityType): boolean {
  return type === SecurityType.Forex || type === SecurityType.Cfd;
}
