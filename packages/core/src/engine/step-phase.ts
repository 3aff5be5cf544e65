/** Where a time step can be suspended and gone on with, in their order. */
export const StepPhase = {
  PastEvents: 0,
  Prices: 1,
  RestingOrders: 2,
  DueEvents: 3,
  Data: 4,
  NewOrders: 5,
  Done: 6,
} as const;
export type StepPhase = (typeof StepPhase)[keyof typeof StepPhase];

/** Names under which errors of a phase are reported. */
export const PHASE_NAMES: Readonly<Record<StepPhase, string>> = {
  [StepPhase.PastEvents]: 'a scheduled event',
  [StepPhase.Prices]: 'a consolidator',
  [StepPhase.RestingOrders]: 'onWarmupFinished or a fill',
  [StepPhase.DueEvents]: 'a scheduled event',
  [StepPhase.Data]: 'a consolidator, indicator or event handler',
  [StepPhase.NewOrders]: 'onData',
  [StepPhase.Done]: 'the data feed',
};
