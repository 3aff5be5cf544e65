import type { SecuritySymbol } from '../market/symbol.ts';
import type { Resolution } from '../time/resolution.ts';

const SHORT_NAMES = ['tick', 'sec', 'min', 'hr', 'day'] as const;

/**
 * The name under which an algorithm creates an indicator, for example `SMA(10,SPY_min)`.
 * @param type with its parameters, for example `SMA(10)`
 * @param resolution that of the subscription unless another one was asked for; undefined for a custom period
 */
export function indicatorName(
  type: string,
  symbol: SecuritySymbol | string | undefined,
  resolution: Resolution | undefined,
): string {
  const suffix = resolution === undefined ? '' : SHORT_NAMES[resolution];
  const scope = symbol === undefined ? suffix : `${String(symbol)}_${suffix}`;
  return `${type}(${scope})`.replaceAll(')(', ',');
}
