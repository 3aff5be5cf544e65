import type { Consolidator } from '../consolidators/consolidator.ts';
import type { DataConsumer } from '../consolidators/data-consumer.ts';
import type { DataPoint } from '../data/data-point.ts';
import type { PointBars } from './point-bars.ts';

/** Feeds a consolidator with the bars of a subscription. */
export class ConsolidatorConsumer implements DataConsumer {
  readonly consolidator: Consolidator;
  readonly needsScan: boolean;
  readonly #bars: PointBars;

  constructor(consolidator: Consolidator, bars: PointBars) {
    this.consolidator = consolidator;
    this.needsScan = consolidator.needsScan;
    this.#bars = bars;
  }

  update(point: DataPoint): void {
    this.consolidator.update(this.#bars.of(point));
  }

  scan(localMs: number): void {
    this.consolidator.scan(localMs);
  }
}
