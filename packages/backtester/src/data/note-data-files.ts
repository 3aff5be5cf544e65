import { resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import type { ReferenceData } from '@lockstep/core';
import type { DataRead } from './data-read.ts';

/** The same reference data, which notes for a run what files it reads of the data folder: custom data, shortable quantities. */
export function noteDataFiles(reference: ReferenceData, read: DataRead, folder: string): ReferenceData {
  return {
    marketHours: reference.marketHours,
    symbolProperties: reference.symbolProperties,
    identify: (ticker, securityType, market) => reference.identify(ticker, securityType, market),
    riskFreeRate: (day) => reference.riskFreeRate(day),
    tickerOn: (symbol, day) => reference.tickerOn(symbol, day),
    delistingDay: (symbol) => reference.delistingDay(symbol),
    textOf: (bytes, name) => reference.textOf(bytes, name),
    dataFile: (path) => {
      const text = reference.dataFile(path);
      if (text !== null) read.add(resolve(folder, path), () => crc32(text));
      return text;
    },
  };
}
