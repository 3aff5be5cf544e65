import type { TradingStatus } from '../store/journal-record.ts';
import type { Store } from '../store/store.ts';

/** Who or what has paused trading. Each lifts its own pause only; an operator lifts all that a person may lift. */
export type PauseCause = 'operator' | 'reconciliation' | 'store' | 'refusals' | 'strategy' | 'external' | 'adoption';

/** Told when the answer to "may it trade?" changes. */
export type SwitchListener = (pausedBecause: string | null) => void;

/** Whether the strategy may open positions, and what stands against it. */
export class TradingSwitch {
  readonly #store: Store;
  readonly #onChange: SwitchListener;
  readonly #pauses = new Map<PauseCause, string>();
  #killedBecause: string | null = null;

  constructor(store: Store, onChange: SwitchListener) {
    this.#store = store;
    this.#onChange = onChange;
  }

  get status(): TradingStatus {
    if (this.#killedBecause !== null) return 'killed';
    return this.#pauses.size > 0 ? 'paused' : 'running';
  }

  get isKilled(): boolean {
    return this.#killedBecause !== null;
  }

  /** Why nothing new may be opened; null when it may. */
  get pausedBecause(): string | null {
    return this.#killedBecause ?? this.#pauses.values().next().value ?? null;
  }

  pause(cause: PauseCause, reason: string): void {
    if (this.#pauses.get(cause) === reason) return;
    this.#pauses.set(cause, reason);
    this.#changed(cause, reason);
  }

  /** Lifts one pause. */
  lift(cause: PauseCause, reason: string): void {
    if (this.#pauses.delete(cause)) this.#changed(cause, reason);
  }

  /** A person lets it go on; what the machine itself still suffers from stays. Returns what stays. */
  resume(reason: string): string | null {
    const store = this.#pauses.get('store');
    this.#pauses.clear();
    if (store !== undefined) this.#pauses.set('store', store);
    this.#changed('operator', reason);
    return this.pausedBecause;
  }

  kill(reason: string, by: string): void {
    this.#killedBecause = reason;
    this.#changed(by, reason);
  }

  unkill(reason: string): void {
    this.#killedBecause = null;
    this.#changed('operator', reason);
  }

  #changed(by: string, reason: string): void {
    void this.#store.keep({ kind: 'tradingStatus', status: this.status, reason, by });
    this.#onChange(this.pausedBecause);
  }
}
