import { BEFORE_FIRST_UPDATE } from './indicator-data-point.ts';
import { IndicatorWindow } from './indicator-window.ts';

interface TimedValue {
  readonly timeMs: number;
  readonly value: number;
}

type ValueListener = (timeMs: number, value: number) => void;

/**
 * What every indicator keeps, apart from its formula. One class for all of them, so that the shared code of updates
 * meets one shape of object whatever the indicator is; through a common base class it would be five times as slow.
 */
export class IndicatorState {
  samples: number;
  value: number;
  timeMs: number;
  lastInputMs: number;
  /** Takes every new value to the window and the listener; null while there is neither. */
  private observer: ValueListener | null;
  previousTimeMs: number;
  previousValue: number;
  #listener: ValueListener | null;
  /** Made when it is asked for. */
  #window: IndicatorWindow | null;

  constructor() {
    this.samples = 0;
    this.value = Number.NaN;
    this.timeMs = Number.NaN;
    this.lastInputMs = Number.NaN;
    this.observer = null;
    this.previousTimeMs = Number.NaN;
    this.previousValue = Number.NaN;
    this.#listener = null;
    this.#window = null;
    this.reset();
  }

  /** Counts an input; false if it is older than the last and must be ignored. */
  accept(endTimeMs: number): boolean {
    if (endTimeMs < this.lastInputMs) return false;
    this.lastInputMs = endTimeMs;
    this.samples++;
    return true;
  }

  /** Makes a value current and tells the listener. */
  publish(timeMs: number, value: number): void {
    this.previousTimeMs = this.timeMs;
    this.previousValue = this.value;
    this.timeMs = timeMs;
    this.value = value;
    if (this.observer !== null) this.observer(timeMs, value);
  }

  /** Takes over where another has gone on, as of the last two values. Nobody is told. */
  restore(samples: number, previous: TimedValue, current: TimedValue): void {
    this.samples = samples;
    this.previousTimeMs = previous.timeMs;
    this.previousValue = previous.value;
    this.timeMs = current.timeMs;
    this.lastInputMs = current.timeMs;
    this.value = current.value;
  }

  /** Whether every new value has to be told. */
  get isObserved(): boolean {
    return this.observer !== null;
  }

  /** Told of every new value; null while nobody wants to know. */
  get listener(): ValueListener | null {
    return this.#listener;
  }

  set listener(listener: ValueListener | null) {
    this.#listener = listener;
    this.#observe();
  }

  reset(): void {
    this.samples = 0;
    this.value = 0;
    this.timeMs = BEFORE_FIRST_UPDATE;
    this.lastInputMs = Number.NEGATIVE_INFINITY;
    this.previousTimeMs = BEFORE_FIRST_UPDATE;
    this.previousValue = 0;
    this.#window?.reset();
  }

  /** The latest values; at first the two that are known at any time. */
  get window(): IndicatorWindow {
    if (this.#window === null) {
      this.#window = new IndicatorWindow();
      if (this.timeMs !== BEFORE_FIRST_UPDATE) {
        this.#window.add(this.previousTimeMs, this.previousValue);
        this.#window.add(this.timeMs, this.value);
      }
      this.#observe();
    }
    return this.#window;
  }

  #observe(): void {
    const window = this.#window;
    const listener = this.#listener;
    this.observer =
      window === null
        ? listener
        : (timeMs, value) => {
            window.add(timeMs, value);
            listener?.(timeMs, value);
          };
  }
}
