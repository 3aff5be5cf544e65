import { AverageTrueRange } from './average-true-range.ts';
import { BarIndicator, type ValueIndicator } from './indicator.ts';
import { Maximum } from './maximum.ts';
import { Minimum } from './minimum.ts';
import { MovingAverageType } from './moving-average-type.ts';
import { type Named, splitName } from './named.ts';

/**
 * Chande and Kroll's stops: the largest of the last highs minus, and the smallest of the last lows plus, `atrMult` average
 * true ranges, each held at its extreme over `period` bars. The value itself is the close.
 */
export class ChandeKrollStop extends BarIndicator {
  readonly shortStop: ValueIndicator;
  readonly longStop: ValueIndicator;
  readonly #range: AverageTrueRange;
  readonly #multiplier: number;
  readonly #maximum: Maximum;
  readonly #minimum: Minimum;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(
    ...args: Named<[atrPeriod: number, atrMult: number, period: number, movingAverageType?: MovingAverageType]>
  ) {
    const [name, atrPeriod, atrMult, period, type = MovingAverageType.Wilders] = splitName(args);
    super(name ?? `CKS(${atrPeriod},${atrMult},${period})`, atrPeriod + period - 1);
    this.#range = new AverageTrueRange(`${this.name}_ATR`, atrPeriod, type);
    this.#multiplier = atrMult;
    this.#maximum = new Maximum(`${this.name}_Max`, atrPeriod);
    this.#minimum = new Minimum(`${this.name}_Min`, atrPeriod);
    this.longStop = new Minimum(`${this.name}_Long`, period);
    this.shortStop = new Maximum(`${this.name}_Short`, period);
  }

  override reset(): void {
    this.#range.reset();
    this.#maximum.reset();
    this.#minimum.reset();
    this.longStop.reset();
    this.shortStop.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#range.pushBar(endTimeMs, open, high, low, close);
    this.#maximum.push(endTimeMs, high);
    this.#minimum.push(endTimeMs, low);
    const distance = this.#range.value * this.#multiplier;
    this.shortStop.push(endTimeMs, this.#maximum.value - distance);
    this.longStop.push(endTimeMs, this.#minimum.value + distance);
    this.state.publish(endTimeMs, close);
  }
}
