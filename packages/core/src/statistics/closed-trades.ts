import type { SecuritySymbol } from '../market/symbol.ts';
import { NumberRows } from '../numeric/number-rows.ts';
import { Numbered } from '../numeric/numbered.ts';
import { ClosedTrade, type TradeFacts } from './closed-trade.ts';

/** Cells of a trade. */
const Cell = {
  /** 1 long, −1 short. */
  Sign: 0,
  Quantity: 1,
  EntryTime: 2,
  EntryPrice: 3,
  ExitTime: 4,
  ExitPrice: 5,
  TotalFees: 6,
  ConversionRate: 7,
  ContractMultiplier: 8,
  LowestPrice: 9,
  HighestPrice: 10,
  DeepestFall: 11,
  /** The entry's order. */
  FirstOrder: 12,
  /** The exit's order; 0 where it is the same one, `MORE_ORDERS` where there are more than two. */
  SecondOrder: 13,
  /** Number of the symbol. */
  Symbol: 14,
} as const;
const CELLS = 15;
const MORE_ORDERS = -1;

/** The closed trades of a run in the order of their exits, kept as rows of numbers and made when they are asked for. */
export class ClosedTrades {
  readonly #rows = new NumberRows(CELLS);
  readonly #symbols = new Numbered<SecuritySymbol>();
  /** Orders of trades with more than two of them, by row. */
  readonly #orderIds = new Map<number, readonly number[]>();
  readonly #made: ClosedTrade[] = [];

  add(trade: TradeFacts): void {
    const rows = this.#rows;
    const row = rows.add();
    rows.put(Cell.Sign, trade.direction === 'Long' ? 1 : -1);
    rows.putDecimal(Cell.Quantity, trade.quantity);
    rows.put(Cell.EntryTime, trade.entryTimeMs);
    rows.putDecimal(Cell.EntryPrice, trade.entryPrice);
    rows.put(Cell.ExitTime, trade.exitTimeMs);
    rows.putDecimal(Cell.ExitPrice, trade.exitPrice);
    rows.putDecimal(Cell.TotalFees, trade.totalFees);
    rows.putDecimal(Cell.ConversionRate, trade.conversionRate);
    rows.putDecimal(Cell.ContractMultiplier, trade.contractMultiplier);
    rows.put(Cell.LowestPrice, trade.lowestPrice);
    rows.put(Cell.HighestPrice, trade.highestPrice);
    rows.put(Cell.DeepestFall, trade.deepestFall);
    this.#addOrders(row, trade.orderIds);
    rows.put(Cell.Symbol, this.#symbols.numberOf(trade.symbol));
  }

  #addOrders(row: number, orderIds: readonly number[]): void {
    if (orderIds.length > 2) {
      this.#orderIds.set(row, orderIds);
      this.#rows.put(Cell.SecondOrder, MORE_ORDERS);
      return;
    }
    this.#rows.put(Cell.FirstOrder, orderIds[0] ?? 0);
    this.#rows.put(Cell.SecondOrder, orderIds[1] ?? 0);
  }

  /** How many there are so far. */
  get count(): number {
    return this.#rows.length;
  }

  /** One trade, by its number from 0; it is made for whoever asks and not kept. */
  at(row: number): ClosedTrade {
    return this.#made[row] ?? this.#trade(row);
  }

  /** Every trade so far; always the same array, which grows when it is asked for again. */
  all(): readonly ClosedTrade[] {
    const made = this.#made;
    while (made.length < this.#rows.length) made.push(this.#trade(made.length));
    return made;
  }

  #trade(row: number): ClosedTrade {
    const rows = this.#rows;
    return new ClosedTrade({
      symbol: this.#symbols.get(rows.integer(row, Cell.Symbol)),
      direction: rows.integer(row, Cell.Sign) > 0 ? 'Long' : 'Short',
      quantity: rows.decimal(row, Cell.Quantity),
      entryTimeMs: rows.get(row, Cell.EntryTime),
      entryPrice: rows.decimal(row, Cell.EntryPrice),
      exitTimeMs: rows.get(row, Cell.ExitTime),
      exitPrice: rows.decimal(row, Cell.ExitPrice),
      totalFees: rows.decimal(row, Cell.TotalFees),
      orderIds: this.#orders(row),
      conversionRate: rows.decimal(row, Cell.ConversionRate),
      contractMultiplier: rows.decimal(row, Cell.ContractMultiplier),
      lowestPrice: rows.get(row, Cell.LowestPrice),
      highestPrice: rows.get(row, Cell.HighestPrice),
      deepestFall: rows.get(row, Cell.DeepestFall),
    });
  }

  #orders(row: number): readonly number[] {
    const first = this.#rows.integer(row, Cell.FirstOrder);
    const second = this.#rows.integer(row, Cell.SecondOrder);
    if (second === MORE_ORDERS) return this.#orderIds.get(row)!;
    return second === 0 ? [first] : [first, second];
  }
}
