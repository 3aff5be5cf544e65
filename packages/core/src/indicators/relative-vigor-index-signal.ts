import { ValueIndicator } from './indicator.ts';
import { NumberWindow } from './number-window.ts';

/** The last four values with weights 1, 2, 2, 1; zero for the first three. */
export class RelativeVigorIndexSignal extends ValueIndicator {
  readonly #values: NumberWindow;

  constructor(name: string) {
    super(name, 3);
    this.#values = new NumberWindow(4);
  }

  override reset(): void {
    this.#values.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    const values = this.#values;
    values.add(value);
    const weighted = values.isFull ? (values.at(0) + 2 * (values.at(1) + values.at(2)) + values.at(3)) / 6 : 0;
    this.state.publish(endTimeMs, weighted);
  }
}
