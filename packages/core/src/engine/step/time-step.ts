import type { MaybePromise } from '../../algorithm/algorithm-core.ts';
import { AlgorithmStatus } from '../../algorithm/algorithm-status.ts';
import { SecurityChanges } from '../../algorithm/security-changes.ts';
import type { DataPoint } from '../../data/data-point.ts';
import { barOf, customDataOf, hasUserData, Slice } from '../../data/slice.ts';
import { TimeSlice } from '../../data/time-slice.ts';
import { type AuxiliaryEvent, AuxiliaryType, DelistingType } from '../../market/auxiliary-event.ts';
import { DataKind, type QuoteBarBatch, type TickBatch, type TradeBarBatch } from '../../market/data-batch.ts';
import type { MarginInterestRate } from '../../market/margin-interest-rate.ts';
import { scanModels } from '../../portfolio/scan-models.ts';
import type { Security } from '../../securities/security.ts';
import type { CapacityEstimate } from '../../statistics/capacity-estimate.ts';
import type { ResultSampler } from '../../statistics/result-sampler.ts';
import { MS_PER_HOUR, MS_PER_MINUTE } from '../../time/resolution.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import type { SubscriptionTarget } from '../subscriptions/subscription-target.ts';
import { CorporateActions } from './corporate-actions.ts';
import { MarginCalls } from './margin-calls.ts';
import { requireSynchronous } from './synchronous-handler.ts';

const MARGIN_CALL_PERIOD_MS = 5 * MS_PER_MINUTE;

/** One time slice on its way through the algorithm. One object serves all steps; each method is a phase. */
export class TimeStep {
  readonly run: AlgorithmRun;
  readonly capacity: CapacityEstimate;
  /** Data points of all steps so far. */
  dataPoints = 0;
  slice = new TimeSlice();
  readonly #sampler: ResultSampler;
  readonly #marginCalls: MarginCalls;
  readonly #corporateActions: CorporateActions;
  /** The step brings no data: it moves the clock, takes in what the broker told and fires what is due. */
  isPulse = false;
  /** The step moves the clock and may end the warm-up, no more. */
  isClockStep = false;
  #universes = 0;
  #changes: SecurityChanges | null = null;
  #hasEvents = false;
  private nextModelScanUtc: number;
  private nextMarginCallUtc = Number.NEGATIVE_INFINITY;

  constructor(run: AlgorithmRun, sampler: ResultSampler, capacity: CapacityEstimate) {
    this.run = run;
    this.#sampler = sampler;
    this.capacity = capacity;
    this.#marginCalls = new MarginCalls(run);
    this.#corporateActions = new CorporateActions(run);
    this.nextModelScanUtc = (Math.floor(run.clock.utcNow() / MS_PER_HOUR) + 1) * MS_PER_HOUR;
  }

  begin(slice: TimeSlice, universes: number, changes: SecurityChanges | null): void {
    this.slice = slice;
    this.isPulse = slice.isPulse;
    this.isClockStep = false;
    this.#hasEvents = false;
    this.#universes = universes;
    this.#changes = changes;
  }

  /** Begins a step that fires what is due before its instant and may end the warm-up, no more. */
  beginClockStep(slice: TimeSlice): void {
    this.begin(slice, 0, null);
    this.isClockStep = true;
  }

  /** The strategy has quit, or nothing is left of the account. Counts the data points of the step otherwise. */
  mustStop(): boolean {
    const { run } = this;
    if (this.hasQuit()) return true;
    this.dataPoints += this.slice.dataPointCount + this.#universes;
    if (!run.portfolio.mayBeWorthless || run.portfolio.exactTotalPortfolioValue.sign() > 0) return false;
    run.log('error', 'The portfolio value is zero or less; the run ends.');
    return true;
  }

  hasQuit(): boolean {
    return this.run.status === AlgorithmStatus.Stopped;
  }

  /** Scheduled events between the last slice and this one, each at its own time and at the old prices. */
  firePastEvents(): MaybePromise {
    const { scheduling } = this.run;
    if (scheduling.nextTimeMs < this.slice.utcMs) return scheduling.fire(this.slice.utcMs, false);
  }

  /** Closes consolidators that were due before the slice, each at its own time. */
  closePastBars(): MaybePromise {
    const { run, slice } = this;
    if (run.runIndicators.nextScanUtc < slice.utcMs) return run.runIndicators.scanPast(slice.utcMs);
  }

  /** Moves the clock to the slice and takes in its prices. */
  takePrices(): void {
    const { run, slice } = this;
    run.clock.set(slice.utcMs);
    if (this.isPulse || this.isClockStep) return;
    run.currentSlice = new Slice(slice);
    if (this.#changes !== null) run.scheduling.onSecuritiesChanged(this.#changes);
    run.subscriptions.step += 1;
    for (let index = 0; index < slice.count; index += 1) {
      const point = slice.points[index] as DataPoint;
      const target = point.subscription.owner as SubscriptionTarget;
      if (point.kind === DataKind.Tick) this.#takeTick(point, target, index);
      else if (point.auxiliary === null) this.#takePrice(point, target);
      else this.#takeEvent(point.auxiliary, target);
    }
    if (slice.utcMs >= this.nextModelScanUtc) this.#scanModels();
    run.portfolio.invalidate();
  }

  #takePrice(point: DataPoint, target: SubscriptionTarget): void {
    target.note(point, this.run.subscriptions.step);
    if (!point.isFillForward) {
      if (point.kind === DataKind.TradeBar) target.cache.applyTrade(point.batch as TradeBarBatch, point.row);
      else if (point.kind === DataKind.QuoteBar) target.cache.applyQuote(point.batch as QuoteBarBatch, point.row);
      else target.cache.marginInterestRate = customDataOf(point) as MarginInterestRate;
    }
    const { security } = target;
    if (security === null) {
      // LEAN shows open trades the prices of its own feeds as well.
      target.position ??= this.run.tradeBuilder.positionOf(target.config.symbol);
      target.position.onPrice(target.cache.close);
    } else {
      if (security.isFollowed && point.kind !== DataKind.Auxiliary) security.follow(barOf(point));
      this.#showPrice(target, security);
    }
  }

  /** Of the ticks of one instant the open trades see the last price only. */
  #takeTick({ batch, row, subscription }: DataPoint, target: SubscriptionTarget, index: number): void {
    const ticks = batch as TickBatch;
    if (ticks.suspicious[row] === 0) target.cache.applyTick(ticks, row);
    const { points, count } = this.slice;
    if (index + 1 < count && points[index + 1]!.subscription === subscription) return;
    if (target.security !== null) this.#showPrice(target, target.security);
  }

  /** Lets the open trades of a security see its price. */
  #showPrice(target: SubscriptionTarget, security: Security): void {
    // The fraction of a share that a split pays out leaves a trade open without a position.
    if (security.holdings.quantityNumber === 0 && target.position?.hasOpenPosition !== true) return;
    target.position ??= this.run.tradeBuilder.positionOf(security.symbol);
    target.position.onPrice(security.price);
  }

  #takeEvent(event: AuxiliaryEvent, target: SubscriptionTarget): void {
    this.#hasEvents = true;
    const { security } = target;
    if (security === null) return;
    // Trades look at the price with every event, as LEAN's do, whether it has moved or not.
    this.#showPrice(target, security);
    const isDelisted = event.type === AuxiliaryType.Delisting && event.delistingType === DelistingType.Delisted;
    if (!isDelisted || this.run.universes.isLeaving(security)) return;
    if (this.run.subscriptions.announceRemoval(security)) this.#addRemoval(security);
  }

  /** Adds a security that leaves with this very slice to the changes. */
  #addRemoval(security: Security): void {
    this.run.scheduling.onSecuritiesChanged(new SecurityChanges([], [security]));
    const { addedSecurities, removedSecurities } = this.#changes ?? new SecurityChanges([], []);
    this.#changes = new SecurityChanges(addedSecurities, [...removedSecurities, security]);
  }

  #scanModels(): void {
    const { run, slice } = this;
    scanModels(run.portfolio, run.securities, slice.utcMs);
    for (const ledger of run.ledgers) ledger.scanModels(slice.utcMs);
    this.nextModelScanUtc = (Math.floor(slice.utcMs / MS_PER_HOUR) + 1) * MS_PER_HOUR;
  }

  finishWarmUp(): MaybePromise {
    if (this.run.warmUp.isActive && this.slice.utcMs >= this.run.startUtc) return this.#endWarmUp();
  }

  #endWarmUp(): MaybePromise {
    this.run.warmUp.isActive = false;
    this.#sampler.onWarmupFinished();
    return this.run.algorithm.onWarmupFinished();
  }

  fillRestingOrders(): MaybePromise {
    if (this.#hasEvents) this.#corporateActions.cancelRenamed(this.run.currentSlice as Slice);
    const waiting = this.#synchronize();
    if (waiting !== undefined) return waiting.then(() => this.#afterFills());
    return this.#afterFills();
  }

  /** Without prices there is nothing to fill at, and where data sets the pace nobody looks before the next ones. */
  #synchronize(): MaybePromise {
    const { processor } = this.run;
    return this.isPulse ? processor.takeIn() : processor.synchronize();
  }

  #afterFills(): MaybePromise {
    const { brackets, flattening, processor } = this.run;
    if (this.#hasEvents) this.#corporateActions.liquidateDelisted(this.run.currentSlice as Slice);
    if (this.slice.utcMs < Math.min(brackets.nextDeadlineUtc, flattening.nextUtc)) return;
    brackets.onTime(this.slice.utcMs);
    flattening.onTime(this.slice.utcMs);
    return processor.afterHandlers();
  }

  /** Scheduled events up to and including now, at the new prices. */
  fireDueEvents(): MaybePromise {
    const { scheduling } = this.run;
    if (scheduling.nextTimeMs <= this.slice.utcMs) return scheduling.fire(this.slice.utcMs, true);
  }

  /** Lets the risk gate see the time and the account, and closes everything where a loss limit says so. */
  enforceLossLimits(): MaybePromise {
    const { run, slice } = this;
    if (run.riskGate !== null && !run.isWarmingUp) run.riskGate.onTime(slice.utcMs);
    run.flattening.beginWanted();
    return run.processor.afterHandlers();
  }

  /** What comes before `onData`: margin calls, new and removed securities, corporate actions, indicators. */
  prepareData(): MaybePromise {
    if (this.slice.utcMs >= this.nextMarginCallUtc) this.#callMargin();
    if (this.#changes !== null) this.#announceSecurities(this.#changes);
    if (this.#hasEvents) this.#corporateActions.apply(this.run.currentSlice as Slice);
    this.#updateConsumers();
    if (this.#hasEvents) this.#announceCorporateEvents();
    return this.run.processor.afterHandlers();
  }

  #callMargin(): void {
    this.nextMarginCallUtc = this.slice.utcMs + MARGIN_CALL_PERIOD_MS;
    this.#marginCalls.check();
  }

  #announceSecurities(changes: SecurityChanges): void {
    if (changes.count === 0) return;
    requireSynchronous('onSecuritiesChanged', this.run.algorithm.onSecuritiesChanged(changes));
  }

  #updateConsumers(): void {
    const { slice } = this;
    for (let index = 0; index < slice.count; index += 1) {
      const point = slice.points[index] as DataPoint;
      const { consumers } = point.subscription.owner as SubscriptionTarget;
      if (consumers.length === 0) continue;
      if (point.auxiliary !== null || isSuspicious(point)) continue;
      const next = index + 1 < slice.count ? (slice.points[index + 1] as DataPoint) : null;
      const isLast = next === null || next.subscription !== point.subscription;
      for (let each = 0; each < consumers.length; each += 1) {
        const consumer = consumers[each]!;
        consumer.update(point);
        if (isLast && consumer.needsScan) consumer.scan(point, slice);
      }
    }
  }

  #announceCorporateEvents(): void {
    const { algorithm } = this.run;
    const slice = this.run.currentSlice as Slice;
    if (slice.splits.size > 0) requireSynchronous('onSplits', algorithm.onSplits(slice.splits));
    if (slice.dividends.size > 0) requireSynchronous('onDividends', algorithm.onDividends(slice.dividends));
    if (slice.delistings.size > 0) requireSynchronous('onDelistings', algorithm.onDelistings(slice.delistings));
    if (slice.symbolChangedEvents.size > 0)
      requireSynchronous('onSymbolChangedEvents', algorithm.onSymbolChangedEvents(slice.symbolChangedEvents));
  }

  callOnData(): MaybePromise {
    if (hasUserData(this.slice)) return this.run.algorithm.onData(this.run.currentSlice as Slice);
  }

  /** Fills the orders that handlers made. */
  fillNewOrders(): MaybePromise {
    return this.#synchronize();
  }

  /** Samples equity and capacity. */
  sample(): void {
    if (this.isPulse) return;
    const { utcMs } = this.slice;
    if (this.capacity.isDue(utcMs)) this.capacity.onSlice(utcMs);
    if (utcMs > this.#sampler.nextSampleUtc) this.#sampler.onSlice(utcMs);
  }
}

/** A tick that consolidators and indicators must not see. */
function isSuspicious({ kind, batch, row }: DataPoint): boolean {
  return kind === DataKind.Tick && (batch as TickBatch).suspicious[row] !== 0;
}
