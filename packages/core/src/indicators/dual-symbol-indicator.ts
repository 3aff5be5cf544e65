import { LockstepError } from '../errors/lockstep-error.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { NumberWindow } from './number-window.ts';
import { type WholeBar, WholeBarIndicator } from './whole-bar-indicator.ts';

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;
const MS_PER_MINUTE = 60_000;

/** Closes of one security and the latest, which waits for that of the other. */
class Side {
  readonly closes: NumberWindow;
  endTimeMs: number;
  close: number;

  constructor(period: number) {
    this.closes = new NumberWindow(period);
    this.endTimeMs = Number.NaN;
    this.close = Number.NaN;
  }

  reset(): void {
    this.closes.reset();
    this.endTimeMs = Number.NaN;
    this.close = Number.NaN;
  }
}

/**
 * Compares the closes of two securities, bar by bar: when both have a bar of the same end. Ends are compared in UTC, to the
 * day, hour or minute by the length of the first bar.
 */
export abstract class DualSymbolIndicator extends WholeBarIndicator {
  readonly targetSymbol: SecuritySymbol;
  readonly referenceSymbol: SecuritySymbol;
  readonly #target: Side;
  readonly #reference: Side;
  private gridMs: number;
  private latest: number;

  /**
   * @param kept how many closes of each security are compared
   * @throws LockstepError `INDICATOR_INVALID` for the same security twice or a period below 2
   */
  constructor(
    name: string,
    symbols: { readonly target: SecuritySymbol; readonly reference: SecuritySymbol },
    period: { readonly period: number; readonly kept: number; readonly warmUp: number },
  ) {
    super(name, period.warmUp);
    if (symbols.target.equals(symbols.reference)) {
      throw new LockstepError(
        'INDICATOR_INVALID',
        `${name} compares two securities; both are ${symbols.target.value}.`,
      );
    }
    if (!(period.period >= 2)) {
      throw new LockstepError('INDICATOR_INVALID', `${name} got a period of ${period.period}; use 2 or more.`);
    }
    this.targetSymbol = symbols.target;
    this.referenceSymbol = symbols.reference;
    this.#target = new Side(period.kept);
    this.#reference = new Side(period.kept);
    this.gridMs = 1;
    this.latest = 0;
  }

  override get needsVolume(): boolean {
    return false;
  }

  protected get targetCloses(): NumberWindow {
    return this.#target.closes;
  }

  protected get referenceCloses(): NumberWindow {
    return this.#reference.closes;
  }

  override reset(): void {
    this.#target.reset();
    this.#reference.reset();
    this.latest = 0;
    super.reset();
  }

  /** @throws LockstepError `INDICATOR_INVALID` for a bar of another security */
  protected override take(bar: WholeBar): void {
    const side = this.#sideOf(bar);
    if (this.samples === 1) this.gridMs = gridOf(bar.endTimeMs - bar.timeMs);
    side.endTimeMs = Math.floor(bar.endTimeMs / this.gridMs) * this.gridMs;
    side.close = bar.close;
    if (this.#target.endTimeMs === this.#reference.endTimeMs) {
      this.#target.closes.add(this.#target.close);
      this.#reference.closes.add(this.#reference.close);
      this.latest = this.compute();
    }
    this.state.publish(bar.endTimeMs, this.latest);
  }

  /** The value when both securities have a new close. */
  protected abstract compute(): number;

  #sideOf(bar: WholeBar): Side {
    if (bar.symbol.equals(this.targetSymbol)) return this.#target;
    if (bar.symbol.equals(this.referenceSymbol)) return this.#reference;
    throw new LockstepError(
      'INDICATOR_INVALID',
      `${this.name} compares ${this.targetSymbol.value} with ${this.referenceSymbol.value} and got a bar of ${bar.symbol.value}.`,
    );
  }
}

function gridOf(lengthMs: number): number {
  if (lengthMs > MS_PER_HOUR) return MS_PER_DAY;
  if (lengthMs === MS_PER_HOUR) return MS_PER_HOUR;
  return lengthMs >= MS_PER_MINUTE ? MS_PER_MINUTE : 1;
}
