import { LockstepError } from '../errors/lockstep-error.ts';
import { type BarInput, IndicatorDataPoint, type ValueInput } from './indicator-data-point.ts';
import { IndicatorState } from './indicator-state.ts';
import type { IndicatorWindow } from './indicator-window.ts';

/** Told of every new value of an indicator, also before it is ready. */
export type IndicatorUpdatedHandler = (sender: Indicator, updated: IndicatorDataPoint) => void;

/**
 * A value computed from a stream of prices, by LEAN's rules: it has a value from the first input on, but means something
 * only once `isReady`. Input with an earlier end time than the last is ignored.
 */
export abstract class Indicator {
  protected readonly state: IndicatorState;
  readonly name: string;
  readonly #warmUpPeriod: number;
  #handlers: readonly IndicatorUpdatedHandler[];

  /** @param warmUpPeriod how many inputs it takes to become ready; zero for those that say so in `isReady` */
  constructor(name: string, warmUpPeriod = 0) {
    this.state = new IndicatorState();
    this.#warmUpPeriod = warmUpPeriod;
    this.#handlers = [];
    this.name = name;
  }

  /** Number of inputs taken. */
  get samples(): number {
    return this.state.samples;
  }

  /** The current value; zero before the first input. */
  get value(): number {
    return this.state.value;
  }

  /** End of the input that made the current value, epoch ms UTC. */
  get timeMs(): number {
    return this.state.timeMs;
  }

  /** The latest values, newest first. */
  get window(): IndicatorWindow {
    return this.state.window;
  }

  /** Whether there was enough input for the value to mean something. */
  get isReady(): boolean {
    return this.state.samples >= this.#warmUpPeriod;
  }

  /** How many inputs it takes to become ready; zero if it does not say: it is not warmed up then. */
  get warmUpPeriod(): number {
    return this.#warmUpPeriod;
  }

  /** Whether it must be fed with bars of trades, since it looks at their volume. */
  get needsVolume(): boolean {
    return false;
  }

  /**
   * Takes a bar or a point, or an end time (epoch ms UTC) and a value. The same object twice counts once.
   * @returns whether the indicator is ready
   * @throws LockstepError `INDICATOR_INVALID` when an indicator on bars gets a mere value
   */
  abstract update(input: BarInput): boolean;
  abstract update(endTimeMs: number, value: number): boolean;

  /** Current value and its time. */
  get current(): IndicatorDataPoint {
    return new IndicatorDataPoint(this.timeMs, this.value);
  }

  /** The value before the current one; zero when there is none. */
  get previous(): IndicatorDataPoint {
    return new IndicatorDataPoint(this.state.previousTimeMs, this.state.previousValue);
  }

  /** An earlier point: 0 is the current one. Asking beyond what is kept makes the window grow from then on. */
  get(index: number): IndicatorDataPoint | undefined {
    return this.window.get(index);
  }

  /** Sum of this and another indicator or a number, as an indicator that follows both. */
  plus(right: Indicator | number, name?: string): CompositeIndicator {
    return new CompositeIndicator(this, operand(right), (left, other) => left.value + other.value, name);
  }

  /** Difference of this and another indicator or a number. */
  minus(right: Indicator | number, name?: string): CompositeIndicator {
    return new CompositeIndicator(this, operand(right), (left, other) => left.value - other.value, name);
  }

  /** Product of this and another indicator or a number. */
  times(right: Indicator | number, name?: string): CompositeIndicator {
    return new CompositeIndicator(this, operand(right), (left, other) => left.value * other.value, name);
  }

  /** Quotient of this and another indicator or a number. While the divisor is zero it keeps its last value. */
  over(right: Indicator | number, name?: string): CompositeIndicator {
    const divide: IndicatorComposer = (left, other) => (other.value === 0 ? Number.NaN : left.value / other.value);
    return new CompositeIndicator(this, operand(right), divide, name);
  }

  /** Registers a handler for new values. Handlers are called in the order of their registration. */
  onUpdated(handler: IndicatorUpdatedHandler): this {
    this.#handlers = [...this.#handlers, handler];
    this.state.listener ??= (timeMs, value) => this.#notify(new IndicatorDataPoint(timeMs, value));
    return this;
  }

  /** Takes back `onUpdated`. */
  offUpdated(handler: IndicatorUpdatedHandler): this {
    this.#handlers = this.#handlers.filter((other) => other !== handler);
    if (this.#handlers.length === 0) this.state.listener = null;
    return this;
  }

  /** Forgets all input. Handlers stay. */
  reset(): void {
    this.state.reset();
  }

  /** The current value, so that indicators can stand in expressions. */
  valueOf(): number {
    return this.value;
  }

  /** The current value with up to five decimals. */
  toString(): string {
    const text = this.value.toFixed(5).replace(/0+$/, '');
    return text.endsWith('.') ? `${text}0` : text;
  }

  #notify(point: IndicatorDataPoint): void {
    for (const handler of this.#handlers) handler(this, point);
  }
}

/** An indicator on single values: closes, mids, or another indicator's values. */
export abstract class ValueIndicator extends Indicator {
  #lastInput: ValueInput | null = null;

  override update(input: ValueInput): boolean;
  override update(endTimeMs: number, value: number): boolean;
  override update(input: ValueInput | number, value?: number): boolean {
    if (typeof input === 'number') this.push(input, value as number);
    else this.pushInput(input);
    return this.isReady;
  }

  private pushInput(input: ValueInput): void {
    if (input === this.#lastInput) return;
    this.#lastInput = input;
    this.push(input.endTimeMs, input.value);
  }

  /** What the exact value exceeds `value` by, as far as it is known: far less than a rounding step of the value. */
  get residual(): number {
    return 0;
  }

  /**
   * Takes a value; what `update` does, without its answer. Every indicator has its own, so that loops over many kinds
   * of indicators stay fast.
   * @param endTimeMs epoch ms UTC
   */
  abstract push(endTimeMs: number, value: number): void;

  override reset(): void {
    super.reset();
    this.#lastInput = null;
  }

  /** Makes this indicator take the values of another. @param waitForFirstToReady only once that one is ready */
  of(source: Indicator, waitForFirstToReady = true): this {
    source.onUpdated((_, point) => {
      if (!waitForFirstToReady || source.isReady) this.push(point.timeMs, point.value);
    });
    return this;
  }
}

/** An indicator on bars. */
export abstract class BarIndicator extends Indicator {
  #lastInput: BarInput | null = null;

  override update(input: BarInput): boolean;
  override update(endTimeMs: number, value: number): boolean;
  override update(input: BarInput | number): boolean {
    if (typeof input === 'number') {
      throw new LockstepError(
        'INDICATOR_INVALID',
        `${this.name} needs open, high, low and close; update it with a bar instead of a time and a value.`,
      );
    }
    if (input !== this.#lastInput) {
      this.#lastInput = input;
      this.pushBar(input.endTimeMs, input.open, input.high, input.low, input.close);
    }
    return this.isReady;
  }

  /** Takes a bar; what `update` does, without its answer. @param endTimeMs epoch ms UTC */
  abstract pushBar(endTimeMs: number, open: number, high: number, low: number, close: number): void;

  override reset(): void {
    super.reset();
    this.#lastInput = null;
  }
}

/** An indicator that is always ready and keeps one value. */
export class ConstantIndicator extends ValueIndicator {
  readonly #constant: number;

  constructor(name: string, value: number) {
    super(name);
    this.#constant = value;
    this.state.value = value;
  }

  override get isReady(): boolean {
    return true;
  }

  override get warmUpPeriod(): number {
    return 0;
  }

  override reset(): void {
    super.reset();
    this.state.value = this.#constant;
  }

  override push(endTimeMs: number): void {
    if (this.state.accept(endTimeMs)) this.state.publish(endTimeMs, this.#constant);
  }
}

/** Computes a value from two indicators; NaN when there is none, then the last value stays. */
export type IndicatorComposer = (left: Indicator, right: Indicator) => number;

/** An indicator that takes a new value when both its sides have had one. */
export class CompositeIndicator extends ValueIndicator {
  readonly left: Indicator;
  readonly right: Indicator;
  readonly #composer: IndicatorComposer;
  #hasLeft: boolean;
  #hasRight: boolean;

  constructor(left: Indicator, right: Indicator, composer: IndicatorComposer, name?: string) {
    super(name ?? `COMPOSE(${left.name},${right.name})`);
    this.left = left;
    this.right = right;
    this.#composer = composer;
    this.#hasLeft = left instanceof ConstantIndicator;
    this.#hasRight = right instanceof ConstantIndicator;
    left.onUpdated(() => {
      this.#hasLeft = true;
      this.#combine();
    });
    right.onUpdated(() => {
      this.#hasRight = true;
      this.#combine();
    });
  }

  override get isReady(): boolean {
    return this.left.isReady && this.right.isReady;
  }

  override get warmUpPeriod(): number {
    return Math.max(this.left.warmUpPeriod, this.right.warmUpPeriod);
  }

  /** Also resets both sides. */
  override reset(): void {
    this.left.reset();
    this.right.reset();
    this.#forgetSides();
    super.reset();
  }

  /** Takes what both sides have now. */
  override push(endTimeMs: number): void {
    if (!this.state.accept(endTimeMs)) return;
    const value = this.#composer(this.left, this.right);
    if (!Number.isNaN(value)) this.state.publish(endTimeMs, value);
  }

  #combine(): void {
    if (!this.#hasLeft || !this.#hasRight) return;
    this.#forgetSides();
    this.push(Math.max(this.left.timeMs, this.right.timeMs));
  }

  #forgetSides(): void {
    this.#hasLeft = this.left instanceof ConstantIndicator;
    this.#hasRight = this.right instanceof ConstantIndicator;
  }
}

function operand(right: Indicator | number): Indicator {
  return typeof right === 'number' ? new ConstantIndicator(String(right), right) : right;
}

/** @throws LockstepError `INDICATOR_INVALID` unless the period is a whole number from 1 up */
export function checkPeriod(indicator: string, period: number): number {
  if (Number.isInteger(period) && period >= 1) return period;
  throw new LockstepError('INDICATOR_INVALID', `${indicator} got a period of ${period}; use a whole number from 1 up.`);
}
