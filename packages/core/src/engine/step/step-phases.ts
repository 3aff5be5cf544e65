import type { MaybePromise } from '../../algorithm/algorithm-core.ts';
import { AlgorithmStatus } from '../../algorithm/algorithm-status.ts';
import { StepPhase } from './step-phase.ts';
import type { TimeStep } from './time-step.ts';

/** Takes a time step through its phases, and stops where something has to be awaited. */
export class StepPhases {
  /** The next phase of the step under way; `Done` between steps. */
  phase: StepPhase = StepPhase.Done;
  /** The phase that runs, or is awaited; `Done` between steps. */
  running: StepPhase = StepPhase.Done;
  /** There is to be no further step. */
  hasEnded = false;
  readonly #step: TimeStep;

  constructor(step: TimeStep) {
    this.#step = step;
  }

  /** Starts on the step that has just begun, unless the run is at its end. */
  begin(): void {
    if (this.#step.mustStop()) {
      this.#end();
      return;
    }
    this.#step.run.inbox.takeInterventions();
    this.phase = StepPhase.PastEvents;
  }

  /**
   * The phases of a step, in LEAN's order, from the one that is next. One that returns a promise, or fails, has been left
   * behind when the step goes on, except those that fire events or close bars: there may be more of them.
   */
  run(): MaybePromise {
    if (this.phase <= StepPhase.Prices) {
      const waiting = this.#reachInstant();
      if (waiting !== undefined || this.phase === StepPhase.Done) return waiting;
    }
    if (this.phase <= StepPhase.LossLimits) {
      const waiting = this.#settleInstant();
      if (waiting !== undefined || this.phase === StepPhase.Done) return waiting;
    }
    return this.#takeData();
  }

  /** What was due before the step, then the clock and the prices. */
  #reachInstant(): MaybePromise {
    const step = this.#step;
    if (this.phase === StepPhase.PastEvents) {
      this.running = StepPhase.PastEvents;
      const waiting = step.firePastEvents();
      if (waiting !== undefined) return waiting;
      this.phase = StepPhase.PastBars;
    }
    if (this.phase === StepPhase.PastBars) {
      this.running = StepPhase.PastBars;
      const waiting = step.closePastBars();
      if (waiting !== undefined) return waiting;
      this.phase = StepPhase.Prices;
    }
    this.running = StepPhase.Prices;
    this.phase = step.isClockStep ? StepPhase.Done : StepPhase.RestingOrders;
    step.takePrices();
    return step.finishWarmUp();
  }

  /** Fills, events and operations at the new prices, before the strategy sees the data. */
  #settleInstant(): MaybePromise {
    const step = this.#step;
    if (this.phase === StepPhase.RestingOrders) {
      this.running = StepPhase.RestingOrders;
      this.phase = StepPhase.DueEvents;
      const waiting = step.fillRestingOrders();
      if (waiting !== undefined) return waiting;
    }
    if (this.phase === StepPhase.DueEvents) {
      this.running = StepPhase.DueEvents;
      const waiting = step.fireDueEvents();
      if (waiting !== undefined) return waiting;
    }
    if (step.run.status !== AlgorithmStatus.Running) return this.#end();
    this.running = StepPhase.LossLimits;
    this.phase = step.isPulse ? StepPhase.Records : StepPhase.Data;
    step.run.inbox.carryOut();
    return step.enforceLossLimits();
  }

  #takeData(): MaybePromise {
    const step = this.#step;
    if (this.phase === StepPhase.Data) {
      this.running = StepPhase.Data;
      this.phase = StepPhase.UserData;
      const waiting = step.prepareData();
      if (waiting !== undefined) return waiting;
    }
    if (this.phase === StepPhase.UserData) {
      this.running = StepPhase.UserData;
      this.phase = StepPhase.NewOrders;
      const waiting = step.callOnData();
      if (waiting !== undefined) return waiting;
    }
    if (this.phase === StepPhase.NewOrders) {
      this.running = StepPhase.NewOrders;
      this.phase = StepPhase.Records;
      const waiting = step.fillNewOrders();
      if (waiting !== undefined) return waiting;
    }
    this.running = StepPhase.Records;
    this.phase = StepPhase.Done;
    step.sample();
    step.run.recorder?.stepEnded(step.slice.utcMs);
  }

  #end(): void {
    this.hasEnded = true;
    this.phase = StepPhase.Done;
  }
}
