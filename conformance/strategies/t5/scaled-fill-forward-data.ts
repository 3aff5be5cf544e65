import { Algorithm, Duration, Resolution, type Slice, type TradeBar } from '@lockstep/core';
import { requireThat } from '../../require-that.ts';

/** Bars that repeat the last one keep its scale when the factor of the day has changed. */
export default class ScaledFillForwardData extends Algorithm {
  #lastReal: TradeBar | null = null;

  override initialize(): void {
    this.setStartDate(2014, 6, 5);
    this.setEndDate(2014, 6, 9);
    this.addEquity('TWX', Resolution.Minute, { extendedMarketHours: true });
    const hourly = this.timeRules.every(Duration.fromObject({ hours: 1 }));
    this.schedule.on(this.dateRules.everyDay('TWX'), hourly, () => this.#plotPrices());
  }

  override onData(slice: Slice): void {
    const bar = slice.bars.get('TWX');
    if (bar === undefined) return;
    if (this.time.toFormat('yyyy-MM-dd HH:mm') === '2014-06-09 04:01' && !this.portfolio.invested) {
      requireThat(bar.isFillForward, 'the first bar of the day is not a repeated one');
      requireThat(this.#lastReal !== null, 'there was no bar before');
      this.limitOrder('TWX', 1000, this.#lastReal.close + 10);
    }
    if (this.#lastReal === null || !bar.isFillForward) this.#lastReal = bar;
    else requireThat(bar.close === this.#lastReal.close, `${this.#lastReal.close} is repeated as ${bar.close}`);
  }

  override onEndOfAlgorithm(): void {
    requireThat(this.#lastReal !== null, 'there was no data');
  }

  #plotPrices(): void {
    const { askPrice, bidPrice, price } = this.securities.get('TWX');
    this.plot('TWX', 'Ask', askPrice);
    this.plot('TWX', 'Bid', bidPrice);
    this.plot('TWX', 'Price', price);
    this.plot('Portfolio.TPV', 'Value', this.portfolio.totalPortfolioValue);
  }
}
