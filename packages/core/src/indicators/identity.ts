import { ValueIndicator } from './indicator.ts';

/** The input itself. */
export class Identity extends ValueIndicator {
  constructor(name = 'Identity') {
    super(name);
  }

  override get isReady(): boolean {
    return this.samples > 0;
  }

  override get warmUpPeriod(): number {
    return 1;
  }

  override push(endTimeMs: number, value: number): void {
    if (this.state.accept(endTimeMs)) this.state.publish(endTimeMs, value);
  }
}
