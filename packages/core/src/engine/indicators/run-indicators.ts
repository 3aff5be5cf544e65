import type { Duration } from 'luxon';
import type { MaybePromise } from '../../algorithm/algorithm-core.ts';
import type { HistoryQuery } from '../../algorithm/history.ts';
import type { IndicatorHistory } from '../../algorithm/indicators/indicator-history.ts';
import type {
  ConsolidationPeriod,
  IndicatorRecipe,
  IndicatorRegistry,
  IndicatorSelector,
} from '../../algorithm/indicators/indicator-registry.ts';
import { Consolidator } from '../../consolidators/consolidator.ts';
import { ConsolidatorScanQueue } from '../../consolidators/consolidator-scan-queue.ts';
import type { Slice } from '../../data/slice.ts';
import type { SubscriptionDataConfig } from '../../data/subscription-data-config.ts';
import { LockstepError } from '../../errors/lockstep-error.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { indicatorName } from '../../indicators/indicator-name.ts';
import { DataKind } from '../../market/data-batch.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import { TickType } from '../../market/tick-type.ts';
import type { SymbolLike } from '../../securities/securities.ts';
import type { Security } from '../../securities/security.ts';
import { Resolution } from '../../time/resolution.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import type { SubscriptionTarget } from '../subscriptions/subscription-target.ts';
import { ConsolidatorConsumer, consolidatorConsumer } from './consolidator-consumer.ts';
import { createConsolidator, isOwnPeriod } from './create-consolidator.ts';
import { IndicatorConsumer, indicatorConsumer } from './indicator-consumer.ts';
import { IndicatorReplay } from './indicator-replay.ts';
import { indicatorUpdater } from './indicator-updater.ts';
import { PointBars } from './point-bars.ts';
import { StartedIndicators } from './started-indicators.ts';

/** What an indicator is fed by. */
interface Feeding {
  readonly target: SubscriptionTarget;
  readonly consumer: IndicatorConsumer;
}

/** Feeds a run's indicators and consolidators. */
export class RunIndicators implements IndicatorRegistry {
  readonly started = new StartedIndicators();
  readonly #run: AlgorithmRun;
  readonly #queue = new ConsolidatorScanQueue();
  readonly #bars = new Map<SubscriptionTarget, PointBars>();
  readonly #feedings = new Map<Indicator, (Feeding | Consolidator)[]>();

  readonly #replay: IndicatorReplay;

  constructor(run: AlgorithmRun) {
    this.#run = run;
    this.#replay = new IndicatorReplay(run);
  }

  /** A time before which no consolidator is due, epoch ms UTC. */
  get nextScanUtc(): number {
    return this.#queue.nextScanMs;
  }

  /** Closes consolidators that were due before an instant, the clock standing at the time of each. */
  scanPast(utcMs: number): MaybePromise {
    const { clock, processor } = this.#run;
    return this.#queue.scanPast(utcMs, clock, () => processor.afterHandlers());
  }

  addConsolidator(symbol: SymbolLike, consolidator: Consolidator, tickType?: TickType): void {
    const security = this.#securityOf(symbol);
    const { inputKind } = consolidator;
    const config =
      inputKind === null
        ? this.#configOf(security, tickType)
        : security.subscriptions.find((each) => isInputOf(consolidator, each, tickType));
    if (config === undefined) throw missing(security, inputName(consolidator, tickType));
    const target = this.#targetOf(security, config);
    const isThere = target.consumers.some(
      (each) => each instanceof ConsolidatorConsumer && each.consolidator === consolidator,
    );
    if (isThere) return;
    consolidator.attach(security.symbolProperties);
    target.consumers.push(consolidatorConsumer(consolidator, this.#barsOf(target)));
    this.#queue.add(consolidator, config.incrementMs, config.exchangeHours.timeZone);
  }

  removeConsolidator(_symbol: SymbolLike | null, consolidator: Consolidator): void {
    this.#queue.remove(consolidator);
    for (const { consumers } of this.#run.subscriptions.targets) {
      const index = consumers.findIndex(
        (each) => each instanceof ConsolidatorConsumer && each.consolidator === consolidator,
      );
      if (index !== -1) consumers.splice(index, 1);
    }
  }

  createConsolidator(symbol: SymbolLike, period?: ConsolidationPeriod, tickType?: TickType): Consolidator {
    const config = this.#configOf(symbol, tickType);
    return createConsolidator(config, period, this.#run.settings);
  }

  register(
    symbol: SymbolLike,
    indicator: Indicator,
    source?: ConsolidationPeriod | Consolidator,
    selector?: IndicatorSelector,
  ): void {
    if (source instanceof Consolidator) {
      this.#registerOn(symbol, indicator, source, selector);
      return;
    }
    const security = this.#securityOf(symbol);
    const tickType = selector === undefined && indicator.needsVolume ? TickType.Trade : undefined;
    const config = this.#configOf(security, tickType);
    if (!isOwnPeriod(config, source)) {
      this.#registerOn(security, indicator, this.createConsolidator(security, source, tickType), selector);
      return;
    }
    const target = this.#targetOf(security, config);
    const added = indicatorConsumer(indicator, config.kind, this.#barsOf(target), selector);
    const last = target.consumers.at(-1);
    const joins = last instanceof IndicatorConsumer && last.takeOver(added);
    const consumer = joins ? last : added;
    if (!joins) target.consumers.push(added);
    this.#feedingsOf(indicator).push({ target, consumer });
  }

  #registerOn(
    symbol: SymbolLike,
    indicator: Indicator,
    consolidator: Consolidator,
    selector: IndicatorSelector | undefined,
  ): void {
    this.addConsolidator(symbol, consolidator);
    const update = indicatorUpdater(indicator, selector);
    consolidator.listen((_, data) => update(data));
    this.#feedingsOf(indicator).push(consolidator);
  }

  start<I extends Indicator>(recipe: IndicatorRecipe<I>): I {
    const { symbols, resolution, selector } = recipe;
    const indicator = recipe.make();
    for (const symbol of symbols) this.register(symbol, indicator, resolution, selector);
    if (this.#run.settings.automaticIndicatorWarmUp) void this.warmUp(symbols, indicator, resolution, selector);
    this.started.add(recipe, indicator);
    return indicator;
  }

  deregister(indicator: Indicator): void {
    for (const feeding of this.#feedingsOf(indicator)) {
      if (feeding instanceof Consolidator) {
        this.removeConsolidator(null, feeding);
        continue;
      }
      if (feeding.consumer.drop(indicator)) continue;
      const { consumers } = feeding.target;
      const index = consumers.indexOf(feeding.consumer);
      if (index !== -1) consumers.splice(index, 1);
    }
    this.#feedings.delete(indicator);
  }

  warmUp(
    symbols: readonly SymbolLike[],
    indicator: Indicator,
    period?: Resolution | Duration,
    selector?: IndicatorSelector,
  ): void | Promise<void> {
    const waiting = this.#replay.warmUp(this.#symbolsOf(symbols), indicator, period, selector);
    this.#run.pendingWork.add(waiting);
    return waiting;
  }

  history(
    symbols: readonly SymbolLike[],
    indicator: Indicator,
    query: HistoryQuery,
    selector?: IndicatorSelector,
  ): IndicatorHistory | Promise<IndicatorHistory> {
    return this.#replay.history(this.#symbolsOf(symbols), indicator, query, selector);
  }

  historyOf(slices: Iterable<Slice>, indicator: Indicator, selector?: IndicatorSelector): IndicatorHistory {
    return this.#replay.historyOf(slices, indicator, selector);
  }

  #symbolsOf(symbols: readonly SymbolLike[]): SecuritySymbol[] {
    return symbols.map((symbol) => this.#run.runHistory.symbolOf(symbol));
  }

  nameOf(symbol: SymbolLike | null, type: string, resolution?: Resolution): string {
    if (symbol === null) return indicatorName(type, undefined, resolution);
    const config = this.#configOf(symbol);
    return indicatorName(type, config.symbol, resolution ?? config.resolution);
  }

  symbolOf(symbol: SymbolLike): SecuritySymbol {
    return this.#securityOf(symbol).symbol;
  }

  kindOf(symbol: SymbolLike): DataKind {
    return this.#configOf(symbol).kind;
  }

  /** The subscription of a kind that came first; of trades, or else of quotes, when none is named. */
  #configOf(symbol: SymbolLike, tickType?: TickType): SubscriptionDataConfig {
    const security = this.#securityOf(symbol);
    let first: SubscriptionDataConfig | undefined;
    for (const config of security.subscriptions) {
      if (tickType !== undefined && config.tickType !== tickType) continue;
      if (first === undefined || config.tickType < first.tickType) first = config;
    }
    if (first === undefined) throw missing(security, tickType === TickType.Quote ? 'quote bars' : 'trade bars');
    return first;
  }

  /** A symbol that was never added is added, as an order would. */
  #securityOf(symbol: SymbolLike): Security {
    const run = this.#run;
    const known = run.securities.find(symbol);
    if (known !== undefined || typeof symbol === 'string' || !('permtick' in symbol)) return run.securities.get(symbol);
    return run.addSecurity(symbol.securityType, symbol.value, Resolution.Minute, symbol.market, {});
  }

  #targetOf(security: Security, config: SubscriptionDataConfig): SubscriptionTarget {
    const target = this.#run.subscriptions.targetFor(config);
    if (target === undefined) throw missing(security, config.tickType === TickType.Quote ? 'quote bars' : 'trade bars');
    return target;
  }

  #barsOf(target: SubscriptionTarget): PointBars {
    const known = this.#bars.get(target);
    if (known !== undefined) return known;
    const bars = new PointBars();
    this.#bars.set(target, bars);
    return bars;
  }

  #feedingsOf(indicator: Indicator): (Feeding | Consolidator)[] {
    const known = this.#feedings.get(indicator);
    if (known !== undefined) return known;
    const feedings: (Feeding | Consolidator)[] = [];
    this.#feedings.set(indicator, feedings);
    return feedings;
  }
}

/** Whether a consolidator takes what a subscription brings. */
function isInputOf(
  { inputKind, inputTickType }: Consolidator,
  { kind, tickType }: SubscriptionDataConfig,
  asked: TickType | undefined,
): boolean {
  if (kind !== DataKind.Tick) return kind === inputKind;
  if (inputKind !== DataKind.Tick && inputTickType === null) return false;
  const wanted = asked ?? inputTickType;
  return wanted === null || wanted === tickType;
}

/** What a consolidator takes, in words. */
function inputName({ inputKind, inputTickType }: Consolidator, asked: TickType | undefined): string {
  if (inputKind === DataKind.Tick) return (asked ?? inputTickType) === TickType.Quote ? 'quote ticks' : 'trade ticks';
  return inputKind === DataKind.QuoteBar ? 'quote bars' : 'trade bars';
}

function missing(security: Security, kind: string): LockstepError {
  const there = security.subscriptions.map(({ tickType, resolution }) => {
    const name = tickType === TickType.Quote ? 'quote' : 'trade';
    return `${name} ${resolution === Resolution.Tick ? 'ticks' : 'bars'}`;
  });
  return new LockstepError(
    'SUBSCRIPTION_MISSING',
    `An indicator or consolidator needs ${kind} of ${security.symbol.value}, which has ${there.join(' and ') || 'no data'}. Add the security at a resolution that has them.`,
  );
}
