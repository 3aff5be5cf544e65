import { SecurityChanges } from '../../algorithm/security-changes.ts';
import {
  type Selection,
  type SelectionData,
  type SelectionRound,
  selectedType,
  Universe,
  type UniverseManager,
} from '../../algorithm/universes/universe.ts';
import type { UniverseSettings } from '../../algorithm/universes/universe-settings.ts';
import type { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import { LockstepError } from '../../errors/lockstep-error.ts';
import { shownValue } from '../../errors/shown-value.ts';
import type { BaseData } from '../../market/base-data.ts';
import { BaseDataCollection } from '../../market/base-data-collection.ts';
import { SecurityType } from '../../market/security-type.ts';
import { SecuritySymbol } from '../../market/symbol.ts';
import { ActiveSecurities } from '../../securities/active-securities.ts';
import type { Security } from '../../securities/security.ts';
import { dayOf } from '../../time/calendar.ts';
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from '../../time/resolution.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { seedPrices } from '../securities/seed-prices.ts';
import { INSTANT_AFTER_MS } from '../subscriptions/data-subscriptions.ts';
import { type Member, RunningUniverse } from './running-universe.ts';

/** The universes of a run: they choose securities at their times, which come and go with them. */
export class RunUniverses implements UniverseManager {
  readonly #run: AlgorithmRun;
  readonly #universes = new Map<string, Universe>();
  readonly #waiting: Universe[] = [];
  #running: RunningUniverse[] = [];
  /** Universes that were given a name so far. */
  #named = 0;

  constructor(run: AlgorithmRun) {
    this.#run = run;
  }

  get count(): number {
    return this.#universes.size;
  }

  get activeSecurities(): ActiveSecurities {
    return new ActiveSecurities(this.#run.securities);
  }

  [Symbol.iterator](): Iterator<Universe> {
    return this.#universes.values();
  }

  find(name: string): Universe | undefined {
    const wanted = name.toUpperCase();
    return [...this].find((universe) => universe.name.toUpperCase() === wanted);
  }

  add(universe: Universe): void {
    if (universe.name === '') {
      this.#named += 1;
      universe.name = `${universe.kind}-${String(this.#named).padStart(10, '0')}`;
    }
    const key = keyOf(universe);
    if (this.#universes.has(key)) return;
    this.#universes.set(key, universe);
    this.#waiting.push(universe);
  }

  remove(universe: Universe): boolean {
    const key = keyOf(universe);
    if (this.#universes.get(key) !== universe) return false;
    this.#universes.delete(key);
    const waiting = this.#waiting.indexOf(universe);
    if (waiting !== -1) this.#waiting.splice(waiting, 1);
    const running = this.#running.find((each) => each.universe === universe);
    if (running !== undefined) running.isEnding = true;
    return true;
  }

  /** Those that have not begun: warm-up of so many bars asks for them. */
  get waiting(): readonly Universe[] {
    return this.#waiting;
  }

  /** Instant of the next selection, epoch ms UTC. Starts what was added. @param isStart the run begins now */
  nextUtc(isStart: boolean): number {
    if (this.#waiting.length > 0) this.#start(isStart);
    let next = Number.POSITIVE_INFINITY;
    let isOneEnding = false;
    for (const running of this.#running) {
      if (running.nextUtc < next) next = running.nextUtc;
      isOneEnding ||= running.isEnding;
    }
    return isOneEnding ? this.#endUtc(next) : next;
  }

  /** A universe that was removed ends with whatever comes next. */
  #endUtc(nextSelectionUtc: number): number {
    const next = Math.min(nextSelectionUtc, this.#run.subscriptions.synchronizer.peekUtc());
    const now = this.#run.clock.utcNow();
    return next === Number.POSITIVE_INFINITY ? now : Math.max(now, next);
  }

  #start(isStart: boolean): void {
    const run = this.#run;
    for (const universe of this.#waiting.splice(0)) {
      const running = new RunningUniverse(run, universe);
      // Data is of the past, time goes on.
      const isLater = !isStart && universe.dataType === null;
      running.start(run.clock.utcNow() + (isLater ? INSTANT_AFTER_MS : 0));
      this.#running.push(running);
    }
    const nameOf = ({ universe }: RunningUniverse): string => universe.name.toUpperCase();
    this.#running.sort(
      (a, b) =>
        a.universe.resolution - b.universe.resolution || (nameOf(a) < nameOf(b) ? -1 : Number(nameOf(a) > nameOf(b))),
    );
  }

  /** Universes that LEAN fills forward begin anew with the subscriptions, and select at once. */
  onGridChanged(utcMs: number): void {
    for (const running of this.#running) {
      if (running.universe.isFilledForward(running.settings)) running.start(utcMs + INSTANT_AFTER_MS);
    }
  }

  /**
   * Lets the universes that are due select, and brings their securities in and out. Data that comes after the last
   * instant of the run counts, but nothing is chosen from it.
   *
   * @returns the data points that it came to, and what changed
   */
  async select(utcMs: number): Promise<{ readonly count: number; readonly changes: SecurityChanges }> {
    const added: Security[] = [];
    const removed: Security[] = [];
    let count = 0;
    const due = this.#running.filter(({ nextUtc, isEnding }) => isEnding || nextUtc <= utcMs);
    for (const running of due) {
      const data = running.take(utcMs);
      const round = this.#round(running, data, utcMs);
      if (utcMs < this.#run.endUtc) await this.#selectFor(running, round, added, removed);
      count += round.pointCount;
    }
    this.#running = this.#running.filter(({ hasEnded, members }) => !hasEnded || members.size > 0);
    if (due.length > 0) this.#run.subscriptions.endUnused();
    const isBack = new Set(added);
    return {
      count,
      changes: new SecurityChanges(
        added,
        removed.filter((each) => !isBack.has(each)),
      ),
    };
  }

  #round({ hours, universe }: RunningUniverse, data: SelectionData, utcMs: number): SelectionRound {
    const { fundamentals } = this.#run;
    return {
      utcMs,
      hours,
      points: flat(data.points),
      pointCount: data.pointCount,
      fundamentals: (symbol) => fundamentals.on(symbol, dayOf(hours.timeZone.toLocal(utcMs))),
      symbolOf: (chosen) => this.#symbolOf(universe, chosen),
    };
  }

  async #selectFor(
    running: RunningUniverse,
    round: SelectionRound,
    added: Security[],
    removed: Security[],
  ): Promise<void> {
    const symbols = running.hasEnded ? [] : await this.#choose(running, round);
    if (running.hasEnded) running.choose([]);
    this.#releaseUnused(running);
    if (symbols !== null) {
      this.#removeMembers(running, round.utcMs, removed);
      await this.#addMembers(running, symbols, round.utcMs, added);
    }
    running.universe.members = [...running.members.values()].map(({ security }) => security);
  }

  /** The symbols chosen, or null when they are those chosen before. */
  async #choose(running: RunningUniverse, round: SelectionRound): Promise<readonly SecuritySymbol[] | null> {
    const { universe } = running;
    const selection: Selection = await universe.select(round);
    if (selection === Universe.unchanged) return null;
    if (typeof selection === 'string' || typeof selection?.[Symbol.iterator] !== 'function') {
      throw invalidSelection(universe, shownValue(selection));
    }
    const symbols = new Map<string, SecuritySymbol>();
    for (const each of selection) {
      const symbol = round.symbolOf(each);
      symbols.set(symbol.id, symbol);
    }
    return running.choose([...symbols.values()]);
  }

  /** @throws LockstepError `SELECTION_INVALID` */
  #symbolOf(universe: Universe, chosen: unknown): SecuritySymbol {
    if (chosen instanceof SecuritySymbol) return chosen;
    if (typeof chosen === 'string' && chosen !== '') {
      return this.#run.symbol(chosen, selectedType(universe.securityType), universe.market);
    }
    throw invalidSelection(universe, `one with ${shownValue(chosen)}`);
  }

  /** A delisted security is no longer of any universe. */
  onDelisted(security: Security): void {
    for (const running of this.#running) {
      const member = running.members.get(security.symbol.id);
      if (member !== undefined) this.#release(running, member);
    }
  }

  /** A security is no longer chosen, which the strategy has been told, but still in use. */
  isLeaving({ symbol }: Security): boolean {
    return this.#running.some(({ members }) => members.get(symbol.id)?.isLeaving === true);
  }

  /** Members that were to leave go when nothing holds them back; those of this universe that were chosen again stay. */
  #releaseUnused(current: RunningUniverse): void {
    for (const running of this.#running) {
      for (const member of running.members.values()) {
        if (!member.isLeaving) continue;
        if (this.#isSafeToRemove(member.security)) this.#release(running, member);
        else if (running === current && running.selected.has(member.security.symbol.id)) member.isLeaving = false;
      }
    }
  }

  #removeMembers(running: RunningUniverse, utcMs: number, removed: Security[]): void {
    const members = [...running.members.values()].sort(bySymbol);
    for (const member of members) {
      const { security } = member;
      const mayLeave = running.hasEnded || hasStayed(running.settings, member, utcMs);
      if (running.selected.has(security.symbol.id) || !mayLeave) continue;
      if (!security.isDelisted && !member.isLeaving && security.type !== SecurityType.Base) removed.push(security);
      if (this.#isSafeToRemove(security)) this.#release(running, member);
      else member.isLeaving = true;
    }
  }

  #isSafeToRemove(security: Security): boolean {
    return !security.invested && this.#run.book.openTickets(security.symbol).length === 0;
  }

  #release(running: RunningUniverse, { security }: Member): void {
    running.members.delete(security.symbol.id);
    if (!this.#run.subscriptions.disown(security, running)) return;
    security.isTradable = false;
    security.reset();
  }

  async #addMembers(
    running: RunningUniverse,
    symbols: readonly SecuritySymbol[],
    utcMs: number,
    added: Security[],
  ): Promise<void> {
    const run = this.#run;
    const span = { startUtc: utcMs, endUtc: run.endUtc };
    for (const symbol of symbols) {
      if (running.members.has(symbol.id)) continue;
      const { security, configs } = run.securitySetup.prepare(symbol, running.settings);
      await run.pendingWork.settle();
      const shared = running.universe.sharesSubscriptions ? run.subscriptions.configsOf(security) : [];
      const wanted = (shared.length > 0 ? shared : configs).filter((config) => opensWithin(config, span));
      if (wanted.length === 0 || security.isDelisted) continue;
      let isNew = false;
      for (const config of wanted) isNew = await run.subscriptions.own(security, config, running, span);
      running.members.set(symbol.id, { security, addedUtc: utcMs, isLeaving: false });
      if (isNew && symbol.customType === null) added.push(security);
    }
    if (run.settings.seedInitialPrices) await seedPrices(run, added);
  }
}

/** Two universes with the same are one. */
function keyOf({ name, securityType, market }: Universe): string {
  return `${securityType} ${market} ${name.toUpperCase()}`;
}

/** The points themselves. Of several collections of one instant LEAN takes the first. */
function flat(points: readonly BaseData[]): readonly BaseData[] {
  const [first] = points;
  return first instanceof BaseDataCollection ? first.data : points;
}

function bySymbol({ security: { symbol: a } }: Member, { security: { symbol: b } }: Member): number {
  return a.securityType - b.securityType || (a.id < b.id ? -1 : 1);
}

/** The exchange opens on some day of a span, whose days count whole. */
function opensWithin(
  { exchangeHours, extendedMarketHours }: SubscriptionDataConfig,
  { startUtc, endUtc }: { readonly startUtc: number; readonly endUtc: number },
): boolean {
  const { timeZone } = exchangeHours;
  const start = timeZone.toLocal(startUtc);
  const end = (dayOf(timeZone.toLocal(endUtc - 1)) + 1) * MS_PER_DAY;
  return exchangeHours.isOpenBetween(start, end, extendedMarketHours);
}

/** A security stays for a while; time counts in the unit of that while. */
function hasStayed(
  { minimumTimeInUniverseMs }: UniverseSettings,
  { security, addedUtc }: Member,
  utcMs: number,
): boolean {
  if (security.isDelisted || minimumTimeInUniverseMs === 0) return true;
  const unit = [MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND].find((each) => minimumTimeInUniverseMs >= each);
  const spent = utcMs - addedUtc;
  return (unit === undefined ? spent : Math.round(spent / unit) * unit) >= minimumTimeInUniverseMs;
}

function invalidSelection({ name }: Universe, received: string): LockstepError {
  return new LockstepError(
    'SELECTION_INVALID',
    `The selector of the universe '${name}' gave ${received}; expected a list of tickers and symbols, as in ['SPY', 'AAPL'] or fundamentals.map(({ symbol }) => symbol), or Universe.unchanged.`,
  );
}
