import { BrokerageModelSecurityInitializer, type SecurityInitializer } from '../../algorithm/security-initializer.ts';
import type { BrokerageModel } from '../../brokerage-models/brokerage-model.ts';
import type { Security } from '../../securities/security.ts';

/**
 * What is done to each security when it is added, and again when it comes back after a removal: first the brokerage
 * model's models, unless the strategy has set an initialiser in their place, then what the strategy has added.
 */
export class SecurityInitialization {
  #first: SecurityInitializer;
  #isReplaced = false;
  readonly #added: SecurityInitializer[] = [];

  constructor(model: BrokerageModel) {
    this.#first = new BrokerageModelSecurityInitializer(model);
  }

  /** Replaces everything, the brokerage model's models included. */
  replace(initializer: SecurityInitializer): void {
    this.#first = initializer;
    this.#isReplaced = true;
    this.#added.length = 0;
  }

  add(initializer: SecurityInitializer): void {
    this.#added.push(initializer);
  }

  /** Takes the models of another brokerage model. False when the strategy's initialiser stands in their place. */
  useBrokerageModel(model: BrokerageModel): boolean {
    if (this.#isReplaced) return false;
    this.#first = new BrokerageModelSecurityInitializer(model);
    return true;
  }

  /** Initialises a security; a promise when an initialiser returned one. */
  initialize(security: Security): Promise<unknown> | undefined {
    const waiting: Promise<unknown>[] = [];
    for (const initializer of [this.#first, ...this.#added]) {
      const answer = initializer.initialize(security);
      if (answer instanceof Promise) waiting.push(answer);
    }
    security.isInitialized = true;
    return waiting.length === 0 ? undefined : Promise.all(waiting);
  }
}
