import { barOf, customDataOf, tickOf } from '../../data/slice.ts';
import type { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import type { DataFilter } from '../../data/subscription-options.ts';
import { DataKind } from '../../market/data-batch.ts';
import type { Security } from '../../securities/security.ts';

/** The filter of a security for the rows of a subscription; undefined when it has none. */
export function securityDataFilter(security: Security | null, config: SubscriptionDataConfig): DataFilter | undefined {
  const filter = security?.dataFilter ?? null;
  if (security === null || filter === null) return undefined;
  return (batch, row, timeMs, endTimeMs) => {
    const point = { subscription: { config }, kind: config.kind, batch, row, timeMs, endTimeMs, isFillForward: false };
    if (config.customType !== null) return filter.filter(security, customDataOf(point));
    return filter.filter(security, config.kind === DataKind.Tick ? tickOf(point) : barOf(point));
  };
}
