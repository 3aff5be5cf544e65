/**
 * Families of which every recorded seed is equal, and which tests hold to it. The others need what the engine does not
 * have yet: ticks, rates by way of a third currency, mapped tickers of events, bars of mixed kinds.
 */
export const CLAIMED_FAMILIES: readonly string[] = [
  'cfd-xau',
  'cxh-bitfinex',
  'cxm-coinbase',
  'eqd-long',
  'eqd-multi',
  'eqd-split',
  'eqd-total',
  'eqh-cash',
  'eqh-map',
  'eqh-margin',
  'eqh-multi',
  'eqh-raw',
  'eqh-warm',
  'eqm-alpaca',
  'eqm-async',
  'eqm-cons',
  'eqm-ext',
  'eqm-ib',
  'eqm-mixed',
  'eqm-models',
  'eqm-multi',
  'eqm-one',
  'eqm-pdt',
  'eqm-raw',
  'eqm-remove',
  'eqm-sched',
  'eqm-ticks',
  'eqm-warm',
  'eqs-multi',
  'eqs-one',
  'fxh-lever',
  'fxm-fxcm',
  'fxm-ib',
  'fxm-oanda',
  'fxs-one',
];

/** Seeds that were recorded. */
export const RECORDED_SEEDS: readonly number[] = [1, 2, 3, 4];
