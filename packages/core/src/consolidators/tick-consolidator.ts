import { DataKind } from '../market/data-batch.ts';
import type { Tick } from '../market/tick.ts';
import { TickType } from '../market/tick-type.ts';
import { type Resolution, resolutionToMs } from '../time/resolution.ts';
import { ValueBarConsolidator } from './value-bar-consolidator.ts';

/** Makes trade bars of trade ticks: by a period, a number of ticks, both, or a calendar. Other ticks are passed over. */
export class TickConsolidator extends ValueBarConsolidator<Tick> {
  override readonly inputKind = DataKind.Tick;

  static fromResolution(resolution: Resolution): TickConsolidator {
    return new TickConsolidator({ periodMs: resolutionToMs(resolution) });
  }

  override get inputTickType(): TickType {
    return TickType.Trade;
  }

  override update(tick: Tick): void {
    if (tick.tickType === TickType.Trade) this.take(tick);
  }

  protected override volumeOf({ quantity }: Tick): number {
    return quantity;
  }
}
