import type { BrokerageCapabilities } from '@lockstep/core';

/** In what a simulated venue behind Alpaca's wire is like Alpaca. */
export const ALPACA_VENUE: Partial<BrokerageCapabilities> = {
  // Legs are held until their entry is filled completely.
  nativeBrackets: 'fromCompleteFill',
  nativeOco: true,
  executionFees: 'none',
};
