import { LockstepError } from '../../errors/lockstep-error.ts';
import type { BaseDataClass } from '../../market/base-data.ts';
import { type CoarseFundamental, Fundamental } from '../../market/fundamental.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import type { DataSelector } from './func-universe.ts';
import { CoarseFundamentalUniverse } from './fundamental-universe.ts';
import {
  requireSelector,
  type Selection,
  type SelectionData,
  type SelectionFeed,
  type SelectionRound,
  Universe,
} from './universe.ts';
import type { UniverseSettings } from './universe-settings.ts';

/** What another universe chooses, narrowed down by fundamentals. LEAN's coarse and fine selection, of whichever universe. */
export class FundamentalFilteredUniverse extends Universe {
  readonly #universe: Universe;
  readonly #selector: DataSelector<Fundamental>;

  constructor(universe: Universe, selector: DataSelector<Fundamental>) {
    super(universe);
    this.#universe = universe;
    this.#selector = selector;
    requireSelector(universe.name, selector, 'a function of fundamentals that returns tickers or symbols');
  }

  override get dataType(): BaseDataClass | null {
    return this.#universe.dataType;
  }

  override get kind(): string {
    return this.#universe.kind;
  }

  override get symbol(): SecuritySymbol {
    return this.#universe.symbol;
  }

  override get sharesSubscriptions(): boolean {
    return this.#universe.sharesSubscriptions;
  }

  override isFilledForward(settings: UniverseSettings): boolean {
    return this.#universe.isFilledForward(settings);
  }

  override selections(feed: SelectionFeed): Iterator<SelectionData> {
    return this.#universe.selections(feed);
  }

  override async select(round: SelectionRound): Promise<Selection> {
    const chosen = await this.#universe.select(round);
    if (chosen === Universe.unchanged) return chosen;
    round.points = narrow(round, [...chosen]);
    round.pointCount = round.points.length;
    return this.#selector(round.points as readonly Fundamental[]);
  }
}

/** The fundamentals of what was chosen: as far as they were chosen from, else as of today. */
function narrow(round: SelectionRound, chosen: readonly (string | SecuritySymbol)[]): Fundamental[] {
  const symbols = chosen.map((each) => round.symbolOf(each));
  if (!(round.points[0] instanceof Fundamental)) return symbols.map((symbol) => round.fundamentals(symbol));
  const wanted = new Set(symbols.map(({ id }) => id));
  return (round.points as readonly Fundamental[]).filter(
    (point) => wanted.delete(point.symbol.id) && point.hasFundamentalData,
  );
}

/**
 * A universe chosen in two passes.
 *
 * @throws LockstepError `ARGUMENT_INVALID` for asynchronous selection, as in LEAN
 */
export function coarseFineUniverse(
  coarse: DataSelector<CoarseFundamental>,
  fine: DataSelector<Fundamental>,
  settings: UniverseSettings,
): FundamentalFilteredUniverse {
  if (settings.asynchronous === true) {
    throw new LockstepError(
      'ARGUMENT_INVALID',
      'Coarse and fine selection cannot be asynchronous: universeSettings.asynchronous is true; expected one selector of fundamentals, addUniverse((fundamentals) => …), or asynchronous left alone.',
    );
  }
  return new FundamentalFilteredUniverse(new CoarseFundamentalUniverse(coarse, settings), fine);
}
