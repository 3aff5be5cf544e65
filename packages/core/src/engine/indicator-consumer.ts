import type { PriceBar } from '../algorithm/history.ts';
import type { IndicatorSelector } from '../algorithm/indicator-registry.ts';
import type { DataConsumer } from '../consolidators/data-consumer.ts';
import type { DataPoint } from '../data/data-point.ts';
import { Field } from '../indicators/field.ts';
import { BarIndicator, type Indicator, ValueIndicator } from '../indicators/indicator.ts';
import { DataKind, type QuoteBarBatch, type TradeBarBatch } from '../market/data-batch.ts';
import { midPrice } from '../market/mid-price.ts';
import { indicatorUpdater } from './indicator-updater.ts';
import type { PointBars } from './point-bars.ts';

/**
 * Feeds an indicator with the bars of a subscription as they are, each end time once: repeats of a bar that is filled
 * forward on a finer grid are dropped.
 */
abstract class IndicatorConsumer implements DataConsumer {
  readonly needsScan = false;
  #lastEndMs = Number.NaN;

  update(point: DataPoint): void {
    const endTimeMs = point.endTimeMs;
    if (endTimeMs === this.#lastEndMs) return;
    this.#lastEndMs = endTimeMs;
    this.take(point, endTimeMs);
  }

  scan(): void {
    // Time alone brings no value.
  }

  protected abstract take(point: DataPoint, endTimeMs: number): void;
}

/** Closes of trade bars. */
class TradeCloseConsumer extends IndicatorConsumer {
  readonly #indicator: ValueIndicator;

  constructor(indicator: ValueIndicator) {
    super();
    this.#indicator = indicator;
  }

  protected override take(point: DataPoint, endTimeMs: number): void {
    this.#indicator.push(endTimeMs, (point.batch as TradeBarBatch).close[point.row] as number);
  }
}

type BatchReader = (batch: TradeBarBatch, row: number) => number;

/** Selectors that need no bar object on trade bars. */
const BATCH_READERS: ReadonlyMap<unknown, BatchReader> = new Map<unknown, BatchReader>([
  [Field.open, (batch, row) => batch.open[row] as number],
  [Field.high, (batch, row) => batch.high[row] as number],
  [Field.low, (batch, row) => batch.low[row] as number],
  [Field.close, (batch, row) => batch.close[row] as number],
]);

/** Another number of trade bars. */
class TradeFieldConsumer extends IndicatorConsumer {
  readonly #indicator: ValueIndicator;
  readonly #read: BatchReader;

  constructor(indicator: ValueIndicator, read: BatchReader) {
    super();
    this.#indicator = indicator;
    this.#read = read;
  }

  protected override take(point: DataPoint, endTimeMs: number): void {
    this.#indicator.push(endTimeMs, this.#read(point.batch as TradeBarBatch, point.row));
  }
}

/** Mid closes of quote bars. */
class QuoteCloseConsumer extends IndicatorConsumer {
  readonly #indicator: ValueIndicator;

  constructor(indicator: ValueIndicator) {
    super();
    this.#indicator = indicator;
  }

  protected override take({ batch, row }: DataPoint, endTimeMs: number): void {
    const { bidClose, askClose } = batch as QuoteBarBatch;
    this.#indicator.push(endTimeMs, midPrice(bidClose[row] as number, askClose[row] as number));
  }
}

/** Trade bars. */
class TradeBarConsumer extends IndicatorConsumer {
  readonly #indicator: BarIndicator;

  constructor(indicator: BarIndicator) {
    super();
    this.#indicator = indicator;
  }

  protected override take(point: DataPoint, endTimeMs: number): void {
    const { open, high, low, close } = point.batch as TradeBarBatch;
    const { row } = point;
    this.#indicator.pushBar(
      endTimeMs,
      open[row] as number,
      high[row] as number,
      low[row] as number,
      close[row] as number,
    );
  }
}

/** Mids of quote bars. */
class QuoteBarConsumer extends IndicatorConsumer {
  readonly #indicator: BarIndicator;

  constructor(indicator: BarIndicator) {
    super();
    this.#indicator = indicator;
  }

  protected override take(point: DataPoint, endTimeMs: number): void {
    const batch = point.batch as QuoteBarBatch;
    const { row } = point;
    this.#indicator.pushBar(
      endTimeMs,
      midPrice(batch.bidOpen[row] as number, batch.askOpen[row] as number),
      midPrice(batch.bidHigh[row] as number, batch.askHigh[row] as number),
      midPrice(batch.bidLow[row] as number, batch.askLow[row] as number),
      midPrice(batch.bidClose[row] as number, batch.askClose[row] as number),
    );
  }
}

/** Whatever a function does with each bar. */
class BarConsumer extends IndicatorConsumer {
  readonly #bars: PointBars;
  readonly #take: (bar: PriceBar) => void;

  constructor(bars: PointBars, take: (bar: PriceBar) => void) {
    super();
    this.#bars = bars;
    this.#take = take;
  }

  protected override take(point: DataPoint): void {
    this.#take(this.#bars.of(point));
  }
}

/** The cheapest way to feed an indicator with the bars of a subscription of a kind. */
export function indicatorConsumer(
  indicator: Indicator,
  kind: DataKind,
  bars: PointBars,
  selector: IndicatorSelector | undefined,
): DataConsumer {
  const isTrade = kind === DataKind.TradeBar;
  if (selector !== undefined) {
    const read = BATCH_READERS.get(selector);
    if (isTrade && read !== undefined && indicator instanceof ValueIndicator)
      return new TradeFieldConsumer(indicator, read);
    return new BarConsumer(bars, indicatorUpdater(indicator, selector));
  }
  if (indicator instanceof ValueIndicator) {
    return isTrade ? new TradeCloseConsumer(indicator) : new QuoteCloseConsumer(indicator);
  }
  if (indicator instanceof BarIndicator) {
    return isTrade ? new TradeBarConsumer(indicator) : new QuoteBarConsumer(indicator);
  }
  return new BarConsumer(bars, indicatorUpdater(indicator));
}
