import type { Clock } from '@lockstep/core';
import type { SecretScrubber } from '../config/secret-scrubber.ts';
import type { Severity } from '../store/journal-record.ts';
import { type Alert, isAtLeast } from './alert.ts';
import type { AlertChannel } from './alert-channel.ts';
import { ChannelQueue, type ChannelQueueOptions } from './channel-queue.ts';

const MINUTE_MS = 60_000;

/** What alerts work with. */
export interface AlertsOptions {
  /** Name of the deployment, shown in every alert. */
  readonly from: string;
  readonly channels: readonly AlertChannel[];
  readonly clock: Clock;
  readonly scrubber: SecretScrubber;
  /** Minutes for which the same alert is told once only. @defaultValue 15 */
  readonly repeatAfterMinutes?: number | undefined;
  /** Alerts a minute and channel. @defaultValue 10 */
  readonly maxPerMinute?: number | undefined;
  /** Told of alerts that could not be delivered. */
  readonly onFailure?: ChannelQueueOptions['onFailure'];
}

/** An alert that was told not long ago. */
interface Told {
  readonly timeMs: number;
  readonly severity: Severity;
  repeats: number;
}

/**
 * Tells people. `raise` returns at once whatever the channels do: each has a queue of its own, with time-outs and retries.
 * The same alert (code and subject) is told again only after a while, with how often it came, or at once when it has become
 * graver. Secrets are masked.
 */
export class Alerts {
  readonly #options: AlertsOptions;
  readonly #queues: readonly ChannelQueue[];
  readonly #told = new Map<string, Told>();

  constructor(options: AlertsOptions) {
    this.#options = options;
    const { clock, maxPerMinute = 10, onFailure = (): void => undefined } = options;
    this.#queues = options.channels.map((channel) => new ChannelQueue(channel, { clock, maxPerMinute, onFailure }));
  }

  /** Tells every channel whose threshold it reaches. */
  raise(alert: Alert): void {
    const { clock, scrubber, from } = this.#options;
    const timeMs = clock.utcNow();
    const repeats = this.#repeatsOf(alert, timeMs);
    if (repeats === null) return;
    const { severity, code, subject } = alert;
    const again = repeats === 0 ? '' : `\nIt came ${repeats} more times since it was told last.`;
    const outgoing = {
      severity,
      code,
      title: scrubber.text(alert.title),
      text: scrubber.text(alert.text + again).trim(),
      ...(subject === undefined ? {} : { subject: scrubber.text(subject) }),
      timeMs,
      from,
    };
    for (const queue of this.#queues) queue.offer(outgoing);
  }

  /** Something is well again: the next alert of this code and subject is told at once. */
  settle(code: string, subject = ''): void {
    this.#told.delete(`${code} ${subject}`);
  }

  /** Delivers what waits, within a time (ms) for all. */
  async close(withinMs = 5_000): Promise<void> {
    await Promise.all(this.#queues.map((queue) => queue.close(withinMs)));
  }

  /** How often it was not told since the last time; null when it is not to be told now. */
  #repeatsOf({ code, subject = '', severity }: Alert, timeMs: number): number | null {
    const windowMs = (this.#options.repeatAfterMinutes ?? 15) * MINUTE_MS;
    const key = `${code} ${subject}`;
    const told = this.#told.get(key);
    const isRecent = told !== undefined && timeMs < told.timeMs + windowMs;
    if (isRecent && isAtLeast(told.severity, severity)) {
      told.repeats += 1;
      return null;
    }
    for (const [other, { timeMs: toldMs, repeats }] of this.#told) {
      if (repeats === 0 && toldMs + windowMs <= timeMs) this.#told.delete(other);
    }
    this.#told.set(key, { timeMs, severity, repeats: 0 });
    return told?.repeats ?? 0;
  }
}
