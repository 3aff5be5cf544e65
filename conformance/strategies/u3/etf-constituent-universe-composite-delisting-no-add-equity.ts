import ETFConstituentUniverseCompositeDelisting from './etf-constituent-universe-composite-delisting.ts';

/** The same without the fund itself. */
export default class ETFConstituentUniverseCompositeDelistingNoAddEquity extends ETFConstituentUniverseCompositeDelisting {
  protected override readonly addsFund = false;
}
