import {
  Algorithm,
  ConstantFeeModel,
  DataNormalizationMode,
  FuncSecuritySeeder,
  Resolution,
  type SecurityChanges,
} from '@lockstep/core';

/** Three securities on even days, three others on odd ones, at raw prices, without fees, seeded. */
export default class RawPricesUniverse extends Algorithm {
  override initialize(): void {
    this.universeSettings.resolution = Resolution.Daily;
    this.universeSettings.dataNormalizationMode = DataNormalizationMode.Raw;
    this.setStartDate(2014, 3, 24);
    this.setEndDate(2014, 4, 7);
    this.setCash(50_000);
    const seeder = new FuncSecuritySeeder((security) => this.getLastKnownPrices(security));
    this.setSecurityInitializer((security) => {
      security.setFeeModel(new ConstantFeeModel(0));
      return seeder.seedSecurity(security);
    });
    this.addUniverse('MyUniverse', Resolution.Daily, (time) =>
      time.day % 2 === 0 ? ['SPY', 'IWM', 'QQQ'] : ['AIG', 'BAC', 'IBM'],
    );
  }

  override onSecuritiesChanged(changes: SecurityChanges): void {
    for (const { invested, symbol } of changes.removedSecurities) if (invested) this.liquidate(symbol);
    for (const { symbol } of changes.addedSecurities) this.setHoldings(symbol, 0.2);
  }
}
