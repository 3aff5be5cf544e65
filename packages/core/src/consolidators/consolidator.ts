import { LockstepError } from '../errors/lockstep-error.ts';
import { RollingWindow } from '../indicators/rolling-window.ts';
import type { DataKind } from '../market/data-batch.ts';
import type { PriceData } from '../market/price-data.ts';
import type { TickType } from '../market/tick-type.ts';
import type { SymbolProperties } from '../symbol-properties/symbol-properties.ts';

/** Told of every finished bar. Must not be asynchronous. */
export type ConsolidatedHandler<T> = (sender: unknown, bar: T) => void;

/**
 * Makes bars of its own of the bars or ticks of one security.
 *
 * @typeParam T what it makes
 * @typeParam I what it takes
 */
export abstract class Consolidator<T extends PriceData = PriceData, I extends PriceData = PriceData> {
  /** Kind of data it takes; null if it takes any. */
  abstract readonly inputKind: DataKind | null;
  /** Kind of ticks it takes, of a security that is subscribed to ticks; null for any, or none. */
  get inputTickType(): TickType | null {
    return null;
  }
  /** Whether time alone can finish a bar, so that `scan` matters. */
  abstract readonly needsScan: boolean;
  /** The last finished bar; in its handlers still the one before. */
  consolidated: T | null;
  /** The last finished bars, newest first; in handlers with the new one. */
  readonly window: RollingWindow<T>;
  #listeners: ConsolidatedHandler<never>[];
  #handlers: ConsolidatedHandler<never>[];

  constructor() {
    this.consolidated = null;
    this.window = new RollingWindow<T>(2);
    this.#listeners = [];
    this.#handlers = [];
  }

  /** The finished bar that was handed over last, in handlers already the new one; undefined before the first. */
  get current(): T | undefined {
    return this.window.get(0);
  }

  /** The finished bar before the current one. */
  get previous(): T | undefined {
    return this.window.get(1);
  }

  /** The unfinished bar. */
  abstract get workingData(): T | null;

  /** Whether there is an unfinished bar. */
  abstract get hasWorkingData(): boolean;

  /** Takes the next bar or tick. @throws LockstepError `CONSOLIDATOR_INVALID` for a bar of another security or too long a bar */
  abstract update(bar: I): void;

  /** Finishes a bar whose time has passed. @param localMs wall-clock time at the exchange */
  abstract scan(localMs: number): void;

  /** Called when it is added to a security, with what it may need to know of it. */
  attach(_properties: Pick<SymbolProperties, 'minimumPriceVariation'>): void {}

  /** Registers a handler for finished bars. */
  onDataConsolidated(handler: ConsolidatedHandler<T>): this {
    this.#handlers.push(handler);
    return this;
  }

  /** Registers as indicators do: told before all handlers of `onDataConsolidated`. */
  listen(listener: ConsolidatedHandler<T>): this {
    this.#listeners.push(listener);
    return this;
  }

  /** Takes back `onDataConsolidated` or `listen`. */
  offDataConsolidated(handler: ConsolidatedHandler<T>): this {
    this.#handlers = this.#handlers.filter((other) => other !== handler);
    this.#listeners = this.#listeners.filter((other) => other !== handler);
    return this;
  }

  /** A finished bar: 0 is the last one. */
  get(index: number): T | undefined {
    return this.window.get(index);
  }

  /** Forgets all bars. Handlers stay. */
  reset(): void {
    this.consolidated = null;
    this.window.reset();
  }

  /** Hands a finished bar over. */
  protected emit(bar: T): void {
    this.window.add(bar);
    this.tellListeners(bar);
    this.consolidated = bar;
    this.tellHandlers(bar);
  }

  /** Tells those who `listen`. */
  protected tellListeners(bar: T): void {
    for (const listener of this.#listeners) this.#call(listener, bar);
  }

  /** Tells the handlers of `onDataConsolidated`. */
  protected tellHandlers(bar: T): void {
    for (const handler of this.#handlers) this.#call(handler, bar);
  }

  #call(handler: ConsolidatedHandler<never>, bar: T): void {
    const result: unknown = handler(this, bar as never);
    if (typeof result === 'object' && result !== null && 'then' in result) {
      throw new LockstepError(
        'ASYNC_HANDLER',
        'A consolidator handler returned a promise; it must be synchronous. Start asynchronous work from onData.',
      );
    }
  }
}
