import { LockstepError } from '../errors/lockstep-error.ts';
import { Indicator } from './indicator.ts';
import type { BarInput, TradeBarInput } from './indicator-data-point.ts';

/** An indicator on bars of trades, which needs their volume. */
export abstract class TradeBarIndicator extends Indicator {
  #lastInput: BarInput | null = null;

  /** Bars without a volume, those of quotes, are refused unless this is overridden; then it counts as zero. */
  override get needsVolume(): boolean {
    return true;
  }

  override update(input: TradeBarInput): boolean;
  override update(input: BarInput): boolean;
  override update(endTimeMs: number, value: number): boolean;
  override update(input: BarInput | number): boolean {
    const volume = typeof input === 'number' ? undefined : (input as Partial<TradeBarInput>).volume;
    if (typeof input === 'number' || (volume === undefined && this.needsVolume)) {
      const received = typeof input === 'number' ? 'a time and a value' : 'a bar without volume';
      throw new LockstepError(
        'INDICATOR_INVALID',
        `${this.name} needs open, high, low, close and volume, and got ${received}; update it with a bar of trades.`,
      );
    }
    if (input !== this.#lastInput) {
      this.#lastInput = input;
      this.pushTradeBar(volume === undefined ? withoutVolume(input) : (input as TradeBarInput));
    }
    return this.isReady;
  }

  /** Takes a bar; what `update` does, without its answer. The bar is read within the call only. */
  abstract pushTradeBar(bar: TradeBarInput): void;

  override reset(): void {
    super.reset();
    this.#lastInput = null;
  }
}

function withoutVolume({ endTimeMs, value, open, high, low, close }: BarInput): TradeBarInput {
  return { endTimeMs, value, open, high, low, close, volume: 0 };
}
