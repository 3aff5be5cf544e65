import type { FillForwardResolution } from './fill-forward-resolution.ts';

/** What part of a source a subscription shows. */
export interface SubscriptionOptions {
  /** First instant wanted, epoch ms UTC. */
  readonly startUtc: number;
  /** Instant after the last one wanted, epoch ms UTC. */
  readonly endUtc: number;
  readonly fillForwardResolution: FillForwardResolution;
  /** What becomes visible before this instant (epoch ms UTC) is passed over, but filled forward from. */
  readonly showFromUtc?: number;
}
