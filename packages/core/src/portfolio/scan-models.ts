import type { Security } from '../securities/security.ts';
import type { Portfolio } from './portfolio.ts';

/** Lets the models that act by time do so on an account, at an instant (epoch ms UTC): margin interest and settlement. */
export function scanModels(portfolio: Portfolio, securities: Iterable<Security>, utcMs: number): void {
  for (const security of securities) {
    security.marginInterestRateModel?.applyMarginInterestRate(portfolio, security, utcMs);
    security.settlementModel.scan(portfolio, security, utcMs);
  }
}
