import type { MaybePromise } from '../../algorithm/algorithm-core.ts';
import type { LastKnown } from '../../algorithm/history.ts';
import type { Security } from '../../securities/security.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { lastKnownPrices } from '../subscriptions/last-known-prices.ts';

/** Gives securities without a price their last known one. Done on return when the history provider answers at once. */
export function seedPrices(run: AlgorithmRun, securities: readonly Security[]): MaybePromise {
  const waiting = securities.filter((security) => security.price === 0);
  if (waiting.length === 0) return;
  const apply = (found: ReadonlyMap<string, readonly LastKnown[]>): void => {
    for (const security of waiting)
      for (const data of found.get(security.symbol.id) ?? []) security.setMarketPrice(data);
  };
  const found = lastKnownPrices(
    run,
    waiting.map(({ symbol }) => symbol),
  );
  return found instanceof Promise ? found.then(apply) : apply(found);
}
