import { SecurityChanges } from '../algorithm/security-changes.ts';
import { Universe, type UniverseManager } from '../algorithm/universe.ts';
import type { UniverseSettings } from '../algorithm/universe-settings.ts';
import { SecurityType } from '../market/security-type.ts';
import type { SecuritySymbol } from '../market/symbol.ts';
import { ExchangeHours } from '../market-hours/exchange-hours.ts';
import type { Security } from '../securities/security.ts';
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND } from '../time/resolution.ts';
import { TimeZone } from '../time/time-zone.ts';
import type { AlgorithmRun } from './algorithm-run.ts';
import { INSTANT_AFTER_MS } from './data-subscriptions.ts';

/** A security that a universe holds. */
interface Member {
  readonly security: Security;
  /** Epoch ms UTC. */
  readonly addedUtc: number;
  /** No longer chosen, but still in use. */
  isLeaving: boolean;
}

/** A universe of the run and what it holds. */
class RunningUniverse {
  readonly universe: Universe;
  readonly settings: UniverseSettings;
  readonly hours: ExchangeHours;
  readonly members = new Map<string, Member>();
  /** Ids of the last selection; null before the first. */
  selected: ReadonlySet<string> | null = null;
  nextUtc: number;
  #times: Iterator<number>;

  constructor(universe: Universe, settings: UniverseSettings, hours: ExchangeHours) {
    this.universe = universe;
    this.settings = settings;
    this.hours = hours;
    this.nextUtc = Number.POSITIVE_INFINITY;
    this.#times = [][Symbol.iterator]();
  }

  /** Selects from an instant on. */
  start(startUtc: number, endUtc: number): void {
    this.#times = this.universe.triggerTimes(startUtc, endUtc, this.hours);
    this.advance();
  }

  /** Goes on to its next time. */
  advance(): void {
    const next = this.#times.next();
    this.nextUtc = next.done === true ? Number.POSITIVE_INFINITY : next.value;
  }
}

/** The universes of a run: they choose securities at their times, which come and go with them. */
export class RunUniverses implements UniverseManager {
  readonly #run: AlgorithmRun;
  readonly #waiting: Universe[] = [];
  readonly #running: RunningUniverse[] = [];

  constructor(run: AlgorithmRun) {
    this.#run = run;
  }

  add(universe: Universe): void {
    this.#waiting.push(universe);
  }

  /** Instant of the next selection, epoch ms UTC. Starts what was added. @param isStart the run begins now */
  nextUtc(isStart: boolean): number {
    if (this.#waiting.length > 0) this.#start(isStart);
    let next = Number.POSITIVE_INFINITY;
    for (const running of this.#running) if (running.nextUtc < next) next = running.nextUtc;
    return next;
  }

  #start(isStart: boolean): void {
    const { clock, endUtc, reference, universeSettings } = this.#run;
    for (const universe of this.#waiting.splice(0)) {
      const { market, name, securityType, settings } = universe;
      const hours =
        securityType === SecurityType.Base
          ? ExchangeHours.alwaysOpen(TimeZone.of('UTC'))
          : reference.marketHours.entry(market, name, securityType).exchangeHours;
      const running = new RunningUniverse(universe, settings ?? universeSettings, hours);
      running.start(clock.utcNow() + (isStart ? 0 : INSTANT_AFTER_MS), endUtc);
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
      if (running.universe.isFilledForward(running.settings)) running.start(utcMs + INSTANT_AFTER_MS, this.#run.endUtc);
    }
  }

  /**
   * Lets the universes that are due select, and brings their securities in and out.
   * @returns how many selected, and what changed
   */
  async select(utcMs: number): Promise<{ readonly count: number; readonly changes: SecurityChanges }> {
    const added: Security[] = [];
    const removed: Security[] = [];
    const due = this.#running.filter(({ nextUtc }) => nextUtc <= utcMs);
    for (const running of due) {
      running.advance();
      const symbols = await this.#choose(running, utcMs);
      this.#releaseUnused(running);
      if (symbols === null) continue;
      this.#removeMembers(running, utcMs, removed);
      await this.#addMembers(running, symbols, utcMs, added);
    }
    if (due.length > 0) this.#run.subscriptions.endUnused();
    const isBack = new Set(added);
    return {
      count: due.length,
      changes: new SecurityChanges(
        added,
        removed.filter((each) => !isBack.has(each)),
      ),
    };
  }

  /** The symbols chosen, or null when they are those chosen before. */
  async #choose(running: RunningUniverse, utcMs: number): Promise<readonly SecuritySymbol[] | null> {
    const { universe, hours } = running;
    const selection = await universe.select(utcMs, hours);
    if (selection === Universe.unchanged) return null;
    const symbols = new Map<string, SecuritySymbol>();
    for (const each of selection) {
      const type = universe.securityType === SecurityType.Base ? SecurityType.Equity : universe.securityType;
      const symbol = typeof each === 'string' ? this.#run.symbol(each, type, universe.market) : each;
      symbols.set(symbol.id, symbol);
    }
    const before = running.selected;
    if (before !== null && before.size === symbols.size && [...symbols.keys()].every((id) => before.has(id)))
      return null;
    running.selected = new Set(symbols.keys());
    return [...symbols.values()];
  }

  /** Members that were to leave go when nothing holds them back; those of this universe that were chosen again stay. */
  #releaseUnused(current: RunningUniverse): void {
    for (const running of this.#running) {
      for (const member of running.members.values()) {
        if (!member.isLeaving) continue;
        if (this.#isSafeToRemove(member.security)) this.#release(running, member);
        else if (running === current && current.selected?.has(member.security.symbol.id) === true)
          member.isLeaving = false;
      }
    }
  }

  #removeMembers(running: RunningUniverse, utcMs: number, removed: Security[]): void {
    const members = [...running.members.values()].sort((a, b) =>
      a.security.symbol.id < b.security.symbol.id ? -1 : 1,
    );
    for (const member of members) {
      const { security } = member;
      if (running.selected?.has(security.symbol.id) === true || !mayLeave(running.settings, member, utcMs)) continue;
      if (!security.isDelisted && !member.isLeaving) removed.push(security);
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
      let isNew = false;
      const wanted = running.universe.sharesSubscriptions ? run.subscriptions.configsOf(security) : [];
      for (const config of wanted.length > 0 ? wanted : configs) {
        isNew = await run.subscriptions.own(security, config, running, span);
      }
      running.members.set(symbol.id, { security, addedUtc: utcMs, isLeaving: false });
      if (isNew) added.push(security);
    }
  }
}

/** A security stays for a while; time counts in the unit of that while. */
function mayLeave(
  { minimumTimeInUniverseMs }: UniverseSettings,
  { security, addedUtc }: Member,
  utcMs: number,
): boolean {
  if (security.isDelisted || minimumTimeInUniverseMs === 0) return true;
  const unit = [MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND].find((each) => minimumTimeInUniverseMs >= each);
  const spent = utcMs - addedUtc;
  return (unit === undefined ? spent : Math.round(spent / unit) * unit) >= minimumTimeInUniverseMs;
}
