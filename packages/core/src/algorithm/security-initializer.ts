import type { BrokerageModel } from '../brokerage-models/brokerage-model.ts';
import type { Security } from '../securities/security.ts';
import type { LastKnown } from './history.ts';

/** Sets up a security whenever it is added, before its first data: models, leverage, first price. */
export interface SecurityInitializer {
  initialize(security: Security): unknown;
}

/** Gives a security its first price. */
export interface SecuritySeeder {
  /** Whether there was a price; a promise where the data is slow. */
  seedSecurity(security: Security): boolean | Promise<boolean>;
}

type SeedBars = readonly LastKnown[];

/**
 * Seeds securities with the bars that a function gives.
 *
 * @example new FuncSecuritySeeder((security) => this.getLastKnownPrices(security))
 */
export class FuncSecuritySeeder implements SecuritySeeder {
  readonly #bars: (security: Security) => SeedBars | Promise<SeedBars>;

  constructor(bars: (security: Security) => SeedBars | Promise<SeedBars>) {
    this.#bars = bars;
  }

  seedSecurity(security: Security): boolean | Promise<boolean> {
    const bars = this.#bars(security);
    return bars instanceof Promise ? bars.then((ready) => apply(security, ready)) : apply(security, bars);
  }
}

function apply(security: Security, bars: SeedBars): boolean {
  for (const bar of bars) security.setMarketPrice(bar);
  return bars.length > 0;
}

/** Gives securities the models of a brokerage model, and a first price from a seeder. */
export class BrokerageModelSecurityInitializer implements SecurityInitializer {
  readonly #model: BrokerageModel;
  readonly #seeder: SecuritySeeder | null;

  constructor(model: BrokerageModel, seeder: SecuritySeeder | null = null) {
    this.#model = model;
    this.#seeder = seeder;
  }

  initialize(security: Security): unknown {
    security.applyModels(this.#model.modelsFor(security.symbol));
    return this.#seeder?.seedSecurity(security);
  }
}
