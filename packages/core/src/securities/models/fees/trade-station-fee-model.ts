import { ConstantFeeModel } from './constant-fee-model.ts';

/** US dollars an order of those who live outside of the US. */
const FOREIGN_COMMISSION = 5;

/** TradeStation's commission on equities: none for residents of the US, 5 USD an order for others. */
export class TradeStationFeeModel extends ConstantFeeModel {
  constructor(isUSResident = true) {
    super(isUSResident ? 0 : FOREIGN_COMMISSION);
  }
}
