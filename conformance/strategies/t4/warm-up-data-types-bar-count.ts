import WarmUpDataTypes from './warm-up-data-types.ts';

/** As many bars of the subscriptions' own resolutions as reach back to the same start. */
export default class WarmUpDataTypesBarCount extends WarmUpDataTypes {
  protected override readonly hasQuotes = true;

  protected override warmUp(): void {
    this.setWarmUp(24 * 5 + 11);
  }
}
