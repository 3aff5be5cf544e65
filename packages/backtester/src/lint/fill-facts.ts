import {
  type EngineOutcome,
  type FillBar,
  MS_PER_DAY,
  type Order,
  type OrderEvent,
  type Security,
  type SubscriptionDataConfig,
} from '@lockstep/core';
import type { RunOrders } from '../run-orders.ts';
import { openTimeBetween } from './open-time.ts';

/** A fill with everything that rules judge it by. */
export interface FillFacts {
  readonly event: OrderEvent;
  readonly order: Order;
  readonly security: Security;
  /** The bar whose price filled the order. */
  readonly bar: FillBar;
  /** Length of the security's finest bars in market time, ms. */
  readonly resolutionMs: number;
  /** Market time from the end of the bar to the fill, ms; counted no further than a few bars. */
  readonly ageMs: number;
}

/** Ages are told up to this many bars. */
const MOST_BARS = 1_000;

/** The fills of a run whose bar is known, in their order. A fill model of the strategy's own may not tell it. */
export function* fillFacts({ run, orderEvents }: EngineOutcome, orders: RunOrders): Generator<FillFacts, void, void> {
  for (const event of orderEvents) {
    const bar = event.fillBar;
    if (bar === null || !event.isFill) continue;
    const order = orders.find(event.orderId);
    const security = run.securities.find(event.symbol);
    const config = security === undefined ? undefined : finestOf(security.subscriptions);
    if (order === undefined || security === undefined || config === undefined) continue;
    const resolutionMs = resolutionOf(config);
    const ageMs = ageOf(event, bar, config, resolutionMs);
    yield { event, order, security, bar, resolutionMs, ageMs };
  }
}

function finestOf(configs: readonly SubscriptionDataConfig[]): SubscriptionDataConfig | undefined {
  let finest = configs[0];
  for (const config of configs) if (finest !== undefined && config.incrementMs < finest.incrementMs) finest = config;
  return finest;
}

/** Daily bars last one session. */
function resolutionOf({ incrementMs, exchangeHours }: SubscriptionDataConfig): number {
  return incrementMs < MS_PER_DAY ? incrementMs : Math.min(incrementMs, exchangeHours.regularSessionMs);
}

function ageOf(event: OrderEvent, bar: FillBar, config: SubscriptionDataConfig, resolutionMs: number): number {
  if (event.utcTimeMs <= bar.endTimeMs) return 0;
  const { exchangeHours, extendedMarketHours } = config;
  const zone = exchangeHours.timeZone;
  const [from, to] = [zone.toLocal(bar.endTimeMs), zone.toLocal(event.utcTimeMs)];
  return openTimeBetween(exchangeHours, from, to, extendedMarketHours, MOST_BARS * resolutionMs);
}
