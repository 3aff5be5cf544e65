import type { SecuritySymbol } from '../market/symbol.ts';
import { DualSymbolIndicator } from './dual-symbol-indicator.ts';
import { type Named, splitName } from './named.ts';
import { ReturnPairs } from './return-pairs.ts';

/** Covariance of a security's returns with those of a reference over the variance of the reference's returns. */
export class Beta extends DualSymbolIndicator {
  readonly #returns: ReturnPairs;

  /** @throws LockstepError `INDICATOR_INVALID` for a period below 2 */
  constructor(...args: Named<[targetSymbol: SecuritySymbol, referenceSymbol: SecuritySymbol, period: number]>) {
    const [name, target, reference, period] = splitName(args);
    super(name ?? `B(${period})`, { target, reference }, { period, kept: 2, warmUp: period + 1 });
    this.#returns = new ReturnPairs(period);
  }

  override get isReady(): boolean {
    return this.#returns.isReady;
  }

  override reset(): void {
    this.#returns.reset();
    super.reset();
  }

  protected override compute(): number {
    this.#returns.add(this.targetCloses, this.referenceCloses);
    const variance = this.#returns.referenceVariance;
    return this.#returns.covariance / (variance === 0 ? 1 : variance);
  }
}
