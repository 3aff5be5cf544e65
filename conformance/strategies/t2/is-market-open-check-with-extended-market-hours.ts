import IsMarketOpenCheck from './is-market-open-check.ts';

/** The same with data of the extended session: the answers do not depend on the subscription. */
export default class IsMarketOpenCheckWithExtendedMarketHours extends IsMarketOpenCheck {
  protected override readonly extendedMarketHours = true;
}
