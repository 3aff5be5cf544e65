import { Algorithm, ConstituentsUniverse, Resolution, type SecuritySymbol, type Slice } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Of what a file of constituents names, the companies in Cupertino. */
export default class FineFundamentalFilteredUniverse extends Algorithm {
  override initialize(): void {
    this.setStartDate(2014, 10, 8);
    this.setEndDate(2014, 10, 13);
    this.universeSettings.resolution = Resolution.Daily;
    this.addUniverse(new ConstituentsUniverse('constituents-universe-qctest', this.universeSettings), (fundamentals) =>
      fundamentals
        .filter(({ companyProfile }) => companyProfile.headquarterCity === 'Cupertino')
        .map(({ symbol }) => symbol),
    );
  }

  override onData(slice: Slice): void {
    if (this.portfolio.invested) return;
    const tickers = slice.bars.keys.map(({ value }) => value).join(' ');
    requireThat(tickers === 'AAPL', `data of ${tickers}`);
    this.setHoldings(slice.bars.keys[0] as SecuritySymbol, 1);
  }
}
