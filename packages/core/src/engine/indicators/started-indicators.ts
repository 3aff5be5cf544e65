import type { IndicatorRecipe } from '../../algorithm/indicators/indicator-registry.ts';
import type { Indicator } from '../../indicators/indicator.ts';

/** How much an indicator had seen when the strategy placed its first order. */
export interface IndicatorMark {
  readonly recipe: IndicatorRecipe;
  /** Inputs that it had taken. */
  readonly samples: number;
  /** End of the last of them, epoch ms UTC. */
  readonly timeMs: number;
}

/** As many of a strategy's indicators are kept in mind. */
const MOST = 20;

/** The first indicators that calls such as `ema` made, and how far each was at the first order. */
export class StartedIndicators {
  readonly #started: { readonly recipe: IndicatorRecipe; readonly indicator: Indicator }[] = [];
  #atFirstOrder: readonly IndicatorMark[] | null = null;

  add(recipe: IndicatorRecipe, indicator: Indicator): void {
    if (this.#atFirstOrder === null && this.#started.length < MOST) this.#started.push({ recipe, indicator });
  }

  /** The indicators that were ready at the first order; none before it. */
  get atFirstOrder(): readonly IndicatorMark[] {
    return this.#atFirstOrder ?? [];
  }

  /** Told of every order event. */
  onOrderEvent(): void {
    this.#atFirstOrder ??= this.#started
      .filter(({ indicator }) => indicator.isReady)
      .map(({ recipe, indicator: { samples, timeMs } }) => ({ recipe, samples, timeMs }));
  }
}
