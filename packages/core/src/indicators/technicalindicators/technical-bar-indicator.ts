import type { Indicator } from '../indicator.ts';
import type { TradeBarInput } from '../indicator-data-point.ts';
import { TradeBarIndicator } from '../trade-bar-indicator.ts';
import { isComplete, type TechnicalCalculator } from './technical-calculator.ts';
import { TechnicalLines } from './technical-lines.ts';

/** An indicator of bars that a class of technicalindicators computes. Zero until the class has a value. */
export class TechnicalBarIndicator<LineName extends string = string> extends TradeBarIndicator {
  readonly #calculator: TechnicalCalculator;
  readonly #main: string | undefined;
  readonly #lines: TechnicalLines;
  private isComplete: boolean;

  constructor(name: string, calculator: TechnicalCalculator, main?: string) {
    super(name, calculator.warmUpPeriod);
    this.#calculator = calculator;
    this.#main = main;
    this.#lines = new TechnicalLines(this);
    this.isComplete = false;
  }

  override get needsVolume(): boolean {
    return this.#calculator.takesVolume;
  }

  override get isReady(): boolean {
    return this.isComplete;
  }

  /** One of several numbers that the class gives, as an indicator. Ask for it before the first input. */
  line(name: LineName): Indicator {
    return this.#lines.get(name);
  }

  override reset(): void {
    this.#calculator.reset();
    this.#lines.reset();
    this.isComplete = false;
    super.reset();
  }

  override pushTradeBar(bar: TradeBarInput): void {
    const { endTimeMs, open, high, low, close, volume } = bar;
    if (!this.state.accept(endTimeMs)) return;
    // A copy, since classes keep what they are given.
    const output = this.#calculator.next({ endTimeMs, value: close, open, high, low, close, volume });
    this.isComplete ||= isComplete(output);
    const next = output === undefined ? Number.NaN : this.#lines.push(endTimeMs, output, this.#main);
    this.state.publish(endTimeMs, Number.isNaN(next) ? this.value : next);
  }
}
