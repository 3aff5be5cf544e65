import { checkPeriod, ValueIndicator } from './indicator.ts';
import { NumberWindow } from './number-window.ts';

/** An indicator that looks at its last `period` inputs. */
export abstract class WindowIndicator extends ValueIndicator {
  readonly period: number;
  protected readonly inputs: NumberWindow;

  /** @param warmUpPeriod the period unless given */
  constructor(name: string, period: number, warmUpPeriod = period) {
    super(name, warmUpPeriod);
    this.period = checkPeriod(name, period);
    this.inputs = new NumberWindow(period);
  }

  override reset(): void {
    this.inputs.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.inputs.add(value);
    this.state.publish(endTimeMs, this.compute(endTimeMs, value));
  }

  /** The value after an input, which is in `inputs` already. */
  protected abstract compute(endTimeMs: number, value: number): number;
}
