import type { Clock, Timer } from '@lockstep/core';
import { isAtLeast, type OutgoingAlert } from './alert.ts';
import { type AlertChannel, DeliveryError } from './alert-channel.ts';

const MINUTE_MS = 60_000;
/** A delivery that takes longer has failed. */
const TIMEOUT_MS = 10_000;
/** Waits before further tries; one more try than waits. */
const RETRY_MS: readonly number[] = [1_000, 5_000, 30_000];
const LONGEST_RETRY_MS = 5 * MINUTE_MS;
/** Alerts that wait for a channel that is down; beyond it the oldest is given up. */
const MAX_WAITING = 100;

/** What a queue works with. */
export interface ChannelQueueOptions {
  readonly clock: Clock;
  /** Alerts a minute; critical ones do not count. */
  readonly maxPerMinute: number;
  /** Told of an alert that could not be delivered. */
  readonly onFailure: (channel: string, alert: OutgoingAlert, error: unknown) => void;
}

/**
 * The way of alerts to one channel: in order, one at a time, tried again when that fails. What exceeds the channel's
 * rate is counted and told as one alert when the minute is over. Nothing here makes anybody wait.
 */
export class ChannelQueue {
  readonly #channel: AlertChannel;
  readonly #options: ChannelQueueOptions;
  readonly #waiting: OutgoingAlert[] = [];
  /** When the alerts of the last minute were taken. */
  #taken: number[] = [];
  #heldBack: OutgoingAlert[] = [];
  #summary: Timer | null = null;
  #isSending = false;
  #isClosed = false;
  #stop: (() => void) | null = null;
  #idle: (() => void)[] = [];

  constructor(channel: AlertChannel, options: ChannelQueueOptions) {
    this.#channel = channel;
    this.#options = options;
  }

  /** Takes an alert if it is grave enough for the channel. */
  offer(alert: OutgoingAlert): void {
    if (this.#isClosed || !isAtLeast(alert.severity, this.#channel.threshold)) return;
    if (alert.severity !== 'critical' && !this.#hasRoom()) {
      this.#holdBack(alert);
      return;
    }
    this.#enqueue(alert);
  }

  /** Resolves when nothing waits, or the time given (ms) is over; what waits then is given up. */
  async close(withinMs: number): Promise<void> {
    const { clock } = this.#options;
    this.#summary?.cancel();
    if (this.#heldBack.length > 0) this.#tellHeldBack();
    this.#isClosed = true;
    if (!this.#isSending) return;
    await new Promise<void>((resolve) => {
      const deadline = clock.at(clock.utcNow() + withinMs, () => {
        for (const alert of this.#waiting.splice(0))
          this.#options.onFailure(this.#channel.name, alert, new Error('closed'));
        this.#stop?.();
        resolve();
      });
      this.#idle.push(() => {
        deadline.cancel();
        resolve();
      });
    });
  }

  #hasRoom(): boolean {
    const now = this.#options.clock.utcNow();
    this.#taken = this.#taken.filter((timeMs) => timeMs > now - MINUTE_MS);
    if (this.#taken.length >= this.#options.maxPerMinute) return false;
    this.#taken.push(now);
    return true;
  }

  #holdBack(alert: OutgoingAlert): void {
    const { clock } = this.#options;
    this.#heldBack.push(alert);
    this.#summary ??= clock.at((this.#taken[0] ?? clock.utcNow()) + MINUTE_MS, () => this.#tellHeldBack());
  }

  #tellHeldBack(): void {
    const alerts = this.#heldBack;
    this.#heldBack = [];
    this.#summary = null;
    const counts = new Map<string, number>();
    for (const { code } of alerts) counts.set(code, (counts.get(code) ?? 0) + 1);
    const worst = alerts.reduce((a, b) => (isAtLeast(b.severity, a.severity) ? b : a));
    this.#enqueue({
      ...worst,
      code: 'ALERTS_HELD_BACK',
      title: `${alerts.length} more alerts in the last minute`,
      text: [...counts].map(([code, count]) => `${count} × ${code}`).join(', '),
      timeMs: this.#options.clock.utcNow(),
    });
  }

  #enqueue(alert: OutgoingAlert): void {
    this.#waiting.push(alert);
    if (this.#waiting.length > MAX_WAITING) {
      const [given] = this.#waiting.splice(0, 1);
      if (given !== undefined) this.#options.onFailure(this.#channel.name, given, new Error('too many alerts wait'));
    }
    if (this.#isSending) return;
    this.#isSending = true;
    void this.#drain();
  }

  async #drain(): Promise<void> {
    // Whatever a channel does in its call, it does not do it in the caller's.
    await Promise.resolve();
    for (let alert = this.#waiting.shift(); alert !== undefined; alert = this.#waiting.shift())
      await this.#deliver(alert);
    this.#isSending = false;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  async #deliver(alert: OutgoingAlert): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.#attempt(alert);
        return;
      } catch (error) {
        const wait = RETRY_MS[attempt];
        if (wait === undefined || this.#isClosed) {
          this.#options.onFailure(this.#channel.name, alert, error);
          return;
        }
        const asked = error instanceof DeliveryError ? error.retryAfterMs : null;
        await this.#pause(Math.min(Math.max(wait, asked ?? 0), LONGEST_RETRY_MS));
      }
    }
  }

  /** One try; a channel that does not answer, nor gives up when told to, has failed all the same. */
  #attempt(alert: OutgoingAlert): Promise<void> {
    const { clock } = this.#options;
    const abort = new AbortController();
    return new Promise((resolve, reject) => {
      const fail = (error: unknown): void => {
        abort.abort();
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      const deadline = clock.at(clock.utcNow() + TIMEOUT_MS, () =>
        fail(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)),
      );
      this.#stop = (): void => fail(new Error('closed'));
      const send = async (): Promise<void> => this.#channel.send(alert, abort.signal);
      send()
        .then(resolve, fail)
        .finally(() => deadline.cancel());
    });
  }

  #pause(ms: number): Promise<void> {
    const { clock } = this.#options;
    return new Promise((resolve) => {
      const timer = clock.at(clock.utcNow() + ms, resolve);
      this.#stop = (): void => {
        timer.cancel();
        resolve();
      };
    });
  }
}
