import { civilFromDays, Decimal, dayOf, MS_PER_DAY, type SecurityType } from '@lockstep/core';
import { impliedDecimals } from './lean-paths.ts';
import type { WritablePrices, WritableQuotes, WritableTrades } from './writable-bars.ts';

/** The line of a row, without its end. */
export type RowText = (row: number) => string;

/**
 * The lines of LEAN's bar files: prices of equities in ten-thousandths, a side without a quote as empty fields, and no
 * zeros at the end of a fraction unless the bars say how many digits their prices have.
 *
 * @param isPerDay whether times count from midnight, as in files of one day
 */
export function rowText(bars: WritableTrades | WritableQuotes, type: SecurityType, isPerDay: boolean): RowText {
  const { time } = bars;
  const price = priceText(impliedDecimals(type), bars.decimals);
  const start = (row: number): string =>
    isPerDay ? String(time[row]! - dayOf(time[row]!) * MS_PER_DAY) : dateText(time[row]!);
  const prices = ({ open, high, low, close }: WritablePrices, row: number): string =>
    `${price(open[row]!)},${price(high[row]!)},${price(low[row]!)},${price(close[row]!)}`;
  if (!('bid' in bars)) return (row) => `${start(row)},${prices(bars, row)},${plainText(bars.volume[row]!)}`;
  const side = (of: WritableQuotes['bid'], row: number): string =>
    `${of.open[row] === 0 ? ',,,' : prices(of, row)},${plainText(of.size[row]!)}`;
  return (row) => `${start(row)},${side(bars.bid, row)},${side(bars.ask, row)}`;
}

function priceText(implied: number, decimals: number | undefined): (value: number) => string {
  const scale = 10 ** implied;
  if (decimals === undefined) return (value) => plainText(value * scale);
  const written = Math.max(0, decimals - implied);
  return (value) => {
    const text = plainText(value * scale);
    const digits = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
    if (digits >= written) return text;
    return (digits === 0 ? `${text}.` : text) + '0'.repeat(written - digits);
  };
}

/** The digits that a double holds for certain, without an exponent. */
function plainText(value: number): string {
  const text = String(Number(value.toPrecision(15)));
  return text.includes('e') ? Decimal.parse(text).toString() : text;
}

/** `yyyyMMdd HH:mm` */
function dateText(localMs: number): string {
  const { year, month, day } = civilFromDays(dayOf(localMs));
  const minutes = Math.floor((localMs - dayOf(localMs) * MS_PER_DAY) / 60_000);
  const pad = (value: number, width: number): string => String(value).padStart(width, '0');
  return `${pad(year, 4)}${pad(month, 2)}${pad(day, 2)} ${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}`;
}
