import { DataKind } from '../market/data-batch.ts';
import type { SubscriptionSource } from './data-feed.ts';
import { FilteredSubscription } from './filtered-subscription.ts';
import { Subscription } from './subscription.ts';
import type { SubscriptionDataConfig } from './subscription-data-config.ts';
import type { SubscriptionOptions } from './subscription-options.ts';
import { TickSubscription } from './tick-subscription.ts';

/** The stream of a source's bars or ticks, as the engine sees it. */
export function openSubscription(
  config: SubscriptionDataConfig,
  source: SubscriptionSource,
  options: SubscriptionOptions,
): Subscription {
  if (config.kind === DataKind.Tick) return new TickSubscription(config, source, options);
  const { isWanted } = options;
  if (isWanted !== undefined) return new FilteredSubscription(config, source, { ...options, isWanted });
  return new Subscription(config, source, options);
}
