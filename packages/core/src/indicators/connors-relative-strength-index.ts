import { ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { NumberWindow } from './number-window.ts';
import { RelativeStrengthIndex } from './relative-strength-index.ts';

/**
 * Connors' relative strength index: mean of the relative strength of prices, of that of the length of the current streak of
 * rises or falls, and of the share of the last changes that were smaller than the latest. Zero until it is ready.
 */
export class ConnorsRelativeStrengthIndex extends ValueIndicator {
  readonly #strength: RelativeStrengthIndex;
  readonly #streakStrength: RelativeStrengthIndex;
  readonly #changes: NumberWindow;
  private streak: number;
  private last: number;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[rsiPeriod: number, rsiPeriodStreak: number, lookBackPeriod: number]>) {
    const [name, rsiPeriod, streakPeriod, lookBack] = splitName(args);
    super(
      name ?? `CRSI(${rsiPeriod},${streakPeriod},${lookBack})`,
      Math.max(lookBack, rsiPeriod + 1, streakPeriod + 1),
    );
    this.#strength = new RelativeStrengthIndex(`${this.name}_RSI`, rsiPeriod);
    this.#streakStrength = new RelativeStrengthIndex(`${this.name}_SRSI`, streakPeriod);
    this.#changes = new NumberWindow(lookBack);
    this.streak = 0;
    this.last = Number.NaN;
  }

  override reset(): void {
    this.#strength.reset();
    this.#streakStrength.reset();
    this.#changes.reset();
    this.streak = 0;
    this.last = Number.NaN;
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#strength.push(endTimeMs, value);
    this.#count(value - this.last);
    this.#streakStrength.push(endTimeMs, this.streak);
    this.state.publish(endTimeMs, this.#next(value));
  }

  #count(change: number): void {
    if (change > 0) this.streak = Math.max(this.streak, 0) + 1;
    else if (change < 0) this.streak = Math.min(this.streak, 0) - 1;
  }

  #next(value: number): number {
    const before = this.last;
    this.last = value;
    if (Number.isNaN(before) || before === 0) {
      this.#changes.add(0);
      return 0;
    }
    const change = (value - before) / before;
    const rank = this.#changes.isFull ? this.#rank(change) : 0;
    this.#changes.add(change);
    return this.isReady ? (this.#strength.value + this.#streakStrength.value + rank) / 3 : 0;
  }

  /** How many percent of the changes before were smaller. */
  #rank(change: number): number {
    let smaller = 0;
    for (let i = 0; i < this.#changes.count; i++) if (this.#changes.at(i) < change) smaller++;
    return (100 * smaller) / this.#changes.count;
  }
}
