import { Algorithm, Resolution } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** A day of AAPL without orders; the symbol carries LEAN's identifier. */
export default class IndustryStandardSecurityIdentifiers extends Algorithm {
  override initialize(): void {
    this.setStartDate(2014, 6, 5);
    this.setEndDate(2014, 6, 5);
    const { symbol } = this.addEquity('AAPL', Resolution.Minute);
    requireThat(symbol.id === 'AAPL R735QTJ8XC9X', `identifier of AAPL is ${symbol.id}`);
  }
}
