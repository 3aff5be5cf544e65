import type { Clock, Timer } from '@lockstep/core';

/** What comes first when requests are short: what makes the account safer, then orders, then questions. */
export type RequestPriority = 'cancel' | 'order' | 'read';

/** How many requests an account may make. */
export interface RequestBudgetOptions {
  readonly clock: Clock;
  /** Requests per minute. @defaultValue 190, of Alpaca's 200 */
  readonly perMinute?: number | undefined;
}

const MS_PER_MINUTE = 60_000;
const PER_MINUTE = 190;
/** Part of the budget that is left for what is more urgent: orders leave some for cancels, questions for both. */
const KEPT_BACK: Readonly<Record<RequestPriority, number>> = { cancel: 0, order: 0.05, read: 0.2 };
const PRIORITIES: readonly RequestPriority[] = ['cancel', 'order', 'read'];
/** Waits after "too many requests" that do not say how long, ms; each longer than the one before. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Holds requests back so that Alpaca's limit is not reached: tokens that come back evenly over a minute, and three lines of
 * which the more urgent goes first. A refusal for too many requests stops everything for a while.
 */
export class RequestBudget {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #lines: Readonly<Record<RequestPriority, (() => void)[]>> = { cancel: [], order: [], read: [] };
  #tokens: number;
  #countedMs: number;
  #pausedUntilMs = Number.NEGATIVE_INFINITY;
  #pauses = 0;
  #timer: Timer | null = null;

  constructor({ clock, perMinute = PER_MINUTE }: RequestBudgetOptions) {
    this.#clock = clock;
    this.#most = perMinute;
    this.#tokens = perMinute;
    this.#countedMs = clock.utcNow();
  }

  /** Requests that wait for their turn. */
  get waiting(): number {
    return PRIORITIES.reduce((sum, priority) => sum + this.#lines[priority].length, 0);
  }

  /** Takes a request's share; null when it may go at once, else a promise of its turn. */
  take(priority: RequestPriority): Promise<void> | null {
    this.#refill();
    if (this.#isFirst(priority) && this.#take(priority)) return null;
    const turn = new Promise<void>((resolve) => this.#lines[priority].push(resolve));
    this.#wakeLater();
    return turn;
  }

  /** Alpaca has refused a request for too many: nothing goes out for a while. @param ms what it asked for, if it did */
  pause(ms: number | null): void {
    const wait = ms ?? Math.min(FIRST_PAUSE_MS * 2 ** this.#pauses, LONGEST_PAUSE_MS);
    this.#pauses += 1;
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, this.#clock.utcNow() + wait);
    this.#wakeLater();
  }

  /** A request was answered: the next pause begins small again. */
  answered(): void {
    this.#pauses = 0;
  }

  /** Those who wait go without a share, to find out themselves that it is over. */
  close(): void {
    this.#timer?.cancel();
    this.#timer = null;
    for (const priority of PRIORITIES) for (const go of this.#lines[priority].splice(0)) go();
  }

  #isFirst(priority: RequestPriority): boolean {
    const more = PRIORITIES.slice(0, PRIORITIES.indexOf(priority) + 1);
    return more.every((each) => this.#lines[each].length === 0);
  }

  #take(priority: RequestPriority): boolean {
    if (this.#clock.utcNow() < this.#pausedUntilMs) return false;
    if (this.#tokens < 1 + this.#most * KEPT_BACK[priority]) return false;
    this.#tokens -= 1;
    return true;
  }

  #refill(): void {
    const now = this.#clock.utcNow();
    const gained = ((now - this.#countedMs) * this.#most) / MS_PER_MINUTE;
    this.#tokens = Math.min(this.#most, this.#tokens + Math.max(0, gained));
    this.#countedMs = now;
  }

  #wakeLater(): void {
    if (this.#timer !== null || this.waiting === 0) return;
    const now = this.#clock.utcNow();
    const next = PRIORITIES.find((priority) => this.#lines[priority].length > 0) ?? 'read';
    const missing = Math.max(0, 1 + this.#most * KEPT_BACK[next] - this.#tokens);
    const enoughMs = now + Math.ceil((missing * MS_PER_MINUTE) / this.#most);
    this.#timer = this.#clock.at(Math.max(enoughMs, this.#pausedUntilMs), () => {
      this.#timer = null;
      this.#serve();
    });
  }

  #serve(): void {
    this.#refill();
    for (const priority of PRIORITIES) {
      const line = this.#lines[priority];
      while (line.length > 0 && this.#take(priority)) line.shift()?.();
      if (line.length > 0) break;
    }
    this.#wakeLater();
  }
}
