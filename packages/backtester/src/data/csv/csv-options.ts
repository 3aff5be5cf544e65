/** Fields of a bar that a column can hold. */
export const CsvField = {
  Time: 'time',
  Open: 'open',
  High: 'high',
  Low: 'low',
  Close: 'close',
  AdjustedClose: 'adjustedClose',
  Volume: 'volume',
} as const;
export type CsvField = (typeof CsvField)[keyof typeof CsvField];

/** How the files of a CSV folder are written. */
export interface CsvOptions {
  /** IANA zone of times that carry none; default: the exchange's. Dates without a time of day are always exchange days. */
  readonly timeZone?: string;
  /** Header names by field, where they differ from the usual ones. */
  readonly columns?: Partial<Readonly<Record<CsvField, string>>>;
}

/** Header names understood without a mapping, in lower case, without spaces and punctuation. */
export const USUAL_NAMES: Readonly<Record<CsvField, readonly string[]>> = {
  time: ['time', 'date', 'datetime', 'timestamp', 'opentime'],
  open: ['open', 'o'],
  high: ['high', 'h'],
  low: ['low', 'l'],
  close: ['close', 'c', 'last'],
  adjustedClose: ['adjclose', 'adjustedclose'],
  volume: ['volume', 'vol', 'v'],
};
