import type { SelectionData, Universe } from '../../algorithm/universes/universe.ts';
import type { UniverseSettings } from '../../algorithm/universes/universe-settings.ts';
import { BaseDataCollection } from '../../market/base-data-collection.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import type { ExchangeHours } from '../../market-hours/exchange-hours.ts';
import type { Security } from '../../securities/security.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { SelectionSource } from './selection-source.ts';

/** A security that a universe holds. */
export interface Member {
  readonly security: Security;
  /** Epoch ms UTC. */
  readonly addedUtc: number;
  /** No longer chosen, but still in use. */
  isLeaving: boolean;
}

/** A universe of the run, what it selects from, and what it holds. */
export class RunningUniverse {
  readonly universe: Universe;
  readonly settings: UniverseSettings;
  readonly members = new Map<string, Member>();
  /** Ids of the last selection. */
  selected: ReadonlySet<string> = new Set();
  /** Instant of the next selection, epoch ms UTC. */
  nextUtc = Number.POSITIVE_INFINITY;
  /** It was removed: its next selection is its last, of nothing. */
  isEnding = false;
  /** It chooses no more, and lets go of what it has. */
  hasEnded = false;
  readonly #run: AlgorithmRun;
  readonly #source: SelectionSource;
  #data: Iterator<SelectionData> = [][Symbol.iterator]();
  #next: SelectionData | null = null;

  constructor(run: AlgorithmRun, universe: Universe) {
    this.#run = run;
    this.universe = universe;
    this.settings = universe.settings ?? run.universeSettings;
    this.#source = new SelectionSource(run, universe, this.settings);
  }

  get hours(): ExchangeHours {
    return this.#source.hours;
  }

  /** Selects from an instant on (epoch ms UTC). */
  start(startUtc: number): void {
    this.#data = this.#source.open(startUtc);
    this.#advance();
  }

  /** What there is to select from at an instant. */
  take(utcMs: number): SelectionData {
    const points: SelectionData['points'][number][] = [];
    let pointCount = 0;
    let isEnd = this.isEnding;
    for (let isFirst = true; this.#next !== null && this.#next.utcMs <= utcMs; isFirst = false) {
      const data = this.#next;
      // Of several collections the first counts, as in LEAN.
      if (isFirst || !(points[0] instanceof BaseDataCollection)) {
        points.push(...data.points);
        pointCount += data.pointCount;
      }
      isEnd ||= data.isEnd;
      this.#advance();
    }
    if (isEnd) this.#end();
    return { utcMs, points, pointCount, isEnd };
  }

  /** Takes in what was chosen. @returns null when it is what was chosen before */
  choose(symbols: readonly SecuritySymbol[]): readonly SecuritySymbol[] | null {
    const isSame = this.selected.size === symbols.length && symbols.every(({ id }) => this.selected.has(id));
    if (isSame) return null;
    this.selected = new Set(symbols.map(({ id }) => id));
    this.universe.selected = symbols;
    return symbols;
  }

  #end(): void {
    this.hasEnded = true;
    this.isEnding = false;
    this.#next = null;
    this.nextUtc = Number.POSITIVE_INFINITY;
  }

  #advance(): void {
    const next = this.#data.next();
    this.#next = next.done === true ? null : next.value;
    this.nextUtc = this.#next?.utcMs ?? Number.POSITIVE_INFINITY;
    if (next.done !== true) return;
    const { complaint } = this.#source;
    if (complaint !== null) this.#run.log('error', complaint);
  }
}
