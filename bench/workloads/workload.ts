import { builtInReferenceData, runEngine } from '@lockstep/backtester';
import { type Algorithm, type EngineOutcome, OrderStatus, type ParameterValue } from '@lockstep/core';
import type { Bars } from '../bench-data.ts';
import { MemoryFeed } from '../memory-feed.ts';

/** What a run came to; the same on every machine. */
export interface Figures {
  readonly bars: number;
  readonly orders: number;
  readonly fills: number;
  /** Portfolio value at the end, exact. */
  readonly equity: string;
}

/** A run that can be repeated; its data is loaded. */
export interface Prepared {
  /** What it must come to; what is left out is not compared. */
  readonly expected: Partial<Figures>;
  readonly bars: number;
  /** A shorter run of the same kind, which lets the compiler see what the measured one will do. */
  warmUp(): Promise<unknown>;
  run(): Promise<EngineOutcome>;
}

/** Something to measure. */
export interface Workload {
  readonly title: string;
  /** What speed counts. */
  readonly unit: 'bars' | 'orders';
  /** Arguments of the floor's script; the floor is what the same work costs in plain Node without an engine. */
  readonly floor: readonly string[];
  /** Part of the floor's speed that is aimed at; null where none is. */
  readonly target: number | null;
  prepare(dataFolder: string): Prepared;
}

/** Runs a strategy on bars in memory. */
export async function runInMemory(
  strategy: new () => Algorithm,
  bars: ReadonlyMap<string, Bars>,
  rounds = 1,
  parameters: Readonly<Record<string, ParameterValue>> = {},
): Promise<EngineOutcome> {
  const feed = new MemoryFeed(bars, rounds);
  const data = { feed, history: feed, reference: builtInReferenceData() };
  const outcome = await runEngine(strategy, { data, parameters });
  if (outcome.failure !== null) throw outcome.failure.error;
  return outcome;
}

export function figuresOf(outcome: EngineOutcome, bars: number): Figures {
  let fills = 0;
  for (const { status } of outcome.run.book.orders()) if (status === OrderStatus.Filled) fills += 1;
  return {
    bars,
    orders: outcome.run.book.count,
    fills,
    equity: outcome.run.portfolio.exactTotalPortfolioValue.toString(),
  };
}
