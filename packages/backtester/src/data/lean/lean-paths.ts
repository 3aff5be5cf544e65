import { join } from 'node:path';
import {
  Resolution,
  resolutionName,
  type SecuritySymbol,
  SecurityType,
  securityTypeName,
  type TickType,
} from '@lockstep/core';

/** Where the bars of a security lie in a LEAN folder. */
export interface BarLocation {
  readonly folder: string;
  /** File of all history, null when there is one file per day: `<yyyyMMdd><daySuffix>` in the folder. */
  readonly file: string | null;
  readonly daySuffix: string;
}

const TICK_TYPE_NAMES = ['trade', 'quote', 'openinterest'] as const;

/** Types whose ticker can change, whose files are found by the ticker of the day. */
export const isMappedType = (type: SecurityType): boolean => type === SecurityType.Equity;

/** Folder and files of bars of a ticker. */
export function barLocation(
  dataFolder: string,
  symbol: SecuritySymbol,
  ticker: string,
  resolution: Resolution,
  tickType: TickType,
): BarLocation {
  const { securityType, market } = symbol;
  const folder = join(
    dataFolder,
    securityTypeName(securityType).toLowerCase(),
    market.toLowerCase(),
    resolutionName(resolution),
  );
  const name = (securityType === SecurityType.CryptoFuture ? symbol.permtick : ticker).toLowerCase();
  const suffix = `_${TICK_TYPE_NAMES[tickType]}.zip`;
  if (resolution !== Resolution.Hour && resolution !== Resolution.Daily) {
    return { folder: join(folder, name), file: null, daySuffix: suffix };
  }
  const isSplitByTickType = securityType === SecurityType.Crypto || securityType === SecurityType.CryptoFuture;
  return { folder, file: join(folder, isSplitByTickType ? name + suffix : `${name}.zip`), daySuffix: suffix };
}

/** Name of the text inside the zip file of a day, or of all history. */
export function zipEntryName(ticker: string, resolution: Resolution, tickType: TickType, day: string): string {
  const name = ticker.toLowerCase();
  if (resolution === Resolution.Hour || resolution === Resolution.Daily) return `${name}.csv`;
  return `${day}_${name}_${resolutionName(resolution)}_${TICK_TYPE_NAMES[tickType]}.csv`;
}

/** Digits that are implied in a file's prices: equities are written in ten-thousandths. */
export const impliedDecimals = (type: SecurityType): number => (type === SecurityType.Equity ? 4 : 0);
