import type { Clock, Timer } from '@lockstep/core';

/** What goes first when messages have to wait: orders and their cancels, then all the rest. */
export type Lane = 'orders' | 'data';

export interface MessageBudgetOptions {
  readonly clock: Clock;
  /** Messages in any second; TWS takes 50 and then hangs up. */
  readonly perSecond: number;
}

/** A message that waits for its turn. */
interface Waiting {
  /** Messages that it writes. */
  readonly count: number;
  readonly send: () => void;
  readonly drop: () => void;
}

const WINDOW_MS = 1_000;
/** Part of a second's messages that is left for orders. */
const KEPT_FOR_ORDERS = 0.3;
/** How long nothing is sent after TWS has said that there were too many, ms. */
const PAUSE_MS = 1_000;
const LANES: readonly Lane[] = ['orders', 'data'];

/**
 * Holds messages back so that TWS's limit is not reached: never more than so many in any second, orders first. Each lane
 * keeps its order.
 */
export class MessageBudget {
  readonly #clock: Clock;
  readonly #perSecond: number;
  readonly #lines: Readonly<Record<Lane, Waiting[]>> = { orders: [], data: [] };
  /** When the messages of the last second went out, oldest first. */
  readonly #sent: number[] = [];
  #pausedUntilMs = Number.NEGATIVE_INFINITY;
  #timer: Timer | null = null;

  constructor({ clock, perSecond }: MessageBudgetOptions) {
    this.#clock = clock;
    this.#perSecond = perSecond;
  }

  /** Messages that wait for their turn. */
  get waiting(): number {
    return LANES.reduce((sum, lane) => sum + this.#lines[lane].length, 0);
  }

  /**
   * Sends a message now, or when its turn comes.
   *
   * @param drop called when its turn will not come
   * @param count how many it is
   */
  add(lane: Lane, send: () => void, drop: () => void, count = 1): void {
    this.#lines[lane].push({ send, drop, count });
    this.#serve();
  }

  /** TWS has said that there were too many. */
  pause(): void {
    this.#pausedUntilMs = this.#clock.utcNow() + PAUSE_MS;
  }

  /** What waits is not sent any more. */
  clear(): void {
    this.#timer?.cancel();
    this.#timer = null;
    for (const lane of LANES) for (const { drop } of this.#lines[lane].splice(0)) drop();
    this.#sent.length = 0;
    this.#pausedUntilMs = Number.NEGATIVE_INFINITY;
  }

  #serve(): void {
    const now = this.#clock.utcNow();
    while (this.#sent.length > 0 && (this.#sent[0] ?? 0) <= now - WINDOW_MS) this.#sent.shift();
    for (const lane of LANES) {
      const line = this.#lines[lane];
      for (let next = line[0]; next !== undefined && this.#mayGo(lane, next.count, now); next = line[0]) {
        line.shift();
        for (let message = 0; message < next.count; message += 1) this.#sent.push(now);
        next.send();
      }
      if (line.length > 0) break;
    }
    this.#wakeLater(now);
  }

  #most(lane: Lane): number {
    return lane === 'orders' ? this.#perSecond : Math.max(1, this.#perSecond * (1 - KEPT_FOR_ORDERS));
  }

  #mayGo(lane: Lane, count: number, now: number): boolean {
    // More than ever go at once go alone.
    const fits = this.#sent.length + count <= this.#most(lane) || this.#sent.length === 0;
    return now >= this.#pausedUntilMs && fits;
  }

  #wakeLater(now: number): void {
    if (this.#timer !== null || this.waiting === 0) return;
    const lane = this.#lines.orders.length > 0 ? 'orders' : 'data';
    // So many of the oldest have to be out of the window before the next may go.
    const count = this.#lines[lane][0]?.count ?? 1;
    const tooMany = Math.min(this.#sent.length + count - Math.floor(this.#most(lane)), this.#sent.length);
    const free = tooMany <= 0 ? now : (this.#sent[tooMany - 1] ?? now) + WINDOW_MS;
    this.#timer = this.#clock.at(Math.max(free, this.#pausedUntilMs), () => {
      this.#timer = null;
      this.#serve();
    });
  }
}
