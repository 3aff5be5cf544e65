import type { Clock, ExchangeHours, SecuritySymbol, SecurityType } from '@lockstep/core';
import type { AlpacaConnection } from '../wire/alpaca-client.ts';

/** What the adapter is made with. */
export interface AlpacaBrokerageOptions extends Omit<AlpacaConnection, 'timeoutMs'> {
  /** @defaultValue the wall clock of this machine */
  readonly clock?: Clock | undefined;
  /** The security of one of Alpaca's symbols; those of orders that were handed over are known. */
  readonly symbolOf?: ((ticker: string, securityType: SecurityType) => SecuritySymbol | null) | undefined;
  /**
   * An order that turns a position around goes out in two parts, one after the other, as Alpaca wants it. A simulator
   * without that rule takes it whole. @defaultValue true
   */
  readonly splitsAtZero?: boolean | undefined;
  /**
   * Prices of stocks are in cents, below a dollar in hundredths of one; others are refused. Recorded prices that were
   * adjusted for splits and dividends are not. @defaultValue true
   */
  readonly hasCents?: boolean | undefined;
  /**
   * What the account holds and what Alpaca says of the asset decide whether an order may sell short. A simulator without
   * those rules takes it. @defaultValue true
   */
  readonly checksShortSales?: boolean | undefined;
  /**
   * Orders for the auctions are refused here that come too late for them. A simulator without that rule takes them.
   * @defaultValue true
   */
  readonly checksAuctionTimes?: boolean | undefined;
  /** Hours by which whoever uses it counts sessions of US stocks: where Alpaca's clock has others, that is told. */
  readonly hours?: ExchangeHours | undefined;
  /** Requests per minute. @defaultValue 190, of Alpaca's 200 */
  readonly requestsPerMinute?: number | undefined;
  /** Time after which an answer is no longer waited for, ms. @defaultValue 8000 */
  readonly deadlineMs?: number | undefined;
}
