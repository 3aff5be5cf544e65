import type { CoarseFundamental, SecuritySymbol } from '@lockstep/core';

/** Symbols by the dollars that were traded, the most first. */
export function byDollarVolume(fundamentals: readonly CoarseFundamental[]): SecuritySymbol[] {
  return [...fundamentals].sort((a, b) => b.dollarVolume - a.dollarVolume).map(({ symbol }) => symbol);
}
