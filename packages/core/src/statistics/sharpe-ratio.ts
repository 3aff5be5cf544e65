import { Decimal } from '../numeric/decimal.ts';

/**
 * Annual performance above the risk-free rate per unit of annual deviation, in doubles; 0 without deviation. With the
 * downside deviation it is the Sortino ratio.
 */
export function sharpeRatio(performance: Decimal, deviation: Decimal, riskFreeRate: Decimal): Decimal {
  if (deviation.isZero()) return Decimal.ZERO;
  return Decimal.fromDoubleSaturated((performance.toNumber() - riskFreeRate.toNumber()) / deviation.toNumber());
}
