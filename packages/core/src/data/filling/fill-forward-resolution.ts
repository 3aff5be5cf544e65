import { MS_PER_MINUTE, Resolution } from '../../time/resolution.ts';
import type { SubscriptionDataConfig } from '../subscription-data-config.ts';

/**
 * The grid on which gaps are filled, shared by reference among the subscriptions of a run: the smallest resolution of
 * all subscriptions that are neither internal nor ticks, one minute when there is none. When it changes, LEAN starts
 * every fill-forward subscription again from the next instant, so the methods say whether it did.
 */
export class FillForwardResolution {
  /** Grid in milliseconds. */
  ms: number;

  constructor(ms: number = MS_PER_MINUTE) {
    this.ms = ms;
  }

  /**
   * Takes a subscription into account that is about to be added to `others`.
   * @returns whether the grid changed
   */
  beforeAdd(config: SubscriptionDataConfig, others: readonly { readonly config: SubscriptionDataConfig }[]): boolean {
    if (!setsGrid(config) || config.incrementMs === this.ms) return false;
    return this.set(Math.min(config.incrementMs, smallestIncrement(others)));
  }

  /**
   * Takes into account that the user removed a subscription and `others` are left. Subscriptions that merely reached
   * the end of their data do not count as removed.
   * @returns whether the grid changed
   */
  afterRemove(config: SubscriptionDataConfig, others: readonly { readonly config: SubscriptionDataConfig }[]): boolean {
    if (!setsGrid(config) || config.incrementMs !== this.ms) return false;
    const smallest = smallestIncrement(others);
    return this.set(smallest === Number.POSITIVE_INFINITY ? MS_PER_MINUTE : smallest);
  }

  private set(ms: number): boolean {
    const changed = ms !== this.ms;
    this.ms = ms;
    return changed;
  }
}

function setsGrid(config: SubscriptionDataConfig): boolean {
  return !config.isInternal && config.resolution !== Resolution.Tick;
}

function smallestIncrement(subscriptions: readonly { readonly config: SubscriptionDataConfig }[]): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (const { config } of subscriptions) {
    if (setsGrid(config) && config.incrementMs < smallest) smallest = config.incrementMs;
  }
  return smallest;
}
