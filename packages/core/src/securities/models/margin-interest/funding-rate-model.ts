import { MS_PER_HOUR } from '../../../time/resolution.ts';
import type { Security } from '../../security.ts';
import type { AccountView, MarginInterestRateModel } from '../models.ts';

const FUNDING_PERIOD_MS = 8 * MS_PER_HOUR;

/**
 * Funding of perpetual crypto futures, at 0:00, 8:00 and 16:00 UTC: a position pays its value × the last known rate, or
 * earns it where the rate is negative or the position short.
 */
export class FundingRateModel implements MarginInterestRateModel {
  /** When each security that is held pays next: a paper venue has the same securities on an account of its own. */
  readonly #nextFunding = new WeakMap<Security, number>();

  applyMarginInterestRate(_account: AccountView, security: Security, utcMs: number): void {
    const { holdings, cache } = security;
    if (!holdings.invested) {
      this.#nextFunding.delete(security);
      return;
    }
    let next = this.#nextFunding.get(security) ?? nextFundingAfter(utcMs);
    const rate = cache.marginInterestRate;
    if (rate !== null) {
      for (; utcMs >= next; next = nextFundingAfter(next)) {
        const value = holdings.quantityValueInValueCurrency(holdings.exactQuantity, security.exactPrice);
        holdings.valueCurrency.addAmount(rate.exactInterestRate.times(value).negated());
      }
    }
    this.#nextFunding.set(security, next);
  }
}

/** The first time of funding after an instant, epoch ms UTC. */
function nextFundingAfter(utcMs: number): number {
  return (Math.floor(utcMs / FUNDING_PERIOD_MS) + 1) * FUNDING_PERIOD_MS;
}
