import { BarIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';
import { SimpleMovingAverage } from './simple-moving-average.ts';

/** Mean of high − low of the last `period` bars. */
export class AverageRange extends BarIndicator {
  readonly #average: SimpleMovingAverage;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number]>) {
    const [name, period] = splitName(args);
    super(name ?? `AR(${period})`, period);
    this.#average = new SimpleMovingAverage(`${this.name}_SMA`, period);
  }

  override reset(): void {
    this.#average.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#average.push(endTimeMs, high - low);
    this.state.publish(endTimeMs, this.#average.value);
  }
}
