import { DataKind } from '../market/data-batch.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import type { Tick } from '../market/tick.ts';
import { TickType } from '../market/tick-type.ts';
import { TradeBar } from '../market/trade-bar.ts';
import { type Resolution, resolutionToMs } from '../time/resolution.ts';
import type { TimeZone } from '../time/time-zone.ts';
import { BarPeriod, type BarPeriodLike } from './bar-period.ts';
import { PeriodConsolidator } from './period-consolidator.ts';

/** Makes trade bars of trade ticks: by a period, a number of ticks, both, or a calendar. Other ticks are passed over. */
export class TickConsolidator extends PeriodConsolidator<TradeBar, Tick> {
  override readonly inputKind = DataKind.Tick;
  protected override readonly makesTradeBars = true;
  #open: number;
  #high: number;
  #low: number;
  #close: number;
  #volume: number;

  /** @throws LockstepError `CONSOLIDATOR_INVALID` */
  constructor(period: BarPeriodLike, maxCount?: number) {
    super(new BarPeriod(period, maxCount));
    this.#open = Number.NaN;
    this.#high = Number.NaN;
    this.#low = Number.NaN;
    this.#close = Number.NaN;
    this.#volume = Number.NaN;
  }

  static fromResolution(resolution: Resolution): TickConsolidator {
    return new TickConsolidator({ periodMs: resolutionToMs(resolution) });
  }

  override get inputTickType(): TickType {
    return TickType.Trade;
  }

  override update(tick: Tick): void {
    if (tick.tickType === TickType.Trade) this.take(tick);
  }

  protected override open({ value, quantity }: Tick): void {
    this.#open = this.#high = this.#low = this.#close = value;
    this.#volume = quantity;
  }

  protected override merge({ value, quantity }: Tick): void {
    this.#close = value;
    this.#volume += quantity;
    if (value < this.#low) this.#low = value;
    if (value > this.#high) this.#high = value;
  }

  protected override build(startUtc: number, endUtc: number): TradeBar {
    return new TradeBar(
      this.symbol as SecuritySymbol,
      startUtc,
      endUtc,
      this.#open,
      this.#high,
      this.#low,
      this.#close,
      this.#volume,
      this.zone as TimeZone,
    );
  }
}
