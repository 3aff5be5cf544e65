import { AlgorithmStatus } from '../../algorithm/algorithm-status.ts';
import { BarEnds } from '../../data/bar-ends.ts';
import type { Subscription } from '../../data/subscription.ts';
import type { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import type { TimeSlice } from '../../data/time-slice.ts';
import type { Clock, Timer } from '../../time/clock.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import type { Pace, PaceListener } from './pace.ts';

/** How long after its end a bar is waited for before its place is filled, unless said otherwise. */
export const DEFAULT_GRACE_MS = 2_000;

/**
 * Slices as the time of a clock comes to them: live, on paper and in rehearsals. A slice is due when its data has come
 * and its instant has passed; between slices there are pulses, for scheduled events, for what the broker tells and for
 * whatever else wants the engine's attention.
 *
 * Engine time never runs ahead of data that may still come: just after the end of a bar it waits for the bar of each
 * subscription, for a time of grace. Without that, an event at 10:31 would see the prices of 10:30 live, and those of
 * 10:31 in a backtest.
 */
export class PacedSlices implements Pace {
  readonly #run: AlgorithmRun;
  readonly #clock: Clock;
  readonly #graceMs: number;
  readonly #listener: PaceListener | null;
  readonly #ends = new WeakMap<SubscriptionDataConfig, BarEnds>();
  #hasStopped = false;
  #isWanted = false;
  #wake: (() => void) | null = null;

  /** @param graceMs how long after its end a bar is waited for, ms */
  constructor(run: AlgorithmRun, clock: Clock, graceMs = DEFAULT_GRACE_MS, listener: PaceListener | null = null) {
    this.#run = run;
    this.#clock = clock;
    this.#graceMs = graceMs;
    this.#listener = listener;
  }

  arrived(): void {
    this.#isWanted = true;
    this.#wake?.();
  }

  stop(): void {
    this.#hasStopped = true;
    this.#wake?.();
  }

  async next(): Promise<TimeSlice | null> {
    for (;;) {
      const { synchronizer } = this.#run.subscriptions;
      if (this.#hasStopped || this.#run.status !== AlgorithmStatus.Running) return this.#end();
      const now = this.#clock.utcNow();
      const settled = this.#settledUtc(now);
      this.#listener?.settled(settled);
      await synchronizer.poll(settled);
      if (synchronizer.peekUtc() <= settled && synchronizer.peekUtc() < this.#nextSelectionUtc) {
        this.#listener?.slice(synchronizer.peekUtc());
        return synchronizer.next();
      }
      const pulseUtc = this.#pulseUtc(settled);
      if (pulseUtc !== null) {
        this.#listener?.pulse(pulseUtc);
        return synchronizer.pulse(pulseUtc);
      }
      const isOver = synchronizer.hasEnded && this.#nextSelectionUtc === Number.POSITIVE_INFINITY;
      if (isOver || now >= this.#run.endUtc) return this.#end();
      await this.#sleep(this.#nextUtc(now));
    }
  }

  #end(): null {
    this.#listener?.ended();
    return null;
  }

  /** Instant of a pulse that is due; null when there is no reason for one. */
  #pulseUtc(settled: number): number | null {
    const { scheduling, runIndicators, warmUp, startUtc } = this.#run;
    const dueUtc = Math.min(scheduling.nextTimeMs, this.#nextSelectionUtc);
    if (dueUtc <= settled) return dueUtc;
    const isDue = this.#nextDeadlineUtc <= settled;
    const isWanted =
      isDue || this.#isWanted || runIndicators.nextScanUtc < settled || (warmUp.isActive && startUtc <= settled);
    if (!isWanted) return null;
    this.#isWanted = false;
    return settled;
  }

  /** The first instant at which something of orders has to have happened, epoch ms UTC. */
  get #nextDeadlineUtc(): number {
    return Math.min(this.#run.brackets.nextDeadlineUtc, this.#run.flattening.nextUtc);
  }

  /** The engine selects once a pulse has brought its clock there; epoch ms UTC. */
  get #nextSelectionUtc(): number {
    const nextUtc = this.#run.universes.nextUtc(false);
    return nextUtc > this.#run.clock.utcNow() ? nextUtc : Number.POSITIVE_INFINITY;
  }

  /** Instant up to which all data has come or will not come any more, epoch ms UTC. */
  #settledUtc(now: number): number {
    let settled = now;
    for (const subscription of this.#run.subscriptions.synchronizer.subscriptions) {
      const end = this.#awaitedEnd(subscription, now);
      if (end !== null) settled = Math.min(settled, end - 1);
    }
    return settled;
  }

  /** End of the bar that is being waited for, or null. */
  #awaitedEnd(subscription: Subscription, now: number): number | null {
    const { config, isPending } = subscription;
    if (!isPending || config.incrementMs === 0) return null;
    const ends = this.#endsOf(subscription);
    const end = ends.lastBy(now);
    if (now - end >= this.#graceMs || subscription.lastEndUtc >= end) return null;
    return ends.isOpenBefore(end) ? end : null;
  }

  #endsOf({ config }: Subscription): BarEnds {
    let ends = this.#ends.get(config);
    if (ends === undefined) {
      ends = new BarEnds(config);
      this.#ends.set(config, ends);
    }
    return ends;
  }

  /** Instant at which something may be due without anything arriving, epoch ms UTC. */
  #nextUtc(now: number): number {
    const { scheduling, runIndicators, subscriptions, endUtc } = this.#run;
    const { synchronizer } = subscriptions;
    let next = endUtc;
    // What is due already waits for data that may still come. A consolidator is closed after its time has passed.
    for (const due of [
      scheduling.nextTimeMs,
      this.#nextSelectionUtc,
      runIndicators.nextScanUtc + 1,
      synchronizer.peekUtc(),
      this.#nextDeadlineUtc,
    ]) {
      if (due > now) next = Math.min(next, due);
    }
    for (const subscription of synchronizer.subscriptions) {
      if (!subscription.isPending || subscription.config.incrementMs === 0) continue;
      const ends = this.#endsOf(subscription);
      const given = ends.lastBy(now) + this.#graceMs;
      next = Math.min(next, given > now ? given : ends.firstAfter(now) + this.#graceMs);
    }
    return next;
  }

  async #sleep(untilUtc: number): Promise<void> {
    if (this.#isWanted) return;
    let timer: Timer | null = null;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = this.#clock.at(untilUtc, resolve);
    });
    this.#wake = null;
    (timer as Timer | null)?.cancel();
  }
}
