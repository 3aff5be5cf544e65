/** Where a time step can be suspended and gone on with, in their order. */
export const StepPhase = {
  PastEvents: 0,
  PastBars: 1,
  Prices: 2,
  RestingOrders: 3,
  DueEvents: 4,
  LossLimits: 5,
  Data: 6,
  UserData: 7,
  NewOrders: 8,
  Records: 9,
  Done: 10,
} as const;
export type StepPhase = (typeof StepPhase)[keyof typeof StepPhase];

/** Names under which errors of a phase are reported. */
export const PHASE_NAMES: Readonly<Record<StepPhase, string>> = {
  [StepPhase.PastEvents]: 'a scheduled event',
  [StepPhase.PastBars]: 'a consolidator',
  [StepPhase.Prices]: 'the prices',
  [StepPhase.RestingOrders]: 'onWarmupFinished or a fill',
  [StepPhase.DueEvents]: 'a scheduled event',
  [StepPhase.LossLimits]: 'a loss limit',
  [StepPhase.Data]: 'a consolidator, indicator or event handler',
  [StepPhase.UserData]: 'onData',
  [StepPhase.NewOrders]: 'onData',
  [StepPhase.Records]: 'the records of the step',
  [StepPhase.Done]: 'the data feed',
};
