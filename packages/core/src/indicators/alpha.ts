import { LockstepError } from '../errors/lockstep-error.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { Beta } from './beta.ts';
import { type Named, splitName } from './named.ts';
import { RateOfChange } from './rate-of-change.ts';
import { type RiskFreeRate, rateAt } from './risk-free-rate.ts';
import { type WholeBar, WholeBarIndicator } from './whole-bar-indicator.ts';

/**
 * Jensen's alpha: a security's mean return minus what its beta to a reference lets expect,
 * `target − (rate + beta × (reference − rate))`. Zero until it is ready.
 */
export class Alpha extends WholeBarIndicator {
  readonly #target: SecuritySymbol;
  readonly #reference: SecuritySymbol;
  readonly #alphaPeriod: number;
  readonly #riskFreeRate: RiskFreeRate;
  readonly #targetChange: RateOfChange;
  readonly #referenceChange: RateOfChange;
  readonly #beta: Beta;
  private alpha: number;

  /**
   * @param betaPeriod the alpha period unless given
   * @param riskFreeRate per bar; 0 unless given
   * @throws LockstepError `INDICATOR_INVALID` for the same security twice, or periods below 1 and 2
   */
  constructor(
    ...args: Named<
      [
        targetSymbol: SecuritySymbol,
        referenceSymbol: SecuritySymbol,
        alphaPeriod: number,
        betaPeriod?: number,
        riskFreeRate?: RiskFreeRate,
      ]
    >
  ) {
    const [name, target, reference, alphaPeriod, betaPeriod = alphaPeriod, riskFreeRate = 0] = splitName(args);
    const label = `ALPHA(${target.value},${reference.value},${alphaPeriod},${betaPeriod})`;
    super(name ?? label, Math.max(alphaPeriod, betaPeriod) + 1);
    if (target.equals(reference)) {
      throw new LockstepError('INDICATOR_INVALID', `${this.name} compares two securities; both are ${target.value}.`);
    }
    this.#target = target;
    this.#reference = reference;
    this.#alphaPeriod = alphaPeriod;
    this.#riskFreeRate = riskFreeRate;
    this.#targetChange = new RateOfChange(`${this.name}_TargetROC`, alphaPeriod);
    this.#referenceChange = new RateOfChange(`${this.name}_ReferenceROC`, alphaPeriod);
    this.#beta = new Beta(`${this.name}_Beta`, target, reference, betaPeriod);
    this.alpha = 0;
  }

  override get needsVolume(): boolean {
    return false;
  }

  override get isReady(): boolean {
    return this.#targetChange.isReady && this.#referenceChange.isReady && this.#beta.isReady;
  }

  override reset(): void {
    this.#targetChange.reset();
    this.#referenceChange.reset();
    this.#beta.reset();
    this.alpha = 0;
    super.reset();
  }

  protected override take(bar: WholeBar): void {
    if (bar.symbol.equals(this.#target)) this.#targetChange.push(bar.endTimeMs, bar.close);
    else if (bar.symbol.equals(this.#reference)) this.#referenceChange.push(bar.endTimeMs, bar.close);
    this.#beta.update(bar);
    if (this.#targetChange.samples === this.#referenceChange.samples) this.alpha = this.isReady ? this.#compute() : 0;
    this.state.publish(bar.endTimeMs, this.alpha);
  }

  #compute(): number {
    const target = this.#targetChange.value / this.#alphaPeriod;
    const reference = this.#referenceChange.value / this.#alphaPeriod;
    const rate = rateAt(this.#riskFreeRate, this.#targetChange.timeMs);
    return target - (rate + this.#beta.value * (reference - rate));
  }
}
