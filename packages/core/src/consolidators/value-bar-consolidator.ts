import type { PriceData } from '../market/price-data.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { TradeBar } from '../market/trade-bar.ts';
import type { TimeZone } from '../time/time-zone.ts';
import { BarPeriod, type BarPeriodLike } from './bar-period.ts';
import { PeriodConsolidator } from './period-consolidator.ts';

/** Makes trade bars of single values: by a period, a number of values, both, or a calendar. */
export abstract class ValueBarConsolidator<I extends PriceData> extends PeriodConsolidator<TradeBar, I> {
  protected override readonly makesTradeBars = true;
  private first: number;
  private high: number;
  private low: number;
  private last: number;
  private volume: number;

  /** @throws LockstepError `CONSOLIDATOR_INVALID` */
  constructor(period: BarPeriodLike, maxCount?: number) {
    super(new BarPeriod(period, maxCount));
    this.first = Number.NaN;
    this.high = Number.NaN;
    this.low = Number.NaN;
    this.last = Number.NaN;
    this.volume = Number.NaN;
  }

  /** What an input adds to the volume of its bar. */
  protected abstract volumeOf(input: I): number;

  protected override open(input: I): void {
    this.first = this.high = this.low = this.last = input.value;
    this.volume = this.volumeOf(input);
  }

  protected override merge(input: I): void {
    const { value } = input;
    this.last = value;
    this.volume += this.volumeOf(input);
    if (value < this.low) this.low = value;
    if (value > this.high) this.high = value;
  }

  protected override build(startUtc: number, endUtc: number): TradeBar {
    return new TradeBar(
      this.symbol as SecuritySymbol,
      startUtc,
      endUtc,
      this.first,
      this.high,
      this.low,
      this.last,
      this.volume,
      this.zone as TimeZone,
    );
  }
}
