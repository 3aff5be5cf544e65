import { Decimal } from '../numeric/decimal.ts';
import { squareRootThroughDouble } from '../numeric/smart-rounding.ts';
import type { ClosedTrade } from './closed-trade.ts';
import { TradeDurations } from './trade-durations.ts';

const ZERO = Decimal.ZERO;
/** Stands for a ratio whose divisor is zero because nothing was lost. */
const NO_LOSS_RATIO = Decimal.fromInteger(10);

/** Figures of closed trades, as LEAN's `TradeStatistics`. Amounts in account currency before fees, unrounded; times ms. */
export interface TradeStatistics {
  /** First entry and last exit, epoch ms UTC; null without trades. */
  readonly startTimeMs: number | null;
  readonly endTimeMs: number | null;
  readonly totalNumberOfTrades: number;
  readonly numberOfWinningTrades: number;
  readonly numberOfLosingTrades: number;
  readonly totalProfitLoss: Decimal;
  readonly totalProfit: Decimal;
  readonly totalLoss: Decimal;
  readonly largestProfit: Decimal;
  readonly largestLoss: Decimal;
  readonly averageProfitLoss: Decimal;
  readonly averageProfit: Decimal;
  readonly averageLoss: Decimal;
  readonly averageTradeDurationMs: number;
  readonly averageWinningTradeDurationMs: number;
  readonly averageLosingTradeDurationMs: number;
  readonly medianTradeDurationMs: number;
  readonly medianWinningTradeDurationMs: number;
  readonly medianLosingTradeDurationMs: number;
  readonly maxConsecutiveWinningTrades: number;
  readonly maxConsecutiveLosingTrades: number;
  readonly profitLossRatio: Decimal;
  readonly winLossRatio: Decimal;
  readonly winRate: Decimal;
  readonly lossRate: Decimal;
  readonly averageMae: Decimal;
  readonly averageMfe: Decimal;
  readonly largestMae: Decimal;
  readonly largestMfe: Decimal;
  /** Deepest fall of the summed results below their highest point, ≤ 0. */
  readonly maximumClosedTradeDrawdown: Decimal;
  /** The same with the excursions inside trades, ≤ 0. */
  readonly maximumIntraTradeDrawdown: Decimal;
  readonly profitLossStandardDeviation: Decimal;
  readonly profitLossDownsideDeviation: Decimal;
  readonly profitFactor: Decimal;
  readonly sharpeRatio: Decimal;
  readonly sortinoRatio: Decimal;
  readonly profitToMaxDrawdownRatio: Decimal;
  readonly maximumEndTradeDrawdown: Decimal;
  readonly averageEndTradeDrawdown: Decimal;
  /** Longest time between two highest points of the summed results. */
  readonly maximumDrawdownDurationMs: number;
  readonly totalFees: Decimal;
}

/** Computes the figures of trades in the order of their exits. */
export function tradeStatistics(trades: readonly ClosedTrade[]): TradeStatistics {
  const tally = new TradeTally();
  for (const trade of trades) tally.add(trade);
  return tally.statistics();
}

/** Mean that moves with each value, with the sum of squared deviations (Welford). */
class RunningMean {
  count = 0;
  mean: Decimal = ZERO;
  #squares: Decimal = ZERO;

  add(value: Decimal): void {
    const before = this.mean;
    this.count++;
    this.mean = before.plus(value.minus(before).dividedBy(Decimal.fromInteger(this.count)));
    this.#squares = this.#squares.plus(value.minus(before).times(value.minus(this.mean)));
  }

  /** Square root of the sample variance; 0 of fewer than two values. */
  deviation(): Decimal {
    if (this.count < 2) return ZERO;
    return squareRootThroughDouble(this.#squares.dividedBy(Decimal.fromInteger(this.count - 1)));
  }
}

/** Running totals over trades. */
class TradeTally {
  readonly #results = new RunningMean();
  readonly #profits = new RunningMean();
  readonly #losses = new RunningMean();
  readonly #adverse = new RunningMean();
  readonly #favourable = new RunningMean();
  readonly #durations = new TradeDurations();
  readonly #winDurations = new TradeDurations();
  readonly #lossDurations = new TradeDurations();
  #start: number | null = null;
  #end: number | null = null;
  #total: Decimal = ZERO;
  #totalProfit: Decimal = ZERO;
  #totalLoss: Decimal = ZERO;
  #largestProfit: Decimal = ZERO;
  #largestLoss: Decimal = ZERO;
  #largestMae: Decimal = ZERO;
  #largestMfe: Decimal = ZERO;
  #fees: Decimal = ZERO;
  #largestEndDrawdown: Decimal = ZERO;
  #peak: Decimal = ZERO;
  #peakWithExcursion: Decimal = ZERO;
  #closedDrawdown: Decimal = ZERO;
  #intraDrawdown: Decimal = ZERO;
  #peakTimeMs = Number.NaN;
  #belowPeak = false;
  #longestDrawdownMs = 0;
  #winsInRow = 0;
  #lossesInRow = 0;
  #mostWinsInRow = 0;
  #mostLossesInRow = 0;

  add(trade: ClosedTrade): void {
    const { profitLoss, mae, mfe } = trade;
    if (Number.isNaN(this.#peakTimeMs)) this.#peakTimeMs = trade.entryTimeMs;
    if (this.#start === null || trade.entryTimeMs < this.#start) this.#start = trade.entryTimeMs;
    if (this.#end === null || trade.exitTimeMs > this.#end) this.#end = trade.exitTimeMs;
    this.#peakWithExcursion = Decimal.max(this.#peakWithExcursion, this.#total.plus(mfe));
    this.#intraDrawdown = Decimal.min(this.#intraDrawdown, this.#total.plus(mae).minus(this.#peakWithExcursion));
    this.#total = this.#total.plus(profitLoss);
    if (trade.isWin) this.#addWin(trade);
    else this.#addLoss(trade);
    this.#results.add(profitLoss);
    this.#adverse.add(mae);
    this.#favourable.add(mfe);
    this.#durations.add(trade.durationMs);
    this.#largestMae = Decimal.min(this.#largestMae, mae);
    this.#largestMfe = Decimal.max(this.#largestMfe, mfe);
    this.#largestEndDrawdown = Decimal.max(this.#largestEndDrawdown, trade.endTradeDrawdown);
    this.#fees = this.#fees.plus(trade.totalFees);
  }

  #addWin(trade: ClosedTrade): void {
    const { profitLoss } = trade;
    this.#totalProfit = this.#totalProfit.plus(profitLoss);
    this.#profits.add(profitLoss);
    this.#winDurations.add(trade.durationMs);
    this.#largestProfit = Decimal.max(this.#largestProfit, profitLoss);
    this.#winsInRow++;
    this.#lossesInRow = 0;
    this.#mostWinsInRow = Math.max(this.#mostWinsInRow, this.#winsInRow);
    if (!this.#total.gt(this.#peak)) return;
    this.#peak = this.#total;
    if (this.#belowPeak) this.#longestDrawdownMs = Math.max(this.#longestDrawdownMs, trade.exitTimeMs - this.#peakTimeMs);
    this.#peakTimeMs = trade.exitTimeMs;
    this.#belowPeak = false;
  }

  #addLoss(trade: ClosedTrade): void {
    const { profitLoss } = trade;
    this.#totalLoss = this.#totalLoss.plus(profitLoss);
    this.#losses.add(profitLoss);
    this.#lossDurations.add(trade.durationMs);
    this.#largestLoss = Decimal.min(this.#largestLoss, profitLoss);
    this.#lossesInRow++;
    this.#winsInRow = 0;
    this.#mostLossesInRow = Math.max(this.#mostLossesInRow, this.#lossesInRow);
    this.#closedDrawdown = Decimal.min(this.#closedDrawdown, this.#total.minus(this.#peak));
    this.#belowPeak = true;
  }

  statistics(): TradeStatistics {
    const count = this.#results.count;
    const wins = this.#profits.count;
    const losses = this.#losses.count;
    const deviation = this.#results.deviation();
    const downside = this.#losses.deviation();
    const winRate = count === 0 ? ZERO : Decimal.fromInteger(wins).dividedBy(Decimal.fromInteger(count));
    return {
      startTimeMs: this.#start,
      endTimeMs: this.#end,
      totalNumberOfTrades: count,
      numberOfWinningTrades: wins,
      numberOfLosingTrades: losses,
      totalProfitLoss: this.#total,
      totalProfit: this.#totalProfit,
      totalLoss: this.#totalLoss,
      largestProfit: this.#largestProfit,
      largestLoss: this.#largestLoss,
      averageProfitLoss: this.#results.mean,
      averageProfit: this.#profits.mean,
      averageLoss: this.#losses.mean,
      averageTradeDurationMs: this.#durations.averageMs,
      averageWinningTradeDurationMs: this.#winDurations.averageMs,
      averageLosingTradeDurationMs: this.#lossDurations.averageMs,
      medianTradeDurationMs: this.#durations.medianMs(),
      medianWinningTradeDurationMs: this.#winDurations.medianMs(),
      medianLosingTradeDurationMs: this.#lossDurations.medianMs(),
      maxConsecutiveWinningTrades: this.#mostWinsInRow,
      maxConsecutiveLosingTrades: this.#mostLossesInRow,
      profitLossRatio: ratioOrZero(this.#profits.mean, this.#losses.mean.abs()),
      winLossRatio: count === 0 ? ZERO : overLosses(Decimal.fromInteger(wins), Decimal.fromInteger(losses)),
      winRate,
      lossRate: count === 0 ? ZERO : Decimal.ONE.minus(winRate),
      averageMae: this.#adverse.mean,
      averageMfe: this.#favourable.mean,
      largestMae: this.#largestMae,
      largestMfe: this.#largestMfe,
      maximumClosedTradeDrawdown: this.#closedDrawdown,
      maximumIntraTradeDrawdown: this.#intraDrawdown,
      profitLossStandardDeviation: deviation,
      profitLossDownsideDeviation: downside,
      profitFactor: this.#totalProfit.isZero() ? ZERO : overLosses(this.#totalProfit, this.#totalLoss.abs()),
      sharpeRatio: ratioOrZero(this.#results.mean, deviation),
      sortinoRatio: ratioOrZero(this.#results.mean, downside),
      profitToMaxDrawdownRatio: this.#total.isZero() ? ZERO : overLosses(this.#total, this.#closedDrawdown.abs()),
      maximumEndTradeDrawdown: this.#largestEndDrawdown,
      averageEndTradeDrawdown: this.#results.mean.minus(this.#favourable.mean),
      maximumDrawdownDurationMs: this.#longestDrawdownMs,
      totalFees: this.#fees,
    };
  }
}

function ratioOrZero(value: Decimal, divisor: Decimal): Decimal {
  return divisor.isZero() ? ZERO : value.dividedBy(divisor);
}

function overLosses(value: Decimal, losses: Decimal): Decimal {
  return losses.isZero() ? NO_LOSS_RATIO : value.dividedBy(losses);
}
