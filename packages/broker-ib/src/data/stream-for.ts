import {
  type Clock,
  LockstepError,
  Resolution,
  resolutionName,
  SecurityType,
  type SubscriptionDataConfig,
  securityTypeName,
  TickType,
} from '@lockstep/core';
import { EveryTick } from './every-tick.ts';
import { FiveSecondBars } from './five-second-bars.ts';
import type { PushPrices } from './price-stream.ts';
import { SampledPrices } from './sampled-prices.ts';

export type AnyStream = FiveSecondBars | SampledPrices | EveryTick;

/** Kinds of securities of which IB streams trades. */
const TRADED: ReadonlySet<SecurityType> = new Set<SecurityType>([
  SecurityType.Equity,
  SecurityType.Crypto,
  SecurityType.Future,
  SecurityType.Index,
]);

/**
 * IB's stream for a subscription.
 *
 * @throws LockstepError `DATA_KIND_UNSUPPORTED` for what IB does not stream
 */
export function streamFor(
  config: SubscriptionDataConfig,
  { clock, everyTick }: { readonly clock: Clock; readonly everyTick?: boolean | undefined },
  push: PushPrices,
): AnyStream {
  const { symbol, resolution, tickType } = config;
  const hasTrades = tickType === TickType.Trade && TRADED.has(symbol.securityType);
  if (resolution === Resolution.Second && hasTrades) return new FiveSecondBars(config, push);
  if (resolution === Resolution.Tick && (hasTrades || tickType === TickType.Quote)) {
    return everyTick === true ? new EveryTick(config, push) : new SampledPrices(config, clock, push);
  }
  const kind = tickType === TickType.Quote ? 'quotes' : 'trades';
  throw new LockstepError(
    'DATA_KIND_UNSUPPORTED',
    `IB streams no ${resolutionName(resolution)} ${kind} of ${symbol.value} (${securityTypeName(symbol.securityType)}); it has ` +
      'quotes of all kinds of securities and trades of stocks, crypto pairs, futures and indices, each as ticks.',
  );
}
