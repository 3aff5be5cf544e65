import { ValueIndicator } from './indicator.ts';

/** An indicator made of functions. */
export class FunctionalIndicator extends ValueIndicator {
  readonly #compute: (value: number, endTimeMs: number) => number;
  readonly #isReady: (indicator: FunctionalIndicator) => boolean;
  readonly #forget: (() => void) | undefined;

  /**
   * @param compute the value after an input
   * @param isReady whether it means something yet
   * @param forget called by `reset`
   */
  constructor(
    name: string,
    compute: (value: number, endTimeMs: number) => number,
    isReady: (indicator: FunctionalIndicator) => boolean,
    forget?: () => void,
  ) {
    super(name);
    this.#compute = compute;
    this.#isReady = isReady;
    this.#forget = forget;
  }

  override get isReady(): boolean {
    return this.#isReady(this);
  }

  override reset(): void {
    this.#forget?.();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (this.state.accept(endTimeMs)) this.state.publish(endTimeMs, this.#compute(value, endTimeMs));
  }
}
