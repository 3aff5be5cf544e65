import type { VirtualClock } from '@lockstep/core';
import { type BarSeries, MemoryDataFeed, StandingVenue, testReferenceData } from '@lockstep/core/testing';
import { AlpacaSimulator } from '../src/simulator/alpaca-simulator.ts';
import { jsonReply, type Reply } from '../src/simulator/http/reply.ts';
import {
  SimulatedMarketData,
  type SimulatedMarketDataOptions,
} from '../src/simulator/market-data/simulated-market-data.ts';

/** A simulator with market data, and what was asked of that. */
export interface MarketDataServer {
  readonly simulator: AlpacaSimulator;
  readonly data: SimulatedMarketData;
  /** Queries so far: path and parameters. */
  readonly requests: string[];
  /** Answers that are given in the place of the next ones. */
  readonly answers: Reply[];
  /** When streams were asked for, epoch ms UTC of its clock. */
  readonly connections: number[];
}

export async function startMarketDataServer(
  clock: VirtualClock,
  series: readonly BarSeries[],
  options: Partial<SimulatedMarketDataOptions> = {},
): Promise<MarketDataServer> {
  const reference = testReferenceData();
  const source = { history: new MemoryDataFeed(...series), reference };
  const data = new SimulatedMarketData({ source, clock, ...options });
  const requests: string[] = [];
  const answers: Reply[] = [];
  const connections: number[] = [];
  const { venue } = new StandingVenue({ clock, reference, data: [], cash: 100_000 });
  const simulator = await AlpacaSimulator.start({
    venue,
    clock,
    marketData: {
      routes: data.routes.map((route) => ({
        ...route,
        answer: (request) => {
          requests.push(`${route.path}?${request.query.toString()}`);
          return answers.shift() ?? route.answer(request);
        },
      })),
      accept: (socket, request, keys) => {
        connections.push(clock.utcNow());
        return data.accept(socket, request, keys);
      },
      quiet: () => data.quiet(),
    },
  });
  return { simulator, data, requests, answers, connections };
}

/** An answer that is no answer. */
export const EMPTY_REPLY: Reply = { ...jsonReply(200, null), body: '' };
