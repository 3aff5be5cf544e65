import type { Consolidator } from '../../consolidators/consolidator.ts';
import type { DataConsumer } from '../../consolidators/data-consumer.ts';
import { TradeBarConsolidator } from '../../consolidators/trade-bar-consolidator.ts';
import type { DataPoint } from '../../data/data-point.ts';
import type { TimeSlice } from '../../data/time-slice.ts';
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

  scan({ subscription }: DataPoint, { utcMs }: TimeSlice): void {
    this.consolidator.scan(subscription.config.exchangeHours.timeZone.toLocal(utcMs));
  }
}

/** Feeds a consolidator of trade bars, which needs no object for a bar. */
class TradeBarConsolidatorConsumer extends ConsolidatorConsumer {
  readonly #consolidator: TradeBarConsolidator;

  constructor(consolidator: TradeBarConsolidator, bars: PointBars) {
    super(consolidator, bars);
    this.#consolidator = consolidator;
  }

  override update(point: DataPoint): void {
    this.#consolidator.updateFrom(point);
  }

  override scan({ subscription }: DataPoint, { utcMs }: TimeSlice): void {
    this.#consolidator.scan(subscription.config.exchangeHours.timeZone.toLocal(utcMs));
  }
}

/** The cheapest way to feed a consolidator with the bars of a subscription. */
export function consolidatorConsumer(consolidator: Consolidator, bars: PointBars): ConsolidatorConsumer {
  // A strategy's own kind of it may look at the bars.
  if (consolidator instanceof TradeBarConsolidator && consolidator.constructor === TradeBarConsolidator)
    return new TradeBarConsolidatorConsumer(consolidator, bars);
  return new ConsolidatorConsumer(consolidator, bars);
}
