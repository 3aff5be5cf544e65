import type { Decimal } from '@lockstep/core';

/** Above which price which step holds. */
export interface PriceBand {
  readonly lowEdge: Decimal;
  readonly increment: Decimal;
}

/** The step of prices at a price. @param bands by their low edges @returns null where there is none */
export function priceStep(bands: readonly PriceBand[], price: Decimal): Decimal | null {
  return bands.findLast(({ lowEdge }) => price.abs().gte(lowEdge))?.increment ?? null;
}
