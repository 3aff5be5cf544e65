import type { BrokerageCash, BrokerageHolding, OrderHandover } from '../brokerage/brokerage.ts';
import type { UnsettledAmount } from '../securities/unsettled-funds.ts';

/** What an account holds, for a venue to go on with. */
export interface VenueAccount {
  readonly cash: readonly BrokerageCash[];
  readonly holdings: readonly Pick<BrokerageHolding, 'symbol' | 'quantity' | 'averagePrice'>[];
  readonly orders: readonly OrderHandover[];
  /** Proceeds that are not part of the cash yet. */
  readonly unsettled?: readonly UnsettledAmount[];
  /** When that was so, epoch ms UTC; of executions before it the venue knows nothing. */
  readonly atMs: number;
  /** Greater than any number that the earlier venue gave. */
  readonly firstId: number;
}
