import type { SecuritySymbol } from '../market/symbol.ts';
import { Decimal } from '../numeric/decimal.ts';
import { discretelyRoundBy } from '../numeric/increments.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import { MS_PER_DAY } from '../time/resolution.ts';
import { type CapacitySecurity, SymbolCapacity } from './symbol-capacity.ts';

const LONGEST_PERIOD_DAYS = 7;
/** Weights of a new estimate and of the previous one; they sum to 0.99, as LEAN's do. */
const NEW_WEIGHT = 0.33;
const OLD_WEIGHT = 0.66;
const THOUSAND = Decimal.parse('1000.00');

/** What a capacity estimate needs at its start. */
export interface CapacityEstimateOptions {
  /** First midnight of the run and the midnight after its last day, wall-clock ms in the algorithm's zone. */
  readonly startLocalMs: number;
  readonly endLocalMs: number;
  /** Cash and holdings in account currency. */
  readonly totalPortfolioValue: () => number;
}

/**
 * Estimates how much money a strategy could run before its trades exceed a small share of the market's turnover around
 * its fills. Every few days the symbol with the least turnover sets the estimate.
 */
export class CapacityEstimate {
  /** Slices on or after this instant end a period; without fills there is nothing to do. */
  nextSnapshotUtc: number;
  readonly #periodMs: number;
  readonly #totalPortfolioValue: () => number;
  /**
   * Symbols with fills. Their order decides between equals: a removed symbol leaves a gap that the next new one fills,
   * last gap first, as in LEAN's dictionary.
   */
  readonly #slots: (SymbolCapacity | null)[] = [];
  readonly #gaps: number[] = [];
  readonly #slotOf = new Map<string, number>();
  #monitored: SymbolCapacity[] = [];
  #capacity = 0;
  #lowestCapacitySymbol: SecuritySymbol | null = null;

  constructor(options: CapacityEstimateOptions) {
    const days = (options.endLocalMs - options.startLocalMs) / MS_PER_DAY;
    this.#periodMs = Math.max(Math.min(days - 1, LONGEST_PERIOD_DAYS), 1) * MS_PER_DAY;
    this.nextSnapshotUtc = options.startLocalMs + this.#periodMs;
    this.#totalPortfolioValue = options.totalPortfolioValue;
  }

  /** Capacity in account currency, to the nearest thousand; scale 2. */
  get capacity(): Decimal {
    return discretelyRoundBy(Decimal.fromDouble(this.#capacity), THOUSAND);
  }

  /** The symbol that limited the capacity at the last snapshot. */
  get lowestCapacitySymbol(): SecuritySymbol | null {
    return this.#lowestCapacitySymbol;
  }

  /** `onSlice` has something to do at this instant. */
  isDue(utcMs: number): boolean {
    return this.#monitored.length > 0 || (utcMs >= this.nextSnapshotUtc && this.#slotOf.size > 0);
  }

  /** Takes in an order event; only fills count. `security` is the view of the event's symbol and is kept. */
  onOrderEvent(event: OrderEvent, security: CapacitySecurity): void {
    if (!event.isFill) return;
    const capacity = this.#capacityOf(security);
    capacity.onFill(event.utcTimeMs, event.fillPrice, Math.abs(event.fillQuantity));
    if (capacity.isMonitored) return;
    capacity.isMonitored = true;
    this.#monitored.push(capacity);
  }

  /** Takes in the slice's bars of monitored symbols and ends the period when it is over, or when forced. */
  onSlice(utcMs: number, force = false): void {
    for (let i = this.#monitored.length - 1; i >= 0; i--) {
      const capacity = this.#monitored[i] as SymbolCapacity;
      if (capacity.collectBar(utcMs)) continue;
      capacity.isMonitored = false;
      this.#monitored.splice(i, 1);
    }
    if ((force || utcMs >= this.nextSnapshotUtc) && this.#slotOf.size > 0) this.#takeSnapshot(utcMs);
  }

  #capacityOf(security: CapacitySecurity): SymbolCapacity {
    const slot = this.#slotOf.get(security.symbol.id);
    if (slot !== undefined) return this.#slots[slot] as SymbolCapacity;
    const capacity = new SymbolCapacity(security);
    const free = this.#gaps.pop() ?? this.#slots.length;
    this.#slots[free] = capacity;
    this.#slotOf.set(security.symbol.id, free);
    return capacity;
  }

  #takeSnapshot(utcMs: number): void {
    const portfolioValue = this.#totalPortfolioValue();
    if (portfolioValue === 0) return;
    const capacities = this.#slots.filter((capacity) => capacity !== null);
    let smallest = capacities[0] as SymbolCapacity;
    let totalSaleVolume = 0;
    for (const capacity of capacities) {
      totalSaleVolume += capacity.saleVolume;
      if (capacity.marketCapacity < smallest.marketCapacity) smallest = capacity;
    }
    this.#lowestCapacitySymbol = smallest.security.symbol;
    const shareOfSales = totalSaleVolume === 0 ? 0 : smallest.saleVolume / totalSaleVolume;
    const share = Math.max(shareOfSales, smallest.security.leveragedBuyingPowerUsed / portfolioValue);
    const estimate = share === 0 ? this.#capacity : smallest.marketCapacity / smallest.trades / share;
    this.#capacity = this.#capacity === 0 ? estimate : NEW_WEIGHT * estimate + OLD_WEIGHT * this.#capacity;
    this.#startPeriod(capacities, utcMs);
  }

  #startPeriod(capacities: readonly SymbolCapacity[], utcMs: number): void {
    for (const capacity of capacities) {
      if (capacity.isForgotten(utcMs)) this.#forget(capacity);
      else capacity.startPeriod();
    }
    this.nextSnapshotUtc = Math.floor(utcMs / MS_PER_DAY) * MS_PER_DAY + this.#periodMs;
  }

  #forget(capacity: SymbolCapacity): void {
    const { id } = capacity.security.symbol;
    const slot = this.#slotOf.get(id) as number;
    this.#slotOf.delete(id);
    this.#slots[slot] = null;
    this.#gaps.push(slot);
    capacity.isMonitored = false;
    this.#monitored = this.#monitored.filter((other) => other !== capacity);
  }
}
