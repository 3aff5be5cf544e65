import type { Algorithm } from '../algorithm/algorithm.ts';
import type { MaybePromise } from '../algorithm/algorithm-core.ts';
import { AlgorithmStatus } from '../algorithm/algorithm-status.ts';
import { SecurityChanges } from '../algorithm/security-changes.ts';
import { TimeSlice } from '../data/time-slice.ts';
import type { Operation } from '../execution/inbox-queue.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import type { ResultSampler } from '../statistics/result-sampler.ts';
import type { Benchmark } from './account/benchmark.ts';
import { AlgorithmRun } from './algorithm-run.ts';
import { checkHandlers } from './check-handlers.ts';
import type { EngineOptions } from './engine-options.ts';
import type { EngineOutcome } from './engine-outcome.ts';
import { warmUpFeed } from './history/warm-up-feed.ts';
import { beginWarmUp } from './history/warm-up-start.ts';
import { outcomeStatistics } from './outcome-statistics.ts';
import { RuntimeFailure } from './runtime-failure.ts';
import type { Pace } from './step/pace.ts';
import { PacedSlices } from './step/paced-slices.ts';
import { createCapacity, createSampler } from './step/run-sampling.ts';
import { PHASE_NAMES, StepPhase } from './step/step-phase.ts';
import { StepPhases } from './step/step-phases.ts';
import { requireSynchronous } from './step/synchronous-handler.ts';
import { TimeStep } from './step/time-step.ts';
import { INSTANT_AFTER_MS } from './subscriptions/data-subscriptions.ts';
import { tellOfFeed } from './subscriptions/tell-of-feed.ts';
import { listenToOrders } from './trading/listen-to-orders.ts';

/** Time steps between two calls of `onProgress`. */
const STEPS_PER_PROGRESS = 1_024;

/**
 * Runs one algorithm: pulls time slices from the feed and takes each through the phases of a step, in LEAN's order.
 * Everything is synchronous until a handler returns a promise or data has to be awaited; then the step is suspended at
 * that phase and goes on when the promise settles.
 */
export class Engine {
  readonly run: AlgorithmRun;
  readonly #options: EngineOptions;
  /** Null where data sets the pace. */
  readonly #paced: Pace | null;
  readonly #emptySlice = new TimeSlice();
  #step!: TimeStep;
  #phases!: StepPhases;
  #failure: RuntimeFailure | null = null;
  #interrupted = false;
  #ended = false;
  #stepCount = 0;
  private lastSliceUtc = Number.NaN;

  constructor(algorithm: Algorithm, options: EngineOptions) {
    this.#options = options;
    this.run = new AlgorithmRun(algorithm, options);
    this.#paced = createPace(this.run, options);
    this.run.inbox.onArrival(() => this.arrived());
  }

  /** With a clock: something has arrived that the engine should look at before its next step is due. */
  arrived(): void {
    this.#paced?.arrived();
  }

  /**
   * Asks something of the run from outside, an operator's command such as closing all positions: done within the next
   * step, which it calls for.
   */
  post(operation: Operation): void {
    this.run.inbox.post(operation);
  }

  /** With a clock: the run ends before its next step. */
  stop(): void {
    this.#paced?.stop();
  }

  /** Runs from `initialize` to `onEndOfAlgorithm`. Rejects only for mistakes made before the first data. */
  async execute(): Promise<EngineOutcome> {
    const { run } = this;
    await this.#initialize();
    const benchmark = run.benchmark.resolve(run.brokerageModel);
    const startUtc = await this.#startData(benchmark);
    const sampler = createSampler(run, benchmark, (utcMs) => this.#step.capacity.onSlice(utcMs, true));
    const capacity = createCapacity(run);
    this.#step = new TimeStep(run, sampler, capacity);
    this.#phases = new StepPhases(this.#step);
    run.summarize = () => outcomeStatistics({ run, sampler, capacity });
    listenToOrders(run, capacity, (event) => this.#callOnOrderEvent(event));
    run.scheduling.start(
      (utcMs) => sampler.sampleDaily(utcMs, run.timeZone.toLocal(utcMs)),
      this.#options.missedEventsSinceUtc,
    );
    this.lastSliceUtc = startUtc;
    await this.#guard('onWarmupFinished', () => (run.warmUp.isActive ? undefined : run.algorithm.onWarmupFinished()));
    await this.#loop();
    await this.#finish(sampler);
    return {
      run,
      sampler,
      capacity,
      get orderEvents() {
        return run.book.events.all();
      },
      dataPoints: this.#step.dataPoints,
      historyDataPoints: run.runHistory.dataPoints,
      failure: this.#failure,
      interrupted: this.#interrupted,
    };
  }

  async #initialize(): Promise<void> {
    const { run } = this;
    const { algorithm } = run;
    checkHandlers(algorithm);
    algorithm.attach(run);
    algorithm.parameterSet.assign(this.#options.parameters ?? {});
    if (this.#options.state !== undefined) algorithm.state = this.#options.state;
    run.clock.set(run.startUtc);
    await algorithm.initialize();
    await run.brokerage.connect(run.brokerage.answersAtOnce === true ? run.processor : run.inbox);
    await this.#options.takeUpAccount?.(run);
    await run.pendingWork.settle();
    run.dates.check();
    run.settings.tradingDaysPerYear ??= run.brokerageModel.tradingDaysPerYear;
    run.isInitializing = false;
    run.clock.set(run.startUtc);
  }

  /** Opens the subscriptions; returns the instant from which they run. */
  async #startData(benchmark: Benchmark): Promise<number> {
    const { run } = this;
    await this.#options.feed.connect?.({
      arrived: () => this.arrived(),
      status: (status) => tellOfFeed(run, status),
    });
    const startUtc = beginWarmUp(run);
    run.clock.set(startUtc);
    run.conversions.connect();
    await run.conversions.seed();
    run.portfolio.invalidateTotalPortfolioValue();
    run.subscriptions.begin(startUtc, warmUpFeed(run));
    await run.subscriptions.startBenchmark(benchmark, this.#firstSliceUtc(startUtc), run.endUtc);
    return startUtc;
  }

  /** Instant of the first slice: the start, or the first selection of universes where there is nothing else. */
  #firstSliceUtc(startUtc: number): number {
    const { subscriptions, universes } = this.run;
    if (subscriptions.hasPending || universes.count === 0) return startUtc;
    const firstUtc = Math.max(startUtc, universes.nextUtc(true));
    return firstUtc < this.run.endUtc ? firstUtc : startUtc;
  }

  /** A strategy's error in `onOrderEvent` ends the run at the next fixed point, not inside the order call. */
  #callOnOrderEvent(event: OrderEvent): void {
    try {
      requireSynchronous('onOrderEvent', this.run.algorithm.onOrderEvent(event));
    } catch (error: unknown) {
      this.#fail('onOrderEvent', error);
    }
  }

  async #loop(): Promise<void> {
    for (;;) {
      try {
        const waiting = this.#advance();
        if (waiting === null) return;
        await waiting;
        // A strategy that awaits may be slow: the host gets its say after each wait.
        await this.#reportProgress();
      } catch (error: unknown) {
        this.#fail(this.run.scheduling.calling ?? PHASE_NAMES[this.#phases.running], error);
        if (this.#failure !== null) return;
      }
    }
  }

  /** Runs steps until something has to be awaited; null at the end. */
  #advance(): Promise<unknown> | null {
    for (;;) {
      if (this.#phases.phase !== StepPhase.Done) {
        const waiting = this.#phases.run();
        if (waiting !== undefined) return waiting;
      }
      if (this.#ended || this.#phases.hasEnded) return null;
      this.#phases.running = StepPhase.Done;
      const waiting = this.#nextStep();
      if (waiting !== null) return waiting;
    }
  }

  #nextStep(): Promise<unknown> | null {
    const { subscriptions, pendingWork } = this.run;
    if (!pendingWork.isEmpty) return pendingWork.settle();
    this.#stepCount += 1;
    if (this.#stepCount % STEPS_PER_PROGRESS === 0) {
      const waiting = this.#reportProgress();
      if (waiting !== null) return waiting;
      if (this.#ended) return null;
    }
    if (subscriptions.hasPending) return this.#applyChanges();
    if (this.run.conversions.hasNew) return this.#connectCurrencies(this.#nextInstant(), false);
    const universesUtc = this.#nextSelectionUtc();
    const dataUtc = subscriptions.synchronizer.peekUtc();
    if (this.run.warmUp.isActive && this.#endWarmUp(Math.min(universesUtc, dataUtc))) return null;
    if (universesUtc !== Number.POSITIVE_INFINITY && universesUtc <= dataUtc) return this.#reach(universesUtc);
    if (this.#step.hasQuit()) {
      // The last slice stays what it was: the figures at the end look at it.
      this.#ended = true;
      return null;
    }
    const slice = this.#paced === null ? subscriptions.synchronizer.next() : this.#paced.next();
    if (slice === null || slice instanceof TimeSlice) {
      this.#begin(slice, 0, null);
      return null;
    }
    return slice.then((ready) => this.#begin(ready, 0, null));
  }

  /** Instant of the next selection, epoch ms UTC; where a pace brings the time on, infinity until it has. */
  #nextSelectionUtc(): number {
    const nextUtc = this.run.universes.nextUtc(this.#stepCount <= 1);
    return this.#paced !== null && nextUtc > this.run.clock.utcNow() ? Number.POSITIVE_INFINITY : nextUtc;
  }

  /** When the next slice comes after the start, the warm-up ends exactly at the start, in a step of its own. */
  #endWarmUp(nextSliceUtc: number): boolean {
    const { startUtc } = this.run;
    if (nextSliceUtc <= startUtc || nextSliceUtc === Number.POSITIVE_INFINITY) return false;
    this.#emptySlice.begin(startUtc);
    this.#step.beginClockStep(this.#emptySlice);
    this.#phases.begin();
    return true;
  }

  /** What is due before a selection comes first, in a step of its own that moves the clock there. */
  #reach(utcMs: number): Promise<void> | null {
    const { run } = this;
    if (run.clock.utcNow() >= utcMs) return this.#select(run.clock.utcNow(), 0, SecurityChanges.none);
    this.#emptySlice.begin(utcMs);
    this.#step.beginClockStep(this.#emptySlice);
    this.#phases.begin();
    return null;
  }

  async #applyChanges(): Promise<void> {
    const { subscriptions, clock } = this.run;
    const atOnce = this.#stepCount <= 1 || subscriptions.hasRemovals;
    const utcMs = atOnce ? clock.utcNow() : clock.utcNow() + INSTANT_AFTER_MS;
    const universes = subscriptions.pendingUniverses;
    await this.#select(utcMs, universes, await subscriptions.apply(utcMs));
  }

  /** Lets the universes that are due select, and begins the step with what changed and the data of its instant. */
  async #select(utcMs: number, userUniverses: number, userChanges: SecurityChanges): Promise<void> {
    const { subscriptions, universes: running, pendingWork } = this.run;
    const isDue = running.nextUtc(this.#stepCount <= 1) <= utcMs;
    const selection = isDue ? await running.select(utcMs) : { count: 0, changes: SecurityChanges.none };
    const changes = userChanges.with(selection.changes);
    const universes = userUniverses + selection.count;
    await pendingWork.settle();
    if (await subscriptions.settleGrid(utcMs)) running.onGridChanged(utcMs);
    await this.#connectCurrencies(utcMs, changes.addedSecurities.length > 0);
    const { synchronizer } = subscriptions;
    if (synchronizer.peekUtc() <= utcMs) {
      const slice = await synchronizer.next();
      if (slice !== null) {
        this.#begin(slice, universes, changes);
        return;
      }
    }
    this.#emptySlice.begin(utcMs);
    this.#begin(this.#emptySlice, universes, changes);
  }

  /** Instant of the next slice, or now at the end of the data; epoch ms UTC. */
  #nextInstant(): number {
    const next = this.run.subscriptions.synchronizer.peekUtc();
    return next === Number.POSITIVE_INFINITY ? this.run.clock.utcNow() : next;
  }

  /** Joins new currencies with the account currency as of an instant. @param seeds takes their rates from history */
  async #connectCurrencies(utcMs: number, seeds: boolean): Promise<void> {
    const { conversions, subscriptions } = this.run;
    const isNew = conversions.connect();
    if (isNew && seeds) await conversions.seed();
    // A pair brings its own currencies, of which one may be new.
    if (conversions.hasNew) conversions.connect();
    if (subscriptions.hasInternalPending) await subscriptions.applyInternal(utcMs);
  }

  #begin(slice: TimeSlice | null, universes: number, changes: SecurityChanges | null): void {
    if (slice === null || this.#step.hasQuit()) {
      this.#ended = true;
      return;
    }
    this.lastSliceUtc = slice.utcMs;
    this.#step.begin(slice, universes, changes);
    this.#phases.begin();
  }

  #reportProgress(): Promise<unknown> | null {
    const answer = this.#options.onProgress?.(this.run.clock.utcNow()) ?? true;
    if (answer instanceof Promise) return answer.then((goOn) => this.#interruptUnless(goOn));
    this.#interruptUnless(answer);
    return null;
  }

  #interruptUnless(goOn: boolean): void {
    if (goOn) return;
    this.#interrupted = true;
    this.#ended = true;
  }

  async #finish(sampler: ResultSampler): Promise<void> {
    const { run } = this;
    const now = run.clock.utcNow();
    if (run.status === AlgorithmStatus.Stopped) run.dates.quitUtc = now;
    if (this.#failure === null) {
      await this.#guard('onEndOfAlgorithm', () => run.algorithm.onEndOfAlgorithm());
      await this.#guard('the last orders', () => run.processor.processPending());
    }
    if (this.#failure === null) {
      sampler.finish(now, this.lastSliceUtc, run.timeZone.toLocal(this.lastSliceUtc));
      run.status = AlgorithmStatus.Completed;
    } else {
      sampler.forceSample(now);
    }
    run.subscriptions.close();
    await this.#guard('the end of the market data', () => this.#options.feed.disconnect?.());
    await this.#guard("the end of the broker's connection", () => run.brokerage.disconnect());
  }

  async #guard(phase: string, call: () => MaybePromise): Promise<void> {
    try {
      await call();
    } catch (error: unknown) {
      this.#fail(phase, error);
    }
  }

  #fail(phase: string, error: unknown): void {
    if (this.#failure !== null) return;
    const failure = new RuntimeFailure(phase, this.run.clock.utcNow(), error);
    this.run.log('error', failure.message);
    if (this.#options.onFailure?.(failure) === true) return;
    this.#failure = failure;
    this.run.status = AlgorithmStatus.RuntimeError;
  }
}

/** The pace that is given, else that of a clock; null where data sets it. */
function createPace(run: AlgorithmRun, { pace, clock, graceMs }: EngineOptions): Pace | null {
  if (pace !== undefined) return pace(run);
  return clock === undefined ? null : new PacedSlices(run, clock, graceMs);
}
