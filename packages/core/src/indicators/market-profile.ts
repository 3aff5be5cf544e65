import { LockstepError } from '../errors/lockstep-error.ts';
import type { TradeBarInput } from './indicator-data-point.ts';
import { NumberWindow } from './number-window.ts';
import { RollingSum } from './rolling-sum.ts';
import { TradeBarIndicator } from './trade-bar-indicator.ts';

/**
 * Which prices the last `period` bars closed at, in steps of `priceRangeRoundOff`, and how much of each there was. The value
 * is the price with the most; of equal ones the one nearest to the middle.
 */
export abstract class MarketProfile extends TradeBarIndicator {
  /** The largest price. */
  profileHigh: number;
  /** The smallest price. */
  profileLow: number;
  /** The price with the most. */
  pocPrice: number;
  /** How much there was at that price. */
  pocVolume: number;
  /** How much the value area holds at least: a share of all. */
  valueAreaVolume: number;
  /** Largest price of the value area, which grows from the price with the most to the greater neighbour. */
  valueAreaHigh: number;
  /** Smallest price of the value area. */
  valueAreaLow: number;
  readonly #share: number;
  readonly #stepsPerUnit: number;
  readonly #closes: NumberWindow;
  readonly #volumes: NumberWindow;
  readonly #total: RollingSum;
  readonly #byStep: Map<number, number>;

  /** @throws LockstepError `INDICATOR_INVALID` unless the step of prices is above zero */
  constructor(name: string, period: number, valueAreaVolumePercentage: number, priceRangeRoundOff: number) {
    super(name, period);
    if (!(priceRangeRoundOff > 0)) {
      throw new LockstepError(
        'INDICATOR_INVALID',
        `${name} got a step of prices of ${priceRangeRoundOff}; use one above 0.`,
      );
    }
    this.profileHigh = 0;
    this.profileLow = 0;
    this.pocPrice = 0;
    this.pocVolume = 0;
    this.valueAreaVolume = 0;
    this.valueAreaHigh = 0;
    this.valueAreaLow = 0;
    this.#share = valueAreaVolumePercentage;
    this.#stepsPerUnit = 1 / priceRangeRoundOff;
    this.#closes = new NumberWindow(period);
    this.#volumes = new NumberWindow(period);
    this.#total = new RollingSum(period);
    this.#byStep = new Map();
  }

  /** How much there was at each price, by price. */
  get volumePerPrice(): Map<number, number> {
    return new Map(this.#sorted().map(([step, volume]) => [step / this.#stepsPerUnit, volume]));
  }

  override reset(): void {
    this.#closes.reset();
    this.#volumes.reset();
    this.#total.reset();
    this.#byStep.clear();
    super.reset();
  }

  /** How much a bar counts at its price. */
  protected abstract weight(volume: number): number;

  override pushTradeBar(bar: TradeBarInput): void {
    const { endTimeMs, close, volume } = bar;
    if (!this.state.accept(endTimeMs)) return;
    this.#replace(close, this.weight(volume));
    const profile = this.#sorted();
    if (profile.length > 0) this.#describe(profile);
    this.state.publish(endTimeMs, this.pocPrice);
  }

  #replace(close: number, weight: number): void {
    if (this.#closes.isFull) {
      const step = this.#stepOf(this.#closes.oldest);
      const rest = (this.#byStep.get(step) ?? 0) - this.#volumes.oldest;
      if (rest === 0) this.#byStep.delete(step);
      else this.#byStep.set(step, rest);
    }
    const step = this.#stepOf(close);
    this.#byStep.set(step, (this.#byStep.get(step) ?? 0) + weight);
    this.#closes.add(close);
    this.#volumes.add(weight);
    this.#total.add(weight);
  }

  #describe(profile: readonly (readonly [step: number, volume: number])[]): void {
    const volumes = profile.map(([, volume]) => volume);
    const priceAt = (index: number): number => (profile[index] as readonly [number, number])[0] / this.#stepsPerUnit;
    const poc = indexOfMost(volumes);
    this.pocPrice = priceAt(poc);
    this.pocVolume = volumes[poc] as number;
    this.profileHigh = priceAt(profile.length - 1);
    this.profileLow = priceAt(0);
    this.valueAreaVolume = this.#total.sum * this.#share;
    const [from, to] = valueArea(volumes, poc, this.valueAreaVolume);
    this.valueAreaHigh = priceAt(to);
    this.valueAreaLow = priceAt(from);
  }

  #sorted(): [number, number][] {
    return [...this.#byStep].sort(([left], [right]) => left - right);
  }

  /** Prices are rounded up to a step; 15 digits decide, so that a whole step stays one. */
  #stepOf(price: number): number {
    return Math.ceil(Number((price * this.#stepsPerUnit).toPrecision(15)));
  }
}

/** Index of the largest number; of equal ones the nearest to the middle, of those the first. */
function indexOfMost(volumes: readonly number[]): number {
  const middle = Math.floor((volumes.length - 1) / 2);
  let best = 0;
  volumes.forEach((volume, i) => {
    const most = volumes[best] as number;
    if (volume > most || (volume === most && Math.abs(middle - i) < Math.abs(middle - best))) best = i;
  });
  return best;
}

/** Grows from an index to the greater neighbour until more than a share is within; upwards when they are equal. */
function valueArea(volumes: readonly number[], start: number, share: number): [from: number, to: number] {
  let from = start;
  let to = start;
  let within = volumes[start] as number;
  while (within <= share && share !== 0) {
    if (from === 0 && to === volumes.length - 1) break;
    const below = volumes[from - 1] ?? 0;
    const above = volumes[to + 1] ?? 0;
    if (to === volumes.length - 1 || (from > 0 && (above === 0 || below > above))) {
      within += below;
      from--;
    } else {
      within += above;
      to++;
    }
  }
  return [from, to];
}
