import type { MaybePromise } from '../algorithm/algorithm-core.ts';
import type { TimeStep } from './time-step.ts';

/** A part of a time step. */
export interface StepPhase {
  /** Handler or work that errors are reported under. */
  readonly name: string;
  run(step: TimeStep): MaybePromise;
  /** Runs again after a promise it returned: there may be more of the same. */
  readonly repeats: boolean;
  /** A strategy error that happened in an order call ends the run here. */
  readonly checksFailure: boolean;
}

/** The phases of a time step in LEAN's order. */
export const STEP_PHASES: readonly StepPhase[] = [
  { name: 'stop checks', repeats: false, checksFailure: false, run: (step) => step.checkStop() },
  { name: 'scheduled event', repeats: true, checksFailure: false, run: (step) => step.firePastEvents() },
  { name: 'consolidators', repeats: false, checksFailure: false, run: (step) => step.scanPastConsolidators() },
  { name: 'prices', repeats: false, checksFailure: false, run: (step) => step.updateSecurities() },
  { name: 'onWarmupFinished', repeats: false, checksFailure: false, run: (step) => step.finishWarmUp() },
  { name: 'resting orders', repeats: false, checksFailure: false, run: (step) => step.fillRestingOrders() },
  { name: 'scheduled event', repeats: true, checksFailure: false, run: (step) => step.fireDueEvents() },
  { name: 'margin call', repeats: false, checksFailure: true, run: (step) => step.callMargin() },
  { name: 'onSecuritiesChanged', repeats: false, checksFailure: false, run: (step) => step.announceSecurities() },
  { name: 'corporate actions', repeats: false, checksFailure: false, run: (step) => step.applyCorporateActions() },
  { name: 'consolidators', repeats: false, checksFailure: false, run: (step) => step.updateConsumers() },
  { name: 'corporate events', repeats: false, checksFailure: false, run: (step) => step.announceCorporateEvents() },
  { name: 'onData', repeats: false, checksFailure: false, run: (step) => step.callOnData() },
  { name: 'new orders', repeats: false, checksFailure: false, run: (step) => step.fillNewOrders() },
  { name: 'sampling', repeats: false, checksFailure: false, run: (step) => step.sample() },
];
