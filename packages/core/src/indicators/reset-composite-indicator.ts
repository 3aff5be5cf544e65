import { CompositeIndicator, type Indicator, type IndicatorComposer } from './indicator.ts';

/** A composite indicator whose reset does more than to reset both sides. */
export class ResetCompositeIndicator extends CompositeIndicator {
  readonly #extraReset: () => void;

  constructor(left: Indicator, right: Indicator, composer: IndicatorComposer, extraReset: () => void, name?: string) {
    super(left, right, composer, name ?? `RESET_COMPOSE(${left.name},${right.name})`);
    this.#extraReset = extraReset;
  }

  override reset(): void {
    super.reset();
    this.#extraReset();
  }
}
