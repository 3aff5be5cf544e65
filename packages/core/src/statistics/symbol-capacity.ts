import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from '../time/resolution.ts';

/** Units assumed to trade in every forex and CFD bar, whose feeds have no volume. */
const FOREX_BAR_VOLUME = 25_000_000;
const CFD_BAR_VOLUME = 200;
const MINUTES_PER_TRADING_DAY = 390;
const SLOWEST_DISCOUNT = 0.2;
/** Turnover in account currency that is waited for after a trade. */
const AWAITED_TURNOVER = 6_000_000;
const LONGEST_WAIT_MINUTES = 120;
/** How long a symbol counts after its last fill when nothing is held. */
const EFFECT_MS = 30 * MS_PER_DAY;

/** The bar of a symbol in the current slice. */
export interface CapacityBar {
  /** A trade bar; a quote bar otherwise, whose volume is estimated. */
  readonly isTrade: boolean;
  readonly close: number;
  /** Trade bars only. */
  readonly volume: number;
  /** Quote bars only: sizes of the last bid and ask. */
  readonly bidSize: number;
  readonly askSize: number;
  readonly periodMs: number;
}

/** What the capacity estimate reads of a security. */
export interface CapacitySecurity {
  readonly symbol: SecuritySymbol;
  /** Quote currency to account currency. */
  readonly conversionRate: number;
  readonly contractMultiplier: number;
  /** At least one lot is held. */
  readonly invested: boolean;
  /** Buying power reserved by the position (its maintenance margin) in account currency × leverage. */
  readonly leveragedBuyingPowerUsed: number;
  /** The slice's trade bar, else its quote bar, else null. */
  currentBar(): CapacityBar | null;
}

/** Share of the market's turnover that can be taken without moving it, by length of bar. */
function shareOfVolume(periodMs: number): number {
  if (periodMs < MS_PER_MINUTE) return 0.5;
  if (periodMs < MS_PER_HOUR) return 0.2;
  return periodMs < MS_PER_DAY ? 0.05 : 0.02;
}

/** Turnover of the market around the fills of one symbol. Times are epoch ms UTC, money is in account currency. */
export class SymbolCapacity {
  readonly security: CapacitySecurity;
  /** Fills since the figures were last cleared. */
  trades = 0;
  /** Money traded by the strategy since the last snapshot. */
  saleVolume = 0;
  /** Bars are being collected after a fill. */
  isMonitored = false;
  private marketTurnover = 0;
  private shareOfVolume = 0;
  private fastTradingFactor = 0;
  private averageTurnover = 0;
  private previousVolume = 0;
  private previousBarTime = Number.NaN;
  private lastFillTime = Number.NaN;
  #clearAtNextFill = false;

  constructor(security: CapacitySecurity) {
    this.security = security;
  }

  /** The market's turnover that the strategy could have been part of. */
  get marketCapacity(): number {
    return this.marketTurnover * this.shareOfVolume;
  }

  onFill(timeMs: number, price: number, absoluteQuantity: number): void {
    const { conversionRate, contractMultiplier } = this.security;
    this.saleVolume += conversionRate * price * absoluteQuantity * contractMultiplier;
    const sinceFillMs = Number.isNaN(this.lastFillTime) ? MS_PER_DAY : timeMs - this.lastFillTime;
    const factor = (2 * (sinceFillMs / MS_PER_MINUTE)) / MINUTES_PER_TRADING_DAY;
    this.fastTradingFactor = factor > 1 ? 1 : Math.max(SLOWEST_DISCOUNT, factor);
    if (this.#clearAtNextFill) {
      this.marketTurnover = 0;
      this.trades = 0;
      this.#clearAtNextFill = false;
    }
    this.trades++;
    this.lastFillTime = timeMs;
  }

  /** Takes in the slice's bar; false when the time after the last fill is over and bars no longer count. */
  collectBar(utcMs: number): boolean {
    const bar = this.security.currentBar();
    if (bar === null) return true;
    const volume = bar.isTrade ? bar.volume : this.#quoteVolume(bar);
    if (volume === 0) return true;
    const { conversionRate, contractMultiplier } = this.security;
    const sinceMs = utcMs - this.previousBarTime;
    if (sinceMs > 0) {
      const turnover = bar.close * conversionRate * (volume + this.previousVolume);
      // Most bars are a minute apart: nothing to divide by.
      this.averageTurnover = sinceMs === MS_PER_MINUTE ? turnover : turnover / (sinceMs / MS_PER_MINUTE);
    } else {
      this.averageTurnover = conversionRate * bar.close * volume;
    }
    this.previousBarTime = utcMs;
    this.previousVolume = volume;
    if (!this.#counts(bar.periodMs, utcMs)) return false;
    this.shareOfVolume = shareOfVolume(bar.periodMs);
    this.marketTurnover += bar.close * this.fastTradingFactor * volume * conversionRate * contractMultiplier;
    return true;
  }

  /** Starts the next period: sales now, the market's turnover at the next fill. */
  startPeriod(): void {
    this.#clearAtNextFill = true;
    this.saleVolume = 0;
  }

  /** Nothing is held and the last fill is long past. */
  isForgotten(utcMs: number): boolean {
    return !this.security.invested && utcMs >= this.lastFillTime + EFFECT_MS;
  }

  #quoteVolume(bar: CapacityBar): number {
    switch (this.security.symbol.securityType) {
      case SecurityType.Forex:
        return FOREX_BAR_VOLUME;
      case SecurityType.Cfd:
        return CFD_BAR_VOLUME;
      default:
        return (bar.bidSize + bar.askSize) / 2;
    }
  }

  /** Whether a bar of this length still belongs to the last fill. */
  #counts(periodMs: number, utcMs: number): boolean {
    if (periodMs < MS_PER_MINUTE) return utcMs <= this.#deadline(AWAITED_TURNOVER / 60, 5);
    if (periodMs < MS_PER_HOUR) return utcMs <= this.#deadline(AWAITED_TURNOVER, 1);
    if (periodMs < MS_PER_DAY) return utcMs === roundUp(this.lastFillTime, MS_PER_HOUR);
    const day = Math.floor(utcMs / MS_PER_DAY) * MS_PER_DAY;
    return utcMs === this.lastFillTime || day === roundUp(this.lastFillTime, MS_PER_DAY);
  }

  /** The last fill plus the minutes in which the market turns over the awaited sum, within limits. */
  #deadline(turnover: number, fewestMinutes: number): number {
    const needed = this.averageTurnover === 0 ? 10 : turnover / this.averageTurnover;
    const minutes = needed > LONGEST_WAIT_MINUTES ? LONGEST_WAIT_MINUTES : Math.trunc(Math.max(fewestMinutes, needed));
    return this.lastFillTime + minutes * MS_PER_MINUTE;
  }
}

function roundUp(timeMs: number, intervalMs: number): number {
  return Math.ceil(timeMs / intervalMs) * intervalMs;
}
