import { Decimal } from '../numeric/decimal.ts';
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

/** Exact total and mean, with the deviation in doubles (Welford). */
class Sample {
  count = 0;
  total: Decimal = ZERO;
  #mean = 0;
  #squares = 0;

  add(value: Decimal): void {
    this.count++;
    this.total = this.total.plus(value);
    const number = value.toNumber();
    const fromBefore = number - this.#mean;
    this.#mean += fromBefore / this.count;
    this.#squares += fromBefore * (number - this.#mean);
  }

  /** 0 of nothing. */
  mean(): Decimal {
    return this.count === 0 ? ZERO : this.total.dividedBy(Decimal.fromInteger(this.count));
  }

  /** Square root of the sample variance; 0 of fewer than two values. */
  deviation(): Decimal {
    return this.count < 2 ? ZERO : Decimal.fromDouble(Math.sqrt(this.#squares / (this.count - 1)));
  }
}

/** Running totals over trades. */
class TradeTally {
  readonly #results = new Sample();
  readonly #profits = new Sample();
  readonly #losses = new Sample();
  readonly #adverse = new Sample();
  readonly #favourable = new Sample();
  readonly #durations = new TradeDurations();
  readonly #winDurations = new TradeDurations();
  readonly #lossDurations = new TradeDurations();
  #start: number | null = null;
  #end: number | null = null;
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
    const before = this.#results.total;
    this.#peakWithExcursion = Decimal.max(this.#peakWithExcursion, before.plus(mfe));
    this.#intraDrawdown = Decimal.min(this.#intraDrawdown, before.plus(mae).minus(this.#peakWithExcursion));
    this.#results.add(profitLoss);
    if (trade.isWin) this.#addWin(trade);
    else this.#addLoss(trade);
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
    this.#profits.add(profitLoss);
    this.#winDurations.add(trade.durationMs);
    this.#largestProfit = Decimal.max(this.#largestProfit, profitLoss);
    this.#winsInRow++;
    this.#lossesInRow = 0;
    this.#mostWinsInRow = Math.max(this.#mostWinsInRow, this.#winsInRow);
    if (!this.#results.total.gt(this.#peak)) return;
    this.#peak = this.#results.total;
    if (this.#belowPeak)
      this.#longestDrawdownMs = Math.max(this.#longestDrawdownMs, trade.exitTimeMs - this.#peakTimeMs);
    this.#peakTimeMs = trade.exitTimeMs;
    this.#belowPeak = false;
  }

  #addLoss(trade: ClosedTrade): void {
    const { profitLoss } = trade;
    this.#losses.add(profitLoss);
    this.#lossDurations.add(trade.durationMs);
    this.#largestLoss = Decimal.min(this.#largestLoss, profitLoss);
    this.#lossesInRow++;
    this.#winsInRow = 0;
    this.#mostLossesInRow = Math.max(this.#mostLossesInRow, this.#lossesInRow);
    this.#closedDrawdown = Decimal.min(this.#closedDrawdown, this.#results.total.minus(this.#peak));
    this.#belowPeak = true;
  }

  statistics(): TradeStatistics {
    const count = this.#results.count;
    const wins = this.#profits.count;
    const losses = this.#losses.count;
    const total = this.#results.total;
    const totalProfit = this.#profits.total;
    const totalLoss = this.#losses.total;
    const average = this.#results.mean();
    const averageProfit = this.#profits.mean();
    const averageLoss = this.#losses.mean();
    const averageMfe = this.#favourable.mean();
    const deviation = this.#results.deviation();
    const downside = this.#losses.deviation();
    const winRate = count === 0 ? ZERO : Decimal.fromInteger(wins).dividedBy(Decimal.fromInteger(count));
    return {
      startTimeMs: this.#start,
      endTimeMs: this.#end,
      totalNumberOfTrades: count,
      numberOfWinningTrades: wins,
      numberOfLosingTrades: losses,
      totalProfitLoss: total,
      totalProfit,
      totalLoss,
      largestProfit: this.#largestProfit,
      largestLoss: this.#largestLoss,
      averageProfitLoss: average,
      averageProfit,
      averageLoss,
      averageTradeDurationMs: this.#durations.averageMs,
      averageWinningTradeDurationMs: this.#winDurations.averageMs,
      averageLosingTradeDurationMs: this.#lossDurations.averageMs,
      medianTradeDurationMs: this.#durations.medianMs(),
      medianWinningTradeDurationMs: this.#winDurations.medianMs(),
      medianLosingTradeDurationMs: this.#lossDurations.medianMs(),
      maxConsecutiveWinningTrades: this.#mostWinsInRow,
      maxConsecutiveLosingTrades: this.#mostLossesInRow,
      profitLossRatio: ratioOrZero(averageProfit, averageLoss.abs()),
      winLossRatio: count === 0 ? ZERO : overLosses(Decimal.fromInteger(wins), Decimal.fromInteger(losses)),
      winRate,
      lossRate: count === 0 ? ZERO : Decimal.ONE.minus(winRate),
      averageMae: this.#adverse.mean(),
      averageMfe,
      largestMae: this.#largestMae,
      largestMfe: this.#largestMfe,
      maximumClosedTradeDrawdown: this.#closedDrawdown,
      maximumIntraTradeDrawdown: this.#intraDrawdown,
      profitLossStandardDeviation: deviation,
      profitLossDownsideDeviation: downside,
      profitFactor: totalProfit.isZero() ? ZERO : overLosses(totalProfit, totalLoss.abs()),
      sharpeRatio: ratioOrZero(average, deviation),
      sortinoRatio: ratioOrZero(average, downside),
      profitToMaxDrawdownRatio: total.isZero() ? ZERO : overLosses(total, this.#closedDrawdown.abs()),
      maximumEndTradeDrawdown: this.#largestEndDrawdown,
      averageEndTradeDrawdown: average.minus(averageMfe),
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
