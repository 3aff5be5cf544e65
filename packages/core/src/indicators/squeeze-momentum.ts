import { BollingerBands } from './bollinger-bands.ts';
import { BarIndicator } from './indicator.ts';
import { KeltnerChannels } from './keltner-channels.ts';
import { MovingAverageType } from './moving-average-type.ts';
import { type Named, splitName } from './named.ts';

/** 1 while the Bollinger bands lie within the Keltner channels, else −1; zero until both are ready. */
export class SqueezeMomentum extends BarIndicator {
  readonly bollingerBands: BollingerBands;
  readonly keltnerChannels: KeltnerChannels;

  /** @throws LockstepError `INDICATOR_INVALID` */
  constructor(
    ...args: Named<
      [bollingerPeriod: number, bollingerMultiplier: number, keltnerPeriod: number, keltnerMultiplier: number]
    >
  ) {
    const [name, bollingerPeriod, bollingerK, keltnerPeriod, keltnerK] = splitName(args);
    const label = `SM(${bollingerPeriod},${bollingerK},${keltnerPeriod},${keltnerK})`;
    super(name ?? label, Math.max(bollingerPeriod, keltnerPeriod));
    const type = MovingAverageType.Exponential;
    this.bollingerBands = new BollingerBands(`${this.name}_BB`, bollingerPeriod, bollingerK);
    this.keltnerChannels = new KeltnerChannels(`${this.name}_KC`, keltnerPeriod, keltnerK, type);
  }

  override reset(): void {
    this.bollingerBands.reset();
    this.keltnerChannels.reset();
    super.reset();
  }

  override pushBar(endTimeMs: number, open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.bollingerBands.push(endTimeMs, close);
    this.keltnerChannels.pushBar(endTimeMs, open, high, low, close);
    this.state.publish(endTimeMs, this.isReady ? this.#squeeze() : 0);
  }

  #squeeze(): number {
    const { upperBand, lowerBand } = this.bollingerBands;
    const { upperBand: upper, lowerBand: lower } = this.keltnerChannels;
    return upper.value > upperBand.value && lower.value < lowerBand.value ? 1 : -1;
  }
}
