import type { Decimal } from '../../../numeric/decimal.ts';
import { formatUtc } from '../../../time/calendar.ts';
import type { Security } from '../../security.ts';

/** First words of the remarks that fill events carry; the rest of the message names time and price. */
export const FillRemark = {
  FavorableGap: 'Favorable gap',
  UnfavorableGap: 'Unfavorable gap',
  StalePrice: 'Stale price',
  NoQuote: 'No quote',
  NoTrade: 'No trade',
  NoOfficialPrint: 'No official',
} as const;
export type FillRemark = (typeof FillRemark)[keyof typeof FillRemark];

/** The market opened beyond the order's price and the order filled there. */
export function gapMessage(security: Security, favorable: boolean, barEndMs: number, open: Decimal): string {
  const remark = favorable ? FillRemark.FavorableGap : FillRemark.UnfavorableGap;
  return `${remark} in the bar ending ${localTime(security, barEndMs)}: filled at its open ${open}`;
}

/** The price is older than the settings allow, but the newest there is. */
export function stalePriceMessage(security: Security, priceEndMs: number): string {
  return `${FillRemark.StalePrice}: filled at the price of ${localTime(security, priceEndMs)}`;
}

/** A trade stands in for a bid or ask that is missing or older. */
export function noQuoteMessage(security: Security, tradeEndMs: number): string {
  return `${FillRemark.NoQuote}: filled at the trade of ${localTime(security, tradeEndMs)}`;
}

/** A bid or ask stands in for trades, which are not subscribed. */
export function noTradeMessage(security: Security, utcNow: number): string {
  return `${FillRemark.NoTrade} data at ${localTime(security, utcNow)}: filled at the quote`;
}

/** An auction left no print of its own among the ticks: another tick stands in. */
export function noOfficialPrintMessage(security: Security, auction: 'open' | 'close', tickMs: number): string {
  return `${FillRemark.NoOfficialPrint} ${auction} among the trades: filled by the tick of ${localTime(security, tickMs)}`;
}

/** Wall-clock time at the exchange with its zone. */
function localTime(security: Security, utcMs: number): string {
  const zone = security.exchange.hours.timeZone;
  return `${formatUtc(zone.toLocal(utcMs)).slice(0, -1)} ${zone.name}`;
}
