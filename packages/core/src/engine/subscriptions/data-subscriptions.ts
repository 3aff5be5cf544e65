import { SecurityChanges } from '../../algorithm/security-changes.ts';
import type { DataFeed } from '../../data/data-feed.ts';
import { FillForwardResolution } from '../../data/filling/fill-forward-resolution.ts';
import { openSubscription } from '../../data/open-subscription.ts';
import type { Subscription } from '../../data/subscription.ts';
import type { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import type { SubscriptionOptions } from '../../data/subscription-options.ts';
import { Synchronizer } from '../../data/synchronizer.ts';
import { LockstepError } from '../../errors/lockstep-error.ts';
import { TickType } from '../../market/tick-type.ts';
import type { Security } from '../../securities/security.ts';
import { Resolution } from '../../time/resolution.ts';
import { type Benchmark, SecurityBenchmark } from '../account/benchmark.ts';
import type { WarmUpFeed } from '../history/warm-up-feed.ts';
import { startOfTradingDayBefore } from '../step/trade-bar-count.ts';
import { securityDataFilter } from './security-data-filter.ts';
import { type SubscriptionOwner, SubscriptionTarget, USER_DEFINED } from './subscription-target.ts';

/** How much later than what causes them new subscriptions start (LEAN: one tick). */
export const INSTANT_AFTER_MS = 0.001;

/**
 * The subscriptions of a run. What a strategy adds or removes waits until the end of its time step and then begins or
 * ends as of the next instant, counted as one data point for each kind of security and market (LEAN's user-defined
 * universes).
 */
export class DataSubscriptions {
  /** Number of the step under way. */
  step = 0;
  synchronizer = new Synchronizer();
  readonly #feed: DataFeed;
  readonly #grid = new FillForwardResolution();
  readonly #targets = new Map<Subscription, SubscriptionTarget>();
  readonly #byConfig = new Map<SubscriptionDataConfig, SubscriptionTarget>();
  readonly #bySecurity = new Map<Security, SubscriptionTarget[]>();
  readonly #withEvents = new Set<string>();
  #waiting: { target: SubscriptionTarget; endUtc: number }[] = [];
  #removed: Security[] = [];
  /** Removals of which the strategy has been told before they happen. */
  readonly #announced = new Set<Security>();
  /** Removed and announced, but still in use: their data ends with a later change of the subscriptions. */
  #lingering: readonly Security[] = [];
  /** Added again before their data ended: nothing changes, but LEAN selects once more. */
  #kept: Security[] = [];
  readonly #isInUse: (security: Security) => boolean;
  #warmUp: WarmUpFeed | null = null;
  #hasNewGrid = false;
  readonly #restarts = new Set<SubscriptionTarget>();
  /** Begun with the changes under way: they count for the grid even if they have no data and have ended at once. */
  #begun: SubscriptionTarget[] = [];

  /** @param isInUse whether a removed security still needs its data */
  constructor(feed: DataFeed, isInUse: (security: Security) => boolean) {
    this.#feed = feed;
    this.#isInUse = isInUse;
  }

  /** Begins: slices are at or after an instant (epoch ms UTC). @param warmUp a warm-up at a resolution of its own */
  begin(startUtc: number, warmUp: WarmUpFeed | null): void {
    this.#warmUp = warmUp;
    this.synchronizer = new Synchronizer(startUtc);
  }

  /** Starts the benchmark's own feed, a trading day early so that it has a price from the first sample on. */
  async startBenchmark(benchmark: Benchmark, startUtc: number, endUtc: number): Promise<void> {
    if (!(benchmark instanceof SecurityBenchmark)) return;
    const { config, cache } = benchmark;
    const target = new SubscriptionTarget(config, cache, null);
    try {
      await this.start(target, startOfTradingDayBefore(config, benchmark.strictDailyEndTimes, startUtc), endUtc);
    } catch (error) {
      if (!(error instanceof LockstepError)) throw error;
      const text = `${error.message} ${config.symbol.value} is asked for as the benchmark: call setBenchmark with what there is, or setBenchmark(() => 0).`;
      throw new LockstepError(error.code, text, { details: error.details, cause: error });
    }
  }

  /** Registers a subscription that starts with the next call of `apply`. */
  request(target: SubscriptionTarget, endUtc: number): void {
    this.#byConfig.set(target.config, target);
    if (target.security !== null) this.#listOf(target.security).push(target);
    this.#waiting.push({ target, endUtc });
  }

  /** Ends the subscriptions of a security with the next call of `apply` that finds it unused. */
  requestRemoval(security: Security): void {
    if (this.#removed.includes(security) || this.#lingering.includes(security)) return;
    this.#removed.push(security);
    const targets = this.#listOf(security);
    for (const { target } of this.#waiting) {
      if (target.security !== security) continue;
      targets.splice(targets.indexOf(target), 1);
      security.subscriptions.splice(security.subscriptions.indexOf(target.config), 1);
      this.#byConfig.delete(target.config);
    }
    this.#waiting = this.#waiting.filter(({ target }) => target.security !== security);
  }

  /** Notes that the strategy is told now of a removal to come. @returns false when it has been told before */
  announceRemoval(security: Security): boolean {
    if (this.#removed.includes(security) || this.#lingering.includes(security)) return false;
    this.#announced.add(security);
    return true;
  }

  /** Takes a removal back: subscriptions that have not ended go on. */
  cancelRemoval(security: Security): void {
    if (!this.#removed.includes(security) && !this.#lingering.includes(security)) return;
    this.#kept.push(security);
    this.#removed = this.#removed.filter((each) => each !== security);
    this.#lingering = this.#lingering.filter((each) => each !== security);
  }

  /** Removals take effect at once, additions alone an instant later. */
  get hasRemovals(): boolean {
    return this.#removed.length > 0;
  }

  get hasPending(): boolean {
    if (this.#removed.length > 0 || this.#kept.length > 0) return true;
    return this.#waiting.length > 0 && this.#waiting.some(({ target }) => !target.config.isInternal);
  }

  /** Feeds of the engine's own wait, such as those of currency pairs; they start without a change of the universe. */
  get hasInternalPending(): boolean {
    return this.#waiting.some(({ target }) => target.config.isInternal);
  }

  /** The finest resolution of the strategy's subscriptions; null without any. */
  finestResolution(): Resolution | null {
    let finest: Resolution | null = null;
    for (const { resolution, isInternal } of this.#byConfig.keys()) {
      if (isInternal) continue;
      if (finest === null || resolution < finest) finest = resolution;
    }
    return finest;
  }

  /** Number of universes that the pending changes trigger. */
  get pendingUniverses(): number {
    const universes = new Set<string>();
    const add = (security: Security): unknown => universes.add(`${security.type} ${security.symbol.market}`);
    for (const { target } of this.#waiting) {
      if (target.security !== null && !target.config.isInternal) add(target.security);
    }
    for (const security of this.#removed) add(security);
    for (const security of this.#kept) add(security);
    return universes.size;
  }

  /** Starts and ends what waits, as of an instant (epoch ms UTC). */
  async apply(startUtc: number): Promise<SecurityChanges> {
    for (const { target } of this.#waiting) this.#replaceInternal(target);
    const waiting = this.#waiting.filter(({ target }) => this.#byConfig.has(target.config));
    const removed = this.#removed;
    this.#waiting = [];
    this.#removed = [];
    this.#kept = [];
    this.#lingering = [...this.#lingering, ...removed];
    this.endUnused();
    const live = this.synchronizer.subscriptions;
    for (const { target } of waiting) this.#fitGrid(target, [...live, ...waiting.map((each) => each.target)]);
    for (const { target, endUtc } of waiting) await this.start(target, startUtc, endUtc);
    const added = new Set<Security>();
    for (const { target } of waiting)
      if (target.security !== null && isAnnounced(target.config)) added.add(target.security);
    const unannounced = removed.filter((security) => !this.#announced.delete(security));
    return new SecurityChanges([...added], unannounced);
  }

  /** Starts the engine's own feeds that wait, as of an instant (epoch ms UTC). */
  async applyInternal(startUtc: number): Promise<void> {
    const waiting = this.#waiting.filter(({ target }) => target.config.isInternal);
    this.#waiting = this.#waiting.filter(({ target }) => !target.config.isInternal);
    for (const { target, endUtc } of waiting) await this.start(target, startUtc, endUtc);
  }

  /** A subscription of the strategy's own takes the place of the engine's feed of the same security. */
  #replaceInternal({ config, security }: SubscriptionTarget): void {
    if (security === null || config.isInternal) return;
    const targets = this.#listOf(security);
    for (const target of targets.filter((each) => each.config.isInternal)) {
      targets.splice(targets.indexOf(target), 1);
      this.#byConfig.delete(target.config);
      this.#closeFeeds(target);
    }
  }

  #closeFeeds(target: SubscriptionTarget): void {
    for (const [subscription, each] of this.#targets) {
      if (each !== target) continue;
      this.synchronizer.remove(subscription);
      this.#targets.delete(subscription);
    }
  }

  #fitGrid({ config }: SubscriptionTarget, others: readonly { readonly config: SubscriptionDataConfig }[]): void {
    if (this.#grid.beforeAdd(config, [...others, ...this.#begun])) this.#noteRestarts();
  }

  /** What is filled forward at present begins anew on another grid. */
  #noteRestarts(): void {
    this.#hasNewGrid = true;
    for (const target of this.#targets.values()) {
      if (target.config.fillForward && target.config.resolution !== Resolution.Tick) this.#restarts.add(target);
    }
  }

  /**
   * Begins anew, an instant later, what is filled forward on a grid that has changed.
   * @returns whether the grid has changed
   */
  async settleGrid(utcMs: number): Promise<boolean> {
    this.#begun = [];
    if (!this.#hasNewGrid) return false;
    this.#hasNewGrid = false;
    const live = new Set(this.#targets.values());
    const targets = [...this.#restarts].filter((target) => live.has(target));
    this.#restarts.clear();
    for (const target of targets) {
      this.#closeFeeds(target);
      await this.start(target, utcMs + INSTANT_AFTER_MS, target.endUtc);
    }
    return true;
  }

  /** Starts a subscription at once. */
  async start(target: SubscriptionTarget, startUtc: number, endUtc: number): Promise<void> {
    const { config } = target;
    target.endUtc = endUtc;
    this.#begun.push(target);
    target.carriesEvents ||=
      config.tickType === TickType.Trade && !this.#withEvents.has(config.symbol.id) && !config.isInternal;
    if (target.carriesEvents) this.#withEvents.add(config.symbol.id);
    const auxiliaryEvents = target.carriesEvents || (config.isInternal && config.tickType === TickType.Trade);
    this.#byConfig.set(config, target);
    const options = { startUtc, endUtc, fillForwardResolution: this.#grid };
    const warmUp = this.#warmUp;
    if (warmUp?.precedes(config, startUtc)) {
      const warmConfig = warmUp.configFor(config);
      if (warmConfig !== null) {
        const grid = new FillForwardResolution(warmConfig.incrementMs);
        const until = { startUtc, endUtc: warmUp.readUntil(warmConfig), fillForwardResolution: grid };
        await this.#open(target, warmConfig, auxiliaryEvents, until, true);
        options.startUtc = warmUp.readFrom(config, startUtc);
      } else {
        options.startUtc = warmUp.untilUtc;
      }
      const showFromUtc = warmConfig === null ? warmUp.untilUtc : warmUp.showFrom(config);
      await this.#open(target, config, auxiliaryEvents, { ...options, showFromUtc });
      return;
    }
    await this.#open(target, config, auxiliaryEvents, options);
  }

  /** @param fillsToEnd a fill that ends exactly at the end still belongs to the subscription */
  async #open(
    target: SubscriptionTarget,
    config: SubscriptionDataConfig,
    auxiliaryEvents: boolean,
    options: SubscriptionOptions,
    fillsToEnd = false,
  ): Promise<void> {
    const { startUtc, endUtc } = options;
    const source = this.#feed.subscribe({ config, startUtc, endUtc, auxiliaryEvents });
    const isWanted = securityDataFilter(target.security, config);
    const wanted = isWanted === undefined ? options : { ...options, isWanted };
    const until = fillsToEnd ? { ...wanted, endUtc: endUtc + 1 } : wanted;
    const subscription = openSubscription(config, source, until);
    this.#targets.set(subscription, target);
    subscription.owner = target;
    const ready = this.synchronizer.add(subscription);
    if (ready !== undefined) await ready;
  }

  /** Starts a subscription for a universe at once, or lets it share one that is there. @returns whether it is new */
  async own(
    security: Security,
    config: SubscriptionDataConfig,
    owner: SubscriptionOwner,
    span: { readonly startUtc: number; readonly endUtc: number },
  ): Promise<boolean> {
    const shared = this.#listOf(security).find((target) => target.config.equals(config));
    if (shared !== undefined) {
      shared.owners.add(owner);
      return false;
    }
    const target = new SubscriptionTarget(config, security.cache, security);
    target.owners.clear();
    target.owners.add(owner);
    this.#replaceInternal(target);
    security.subscriptions.push(config);
    this.#listOf(security).push(target);
    this.#fitGrid(target, [...this.synchronizer.subscriptions, target]);
    await this.start(target, span.startUtc, span.endUtc);
    return true;
  }

  /** Lets the strategy itself share what a universe subscribed to. @returns whether it did not yet */
  share(security: Security, config: SubscriptionDataConfig): boolean {
    const target = this.#listOf(security).find((each) => each.config.equals(config));
    if (target === undefined || target.owners.has(USER_DEFINED)) return false;
    target.owners.add(USER_DEFINED);
    this.#kept.push(security);
    return true;
  }

  /** What a security is subscribed to, by whomever. */
  configsOf(security: Security): SubscriptionDataConfig[] {
    return this.#listOf(security)
      .map(({ config }) => config)
      .filter(({ isInternal }) => !isInternal);
  }

  /** The strategy itself has added the security. */
  isUserDefined(security: Security): boolean {
    return this.#listOf(security).some(({ owners }) => owners.has(USER_DEFINED));
  }

  /** The strategy itself has a subscription of this kind and resolution. */
  hasUserDefined(security: Security, { resolution, tickType, customType }: SubscriptionDataConfig): boolean {
    return this.#listOf(security).some(
      ({ config, owners }) =>
        config.resolution === resolution &&
        config.tickType === tickType &&
        config.customType === customType &&
        !config.isInternal &&
        owners.has(USER_DEFINED),
    );
  }

  /** Ends the subscriptions of a security that nobody else wants. @returns whether none is left */
  disown(security: Security, owner: SubscriptionOwner): boolean {
    const unowned = this.#listOf(security).filter(({ owners }) => owners.delete(owner) && owners.size === 0);
    for (const target of unowned) this.#close(security, target);
    return this.#listOf(security).length === 0;
  }

  /** Removed securities that nothing holds back any longer lose their data. */
  endUnused(): void {
    const ending = this.#lingering;
    this.#lingering = ending.filter((security) => !security.isDelisted && this.#isInUse(security));
    for (const security of ending) if (!this.#lingering.includes(security)) this.#end(security);
  }

  #end(security: Security): void {
    if (this.disown(security, USER_DEFINED)) security.reset();
  }

  #close(security: Security, target: SubscriptionTarget): void {
    const targets = this.#listOf(security);
    targets.splice(targets.indexOf(target), 1);
    const index = security.subscriptions.indexOf(target.config);
    if (index !== -1) security.subscriptions.splice(index, 1);
    this.#byConfig.delete(target.config);
    this.#closeFeeds(target);
    if (targets.length === 0) this.#withEvents.delete(security.symbol.id);
    if (this.#grid.afterRemove(target.config, this.synchronizer.subscriptions)) this.#noteRestarts();
  }

  /** Ends them all. */
  close(): void {
    for (const subscription of this.synchronizer.subscriptions) subscription.close();
  }

  targetFor(config: SubscriptionDataConfig): SubscriptionTarget | undefined {
    return this.#byConfig.get(config);
  }

  /** Where the data of a security goes, in the order of a slice. Always the same list, which changes with time. */
  targetsOf(security: Security): readonly SubscriptionTarget[] {
    return this.#listOf(security);
  }

  #listOf(security: Security): SubscriptionTarget[] {
    let targets = this.#bySecurity.get(security);
    if (targets === undefined) {
      targets = [];
      this.#bySecurity.set(security, targets);
    }
    return targets;
  }

  /** All of them; the benchmark's only from the first step on, as LEAN adds it after the first selection. */
  get targets(): Iterable<SubscriptionTarget> {
    const all = [...this.#byConfig.values()];
    return this.step > 0 ? all : all.filter(({ security }) => security !== null);
  }
}

/** Neither the engine's own nor custom data: `onSecuritiesChanged` does not tell of those. */
function isAnnounced(config: SubscriptionDataConfig): boolean {
  return !config.isInternal && config.customType === null;
}
