import { LockstepError } from '../errors/lockstep-error.ts';
import type { QuoteBar } from '../market/quote-bar.ts';
import type { TradeBar } from '../market/trade-bar.ts';
import { Indicator } from './indicator.ts';
import type { BarInput } from './indicator-data-point.ts';

/** A bar with its security and its start. */
export type WholeBar = TradeBar | QuoteBar;

/**
 * An indicator that looks at more of a bar than its numbers: whose bar it is, when it started. It may be fed with bars of
 * several securities; for each of them, older bars and the same bar again are ignored.
 */
export abstract class WholeBarIndicator extends Indicator {
  readonly #last = new Map<string, WholeBar>();

  /** Bars of quotes are refused unless this is overridden. */
  override get needsVolume(): boolean {
    return true;
  }

  /** @throws LockstepError `INDICATOR_INVALID` for anything but a bar with its security */
  override update(input: WholeBar): boolean;
  override update(input: BarInput): boolean;
  override update(endTimeMs: number, value: number): boolean;
  override update(input: BarInput | number): boolean {
    if (typeof input === 'number' || !('symbol' in input) || (this.needsVolume && !('volume' in input))) {
      throw new LockstepError(
        'INDICATOR_INVALID',
        `${this.name} needs to know of each bar its security${this.needsVolume ? ', volume' : ''} and start; update it with a ${this.needsVolume ? 'TradeBar' : 'TradeBar or QuoteBar'}.`,
      );
    }
    const bar = input as WholeBar;
    const last = this.#last.get(bar.symbol.id);
    if (last === bar || (last !== undefined && bar.endTimeMs < last.endTimeMs)) return this.isReady;
    this.#last.set(bar.symbol.id, bar);
    this.state.samples++;
    this.take(bar);
    return this.isReady;
  }

  /** Takes a bar that is new; publishes a value if there is one. */
  protected abstract take(bar: WholeBar): void;

  override reset(): void {
    this.#last.clear();
    super.reset();
  }
}
