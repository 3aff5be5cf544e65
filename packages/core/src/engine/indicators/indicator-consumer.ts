import type { IndicatorSelector } from '../../algorithm/indicators/indicator-registry.ts';
import type { DataConsumer } from '../../consolidators/data-consumer.ts';
import type { DataPoint } from '../../data/data-point.ts';
import { LockstepError } from '../../errors/lockstep-error.ts';
import { AverageRibbon } from '../../indicators/average-ribbon.ts';
import { Field } from '../../indicators/field.ts';
import { BarIndicator, type Indicator, ValueIndicator } from '../../indicators/indicator.ts';
import type { TradeBarInput } from '../../indicators/indicator-data-point.ts';
import { SimpleMovingAverage } from '../../indicators/simple-moving-average.ts';
import { TradeBarIndicator } from '../../indicators/trade-bar-indicator.ts';
import { DataKind, type QuoteBarBatch, type TickBatch, type TradeBarBatch } from '../../market/data-batch.ts';
import { midPrice } from '../../market/mid-price.ts';
import type { PriceData } from '../../market/price-data.ts';
import { indicatorUpdater } from './indicator-updater.ts';
import type { PointBars } from './point-bars.ts';

/**
 * Feeds indicators with the bars of a subscription as they are, each end time once: repeats of a bar that is filled
 * forward on a finer grid are dropped. Indicators that take the same thing one after the other share a consumer, so that
 * it is looked up once for all of them.
 */
export abstract class IndicatorConsumer<
  T extends Indicator = Indicator,
  P extends (this: T, ...values: never[]) => void = (this: T, ...values: never[]) => void,
> implements DataConsumer
{
  readonly needsScan = false;
  protected readonly indicators: T[];
  /** What each indicator takes a value with. Of many kinds it would otherwise have to be found for every value. */
  protected readonly pushes: P[];
  private lastEndMs: number;
  /** How many indicators, from the first on, have taken the bar of `lastEndMs`; the others were registered since. */
  private seen: number;

  constructor(indicator: T, push: P) {
    this.indicators = [indicator];
    this.pushes = [push];
    this.lastEndMs = Number.NaN;
    this.seen = 0;
  }

  update(point: DataPoint): void {
    const { endTimeMs } = point;
    const from = endTimeMs === this.lastEndMs ? this.seen : 0;
    if (from === this.indicators.length) return;
    this.lastEndMs = endTimeMs;
    this.take(point, from);
    this.seen = this.indicators.length;
  }

  scan(): void {
    // Time alone brings no value.
  }

  /** Takes over the indicators of a new consumer if they are fed with the same; tells whether they were. */
  takeOver(other: IndicatorConsumer): boolean {
    if (!this.feedsLike(other)) return false;
    this.indicators.push(...(other.indicators as T[]));
    this.pushes.push(...(other.pushes as unknown as P[]));
    return true;
  }

  /** Stops feeding an indicator; tells whether any are left. */
  drop(indicator: Indicator): boolean {
    const index = this.indicators.indexOf(indicator as T);
    if (index === -1) return true;
    this.indicators.splice(index, 1);
    this.pushes.splice(index, 1);
    if (index < this.seen) this.seen -= 1;
    return this.indicators.length > 0;
  }

  protected feedsLike(other: IndicatorConsumer): boolean {
    return other.constructor === this.constructor;
  }

  /** Feeds the indicators from an index on. */
  protected abstract take(point: DataPoint, from: number): void;
}

function methodOf<T, K extends keyof T>(object: T, name: K): T[K] {
  return object[name];
}

type ValuePush = ValueIndicator['push'];
type BarPush = BarIndicator['pushBar'];
type BatchReader = (batch: TradeBarBatch, row: number) => number;

const readClose: BatchReader = (batch, row) => batch.close[row] as number;

/** Selectors that need no bar object on trade bars. */
const BATCH_READERS: ReadonlyMap<unknown, BatchReader> = new Map<unknown, BatchReader>([
  [Field.open, (batch, row) => batch.open[row] as number],
  [Field.high, (batch, row) => batch.high[row] as number],
  [Field.low, (batch, row) => batch.low[row] as number],
  [Field.close, readClose],
]);

/** A number of trade bars. */
class TradeValueConsumer extends IndicatorConsumer<ValueIndicator, ValuePush> {
  readonly #read: BatchReader;

  constructor(indicator: ValueIndicator, read: BatchReader) {
    super(indicator, methodOf(indicator, 'push'));
    this.#read = read;
  }

  protected override feedsLike(other: IndicatorConsumer): boolean {
    return other instanceof TradeValueConsumer && other.#read === this.#read;
  }

  protected override take({ batch, row, endTimeMs }: DataPoint, from: number): void {
    const value = this.#read(batch as TradeBarBatch, row);
    const { indicators, pushes } = this;
    for (let i = from; i < indicators.length; i += 1)
      (pushes[i] as ValuePush).call(indicators[i] as ValueIndicator, endTimeMs, value);
  }
}

/** How many bars pass between two attempts to make a ribbon. */
const BARS_PER_ATTEMPT = 64;

/** Closes of trade bars for simple moving averages, which come in numbers: as soon as they can be they are in a ribbon. */
class AverageConsumer extends IndicatorConsumer<SimpleMovingAverage, ValuePush> {
  #ribbon: AverageRibbon | null;
  private bars: number;

  constructor(indicator: SimpleMovingAverage) {
    super(indicator, methodOf(indicator, 'push'));
    this.#ribbon = null;
    this.bars = 0;
  }

  override takeOver(other: IndicatorConsumer): boolean {
    this.#ribbon?.dissolve();
    return super.takeOver(other);
  }

  override drop(indicator: Indicator): boolean {
    this.#ribbon?.dissolve();
    return super.drop(indicator);
  }

  protected override take({ batch, row, endTimeMs }: DataPoint, from: number): void {
    const value = (batch as TradeBarBatch).close[row] as number;
    if (this.#ribbon === null || from > 0) this.#push(endTimeMs, value, from);
    else if (!this.#ribbon.add(endTimeMs, value)) this.#goOnAlone(endTimeMs, value);
  }

  #goOnAlone(endTimeMs: number, value: number): void {
    this.#ribbon = null;
    this.#push(endTimeMs, value, 0);
  }

  #push(endTimeMs: number, value: number, from: number): void {
    const { indicators } = this;
    for (let i = from; i < indicators.length; i += 1) (indicators[i] as SimpleMovingAverage).push(endTimeMs, value);
    this.bars += 1;
    if (indicators.length > 1 && this.bars % BARS_PER_ATTEMPT === 0) this.#ribbon = AverageRibbon.of([...indicators]);
  }
}

/** Mid closes of quote bars. */
class QuoteCloseConsumer extends IndicatorConsumer<ValueIndicator, ValuePush> {
  constructor(indicator: ValueIndicator) {
    super(indicator, methodOf(indicator, 'push'));
  }

  protected override take({ batch, row, endTimeMs }: DataPoint, from: number): void {
    const { bidClose, askClose } = batch as QuoteBarBatch;
    const value = midPrice(bidClose[row] as number, askClose[row] as number);
    const { indicators, pushes } = this;
    for (let i = from; i < indicators.length; i += 1)
      (pushes[i] as ValuePush).call(indicators[i] as ValueIndicator, endTimeMs, value);
  }
}

/** Values of ticks: the first of each instant, as LEAN's. */
class TickValueConsumer extends IndicatorConsumer<ValueIndicator, ValuePush> {
  constructor(indicator: ValueIndicator) {
    super(indicator, methodOf(indicator, 'push'));
  }

  protected override take({ batch, row, endTimeMs }: DataPoint, from: number): void {
    const value = (batch as TickBatch).value[row] as number;
    const { indicators, pushes } = this;
    for (let i = from; i < indicators.length; i += 1)
      (pushes[i] as ValuePush).call(indicators[i] as ValueIndicator, endTimeMs, value);
  }
}

/** Trade bars. */
class TradeBarConsumer extends IndicatorConsumer<BarIndicator, BarPush> {
  constructor(indicator: BarIndicator) {
    super(indicator, methodOf(indicator, 'pushBar'));
  }

  protected override take({ batch, row, endTimeMs }: DataPoint, from: number): void {
    const bars = batch as TradeBarBatch;
    const open = bars.open[row] as number;
    const high = bars.high[row] as number;
    const low = bars.low[row] as number;
    const close = bars.close[row] as number;
    const { indicators, pushes } = this;
    for (let i = from; i < indicators.length; i += 1)
      (pushes[i] as BarPush).call(indicators[i] as BarIndicator, endTimeMs, open, high, low, close);
  }
}

/** A trade bar as indicators take it, written anew for each bar. */
class ReusedBar implements TradeBarInput {
  endTimeMs = Number.NaN;
  open = Number.NaN;
  high = Number.NaN;
  low = Number.NaN;
  close = Number.NaN;
  volume = Number.NaN;

  get value(): number {
    return this.close;
  }
}

/** Trade bars with their volume, which is zero where a bar is filled forward. */
class TradeVolumeConsumer extends IndicatorConsumer<TradeBarIndicator, TradeBarIndicator['pushTradeBar']> {
  readonly #bar = new ReusedBar();

  constructor(indicator: TradeBarIndicator) {
    super(indicator, methodOf(indicator, 'pushTradeBar'));
  }

  protected override take({ batch, row, endTimeMs, isFillForward }: DataPoint, from: number): void {
    const bars = batch as TradeBarBatch;
    const bar = this.#bar;
    bar.endTimeMs = endTimeMs;
    bar.open = bars.open[row] as number;
    bar.high = bars.high[row] as number;
    bar.low = bars.low[row] as number;
    bar.close = bars.close[row] as number;
    bar.volume = isFillForward ? 0 : (bars.volume[row] as number);
    const { indicators, pushes } = this;
    for (let i = from; i < indicators.length; i += 1)
      (pushes[i] as TradeBarIndicator['pushTradeBar']).call(indicators[i] as TradeBarIndicator, bar);
  }
}

/** Mids of quote bars. */
class QuoteBarConsumer extends IndicatorConsumer<BarIndicator, BarPush> {
  constructor(indicator: BarIndicator) {
    super(indicator, methodOf(indicator, 'pushBar'));
  }

  protected override take({ batch, row, endTimeMs }: DataPoint, from: number): void {
    const bars = batch as QuoteBarBatch;
    const open = midPrice(bars.bidOpen[row] as number, bars.askOpen[row] as number);
    const high = midPrice(bars.bidHigh[row] as number, bars.askHigh[row] as number);
    const low = midPrice(bars.bidLow[row] as number, bars.askLow[row] as number);
    const close = midPrice(bars.bidClose[row] as number, bars.askClose[row] as number);
    const { indicators, pushes } = this;
    for (let i = from; i < indicators.length; i += 1)
      (pushes[i] as BarPush).call(indicators[i] as BarIndicator, endTimeMs, open, high, low, close);
  }
}

/** Whatever a function does with each bar. */
class BarConsumer extends IndicatorConsumer {
  readonly #bars: PointBars;
  readonly #take: (data: PriceData) => void;

  constructor(indicator: Indicator, bars: PointBars, take: (data: PriceData) => void) {
    super(indicator, take);
    this.#bars = bars;
    this.#take = take;
  }

  protected override feedsLike(): boolean {
    return false;
  }

  protected override take(point: DataPoint): void {
    this.#take(this.#bars.of(point));
  }
}

/**
 * The cheapest way to feed an indicator with the bars or ticks of a subscription of a kind.
 *
 * @throws LockstepError `INDICATOR_INVALID` for an indicator on bars and ticks
 */
export function indicatorConsumer(
  indicator: Indicator,
  kind: DataKind,
  bars: PointBars,
  selector: IndicatorSelector | undefined,
): IndicatorConsumer {
  const isTrade = kind === DataKind.TradeBar;
  if (kind === DataKind.Tick) return tickConsumer(indicator, bars, selector);
  if (selector !== undefined) {
    const read = BATCH_READERS.get(selector);
    if (isTrade && read !== undefined && indicator instanceof ValueIndicator)
      return new TradeValueConsumer(indicator, read);
    return new BarConsumer(indicator, bars, indicatorUpdater(indicator, selector));
  }
  if (isTrade && indicator instanceof SimpleMovingAverage && indicator.constructor === SimpleMovingAverage)
    return new AverageConsumer(indicator);
  if (indicator instanceof ValueIndicator) {
    return isTrade ? new TradeValueConsumer(indicator, readClose) : new QuoteCloseConsumer(indicator);
  }
  if (indicator instanceof BarIndicator) {
    return isTrade ? new TradeBarConsumer(indicator) : new QuoteBarConsumer(indicator);
  }
  if (indicator instanceof TradeBarIndicator && isTrade) return new TradeVolumeConsumer(indicator);
  return new BarConsumer(indicator, bars, indicatorUpdater(indicator));
}

function tickConsumer(
  indicator: Indicator,
  bars: PointBars,
  selector: IndicatorSelector | undefined,
): IndicatorConsumer {
  if (selector !== undefined) return new BarConsumer(indicator, bars, indicatorUpdater(indicator, selector));
  if (indicator instanceof ValueIndicator) return new TickValueConsumer(indicator);
  throw new LockstepError(
    'INDICATOR_INVALID',
    `${indicator.name} takes bars, its security brings ticks. Name a resolution or a period, or register it with a consolidator.`,
  );
}
