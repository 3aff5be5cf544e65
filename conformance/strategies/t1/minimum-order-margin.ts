import NoMinimumOrderMargin from '../t2/no-minimum-order-margin.ts';

/** Rebalances that move less than one percent of the portfolio are left out. */
export default class MinimumOrderMargin extends NoMinimumOrderMargin {
  override initialize(): void {
    super.initialize();
    this.settings.minimumOrderMarginPortfolioPercentage = 0.01;
  }
}
