import { type Indicator, ValueIndicator } from '../indicator.ts';
import { isComplete, type TechnicalCalculator } from './technical-calculator.ts';
import { TechnicalLines } from './technical-lines.ts';

/** An indicator of single values that a class of technicalindicators computes. Zero until the class has a value. */
export class TechnicalValueIndicator<LineName extends string = string> extends ValueIndicator {
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

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    const output = this.#calculator.next(value);
    this.isComplete ||= isComplete(output);
    const next = output === undefined ? Number.NaN : this.#lines.push(endTimeMs, output, this.#main);
    this.state.publish(endTimeMs, Number.isNaN(next) ? this.value : next);
  }
}
