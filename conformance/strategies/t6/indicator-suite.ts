import {
  Algorithm,
  Field,
  type Indicator,
  type IndicatorSelector,
  MovingAverageType,
  Resolution,
  type SecuritySymbol,
  type Slice,
} from '@lockstep/core';
import { requireThat } from '../../require-that.ts';
import { DailyPrices } from '../u4/daily-prices.ts';

const { Daily } = Resolution;
const { Simple } = MovingAverageType;

/** A bar of twice the prices. */
const doubled: IndicatorSelector = ({ open, high, low, close, endTimeMs, symbol }) => ({
  symbol,
  endTimeMs,
  open: 2 * open,
  high: 2 * high,
  low: 2 * low,
  close: 2 * close,
  value: 2 * close,
  volume: 0,
});

/** Many indicators, on bars, on fields of bars and on data of the strategy's own, and plots of some; SPY bought once. */
export default class IndicatorSuite extends Algorithm {
  #spy!: SecuritySymbol;
  #price = 0;
  #indicators!: ReturnType<IndicatorSuite['create']>;
  #rsiOfData!: Indicator;

  override initialize(): void {
    this.setStartDate(2013, 1, 1);
    this.setEndDate(2014, 12, 31);
    this.setCash(25_000);
    this.#spy = this.addEquity('SPY', Daily).symbol;
    const goog = this.addEquity('GOOG', Daily).symbol;
    const ibm = this.addData(DailyPrices, 'IBM', Daily).symbol;
    this.#indicators = this.create(this.#spy, goog);
    this.#createOnFields(this.#spy);
    this.#rsiOfData = this.rsi(ibm, 14, Simple, Daily);
    this.min(ibm, 14, Daily);
    this.max(ibm, 14, Daily);
    const ratio = this.identity(ibm).over(this.identity(this.#spy));
    this.plotIndicator('Ratio', ratio);
  }

  /** On closes, or on bars. */
  protected create(spy: SecuritySymbol, goog: SecuritySymbol) {
    return {
      bb: this.bb(spy, 20, 1, Simple, Daily),
      rsi: this.rsi(spy, 14, Simple, Daily),
      atr: this.atr(spy, 14, Simple, Daily),
      std: this.std(spy, 20, Daily),
      aroon: this.aroon(spy, 20, Daily),
      others: [
        this.ema(spy, 14, Daily),
        this.sma(spy, 14, Daily),
        this.macd(spy, 12, 26, 9, Simple, Daily),
        this.mom(spy, 20, Daily),
        this.momp(spy, 20, Daily),
        this.min(spy, 14, Daily),
        this.max(spy, 14, Daily),
        this.b(spy, goog, 14),
      ],
    };
  }

  #createOnFields(spy: SecuritySymbol): void {
    this.bb(spy, 20, 1, Simple, Daily, Field.low);
    this.rsi(spy, 14, Simple, Daily, Field.low);
    this.ema(spy, 14, Daily, Field.low);
    this.sma(spy, 14, Daily, Field.low);
    this.macd(spy, 12, 26, 9, Simple, Daily, Field.low);
    this.mom(spy, 20, Daily, Field.low);
    this.momp(spy, 20, Daily, Field.low);
    this.std(spy, 20, Daily, Field.low);
    this.min(spy, 14, Daily, Field.high);
    this.max(spy, 14, Daily, Field.low);
    this.atr(spy, 14, Simple, Daily, doubled);
    this.aroon(spy, 20, Daily, doubled);
  }

  override onData(slice: Slice): void {
    const { bb, rsi } = this.#indicators;
    const bar = slice.bars.get(this.#spy);
    if (!bb.isReady || !rsi.isReady || bar === undefined) return;
    this.#price = bar.close;
    if (!this.portfolio.invested) this.order(this.#spy, Math.floor(this.portfolio.cash / this.#price));
  }

  override onEndOfDay(symbol: SecuritySymbol): void {
    const { bb, rsi, atr, std, aroon } = this.#indicators;
    if (!symbol.equals(this.#spy) || !bb.isReady) return;
    this.plot('BB', 'Price', this.#price);
    this.plot('BB', bb.upperBand, bb.middleBand, bb.lowerBand);
    this.plot('RSI', rsi);
    this.plot('RSI-IBM', this.#rsiOfData);
    this.plot('ATR', atr);
    this.plot('STD', std);
    this.plot('AROON', aroon.aroonUp, aroon.aroonDown);
  }

  override onEndOfAlgorithm(): void {
    const { others, ...plotted } = this.#indicators;
    const all = [...others, ...Object.values(plotted)];
    requireThat(
      all.every(({ isReady }) => isReady),
      'some indicators are not ready',
    );
  }
}
