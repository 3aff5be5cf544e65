import type { DataConsumer } from '../../consolidators/data-consumer.ts';
import type { DataPoint } from '../../data/data-point.ts';
import type { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import { DataKind } from '../../market/data-batch.ts';
import type { Security } from '../../securities/security.ts';
import type { SecurityCache } from '../../securities/security-cache.ts';
import type { PositionTrades } from '../../statistics/position-trades.ts';

/** Who asks for a subscription: a universe, or the strategy by adding securities itself. */
export type SubscriptionOwner = object;

/** The strategy itself. */
export const USER_DEFINED: SubscriptionOwner = Object.freeze({ name: 'user defined' });

/** Where the data of a subscription goes. */
export class SubscriptionTarget {
  readonly config: SubscriptionDataConfig;
  readonly cache: SecurityCache;
  /** Null for feeds of the engine's own. */
  readonly security: Security | null;
  /** Who wants it; it ends with the last of them. */
  readonly owners = new Set<SubscriptionOwner>([USER_DEFINED]);
  /** Consolidators and indicators, in the order of their registration. */
  readonly consumers: DataConsumer[] = [];
  /** The open trades that follow its prices; null until there was a position. */
  position: PositionTrades | null = null;
  /** It brings the corporate events of its security. */
  carriesEvents = false;
  /** Instant after the last data wanted, epoch ms UTC. */
  endUtc = Number.NaN;
  /** What the step of this number brought: the first trade bar or the last quote bar, fills included. */
  point: DataPoint | null = null;
  step = -1;

  constructor(config: SubscriptionDataConfig, cache: SecurityCache, security: Security | null) {
    this.config = config;
    this.cache = cache;
    this.security = security;
  }

  /** Notes a point of a step. */
  note(point: DataPoint, step: number): void {
    if (point.kind >= DataKind.Tick || (this.step === step && point.kind === DataKind.TradeBar)) return;
    if (this.point !== point) this.point = point;
    this.step = step;
  }
}
