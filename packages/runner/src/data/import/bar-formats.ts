import { LockstepError } from '@lockstep/core';
import { alpacaFormat } from './alpaca-format.ts';
import type { BarFormat } from './bar-format.ts';
import { binanceFormat } from './binance-format.ts';
import { csvFormat } from './csv-format.ts';
import { jsonFormat } from './json-format.ts';
import { krakenFormat } from './kraken-format.ts';
import type { SourceFile } from './source-file.ts';
import { stooqFormat } from './stooq-format.ts';
import { yahooFormat } from './yahoo-format.ts';

/** Names of the formats that bars are imported from. */
export const IMPORT_FORMATS = ['yahoo', 'stooq', 'binance', 'kraken', 'alpaca', 'csv', 'json'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** By their names; a file is of the first that recognises it. */
const FORMATS: Readonly<Record<ImportFormat, BarFormat>> = {
  alpaca: alpacaFormat,
  json: jsonFormat,
  yahoo: yahooFormat,
  stooq: stooqFormat,
  binance: binanceFormat,
  kraken: krakenFormat,
  csv: csvFormat,
};

/** The format of a file: the one that is named, else the first that recognises it; with a mapping a generic one. */
export function formatOf(
  file: SourceFile,
  named: ImportFormat | undefined,
  mapping: Readonly<Record<string, string>>,
): BarFormat {
  if (named !== undefined) {
    const format = FORMATS[named];
    if (format !== undefined) return format;
    throw new LockstepError('USAGE', `There is no format "${String(named)}"; expected ${IMPORT_FORMATS.join(', ')}.`);
  }
  const isMapped = Object.keys(mapping).length > 0;
  const candidates = isMapped ? [jsonFormat, csvFormat] : Object.values(FORMATS);
  return candidates.find((format) => format.recognises(file)) ?? csvFormat;
}
