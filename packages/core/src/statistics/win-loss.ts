import { Decimal } from '../numeric/decimal.ts';

/** A realised result, as the portfolio records it when a position is reduced. */
export interface TransactionRecord {
  /** Epoch ms UTC, unique within a run. */
  readonly timeMs: number;
  /** Profit in account currency, net of twice the closing fee. */
  readonly profitLoss: Decimal;
  /** Counts as a winner. */
  readonly isWin: boolean;
}

/** Averages and rates of realised results. */
export interface WinLoss {
  /** Mean profit over the capital of its moment. */
  readonly averageWin: Decimal;
  /** Mean loss (≤ 0) over the capital of its moment; records of zero count as losses here. */
  readonly averageLoss: Decimal;
  readonly profitLossRatio: Decimal;
  readonly winRate: Decimal;
  readonly lossRate: Decimal;
  /** winRate × profitLossRatio − lossRate. */
  readonly expectancy: Decimal;
}

/** Win and loss figures of records in ascending time; capital starts at `startingCapital` and runs with the results. */
export function winLoss(records: readonly TransactionRecord[], startingCapital: Decimal): WinLoss {
  let capital = startingCapital;
  let winSum = Decimal.ZERO;
  let lossSum = Decimal.ZERO;
  let gains = 0;
  let wins = 0;
  for (const { profitLoss, isWin } of records) {
    if (profitLoss.sign() > 0) {
      winSum = winSum.plus(profitLoss.dividedBy(capital));
      gains++;
    } else {
      lossSum = lossSum.plus(profitLoss.dividedBy(capital));
    }
    capital = capital.plus(profitLoss);
    if (isWin) wins++;
  }
  const averageWin = ratio(winSum, gains);
  const averageLoss = ratio(lossSum, records.length - gains);
  const profitLossRatio = averageLoss.isZero() ? Decimal.ZERO : averageWin.dividedBy(averageLoss.abs());
  const winRate = ratio(Decimal.fromInteger(wins), records.length);
  const lossRate = ratio(Decimal.fromInteger(records.length - wins), records.length);
  return {
    averageWin,
    averageLoss,
    profitLossRatio,
    winRate,
    lossRate,
    expectancy: winRate.times(profitLossRatio).minus(lossRate),
  };
}

/** A sum over a count; 0 of nothing. */
function ratio(sum: Decimal, count: number): Decimal {
  return count === 0 ? Decimal.ZERO : sum.dividedBy(Decimal.fromInteger(count));
}
