/** Called when an event fires, with its name and the instant it was scheduled for (epoch ms UTC). */
export type EventCallback = (name: string, utcMs: number) => unknown;

/** Something that happens at given instants. Its instants are produced as time goes on. */
export class ScheduledEvent {
  readonly name: string;
  /** A disabled event lets its times pass without being called. */
  enabled: boolean;
  readonly #callback: EventCallback;
  readonly #times: Iterable<number>;
  #iterator: Iterator<number> | null;
  #nextUtcMs: number;

  /** @param utcTimes epoch ms in ascending order; first read when the event is due to be sorted in */
  constructor(name: string, utcTimes: Iterable<number>, callback: EventCallback) {
    this.name = name;
    this.enabled = true;
    this.#callback = callback;
    this.#times = utcTimes;
    this.#iterator = null;
    this.#nextUtcMs = Number.NaN;
  }

  /** When the event fires next, epoch ms UTC; infinity when it never will again. */
  get nextUtcMs(): number {
    if (this.#iterator === null) this.advance();
    return this.#nextUtcMs;
  }

  /** Goes on to the next time. */
  advance(): void {
    this.#iterator ??= this.#times[Symbol.iterator]();
    const next = this.#iterator.next();
    this.#nextUtcMs = next.done === true ? Number.POSITIVE_INFINITY : next.value;
  }

  /** Drops all times before an instant. */
  skipUntil(utcMs: number): void {
    while (this.nextUtcMs < utcMs) this.advance();
  }

  /** Calls back for the current time. A promise must be awaited before the event advances. */
  invoke(): Promise<void> | undefined {
    const result = this.#callback(this.name, this.nextUtcMs);
    return result instanceof Promise ? result : undefined;
  }
}
