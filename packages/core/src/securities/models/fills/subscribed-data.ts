import type { DataKind } from '../../../market/data-batch.ts';
import { MS_PER_HOUR } from '../../../time/resolution.ts';
import type { Security } from '../../security.ts';

/** Whether the strategy subscribes a kind of data of a security. */
export function subscribesKind(security: Security, kind: DataKind): boolean {
  const configs = security.subscriptions;
  for (let i = 0; i < configs.length; i++) if (configs[i]!.kind === kind) return true;
  return false;
}

/** Whether every subscription brings hourly or daily bars, so that prices may be much older than the engine's time. */
export function hasOnlyCoarseBars(security: Security): boolean {
  const configs = security.subscriptions;
  for (let i = 0; i < configs.length; i++) if (configs[i]!.incrementMs < MS_PER_HOUR) return false;
  return configs.length > 0;
}

/** Whether some subscription brings data from outside regular hours. */
export function subscribesExtendedHours(security: Security): boolean {
  const configs = security.subscriptions;
  for (let i = 0; i < configs.length; i++) if (configs[i]!.extendedMarketHours) return true;
  return false;
}
