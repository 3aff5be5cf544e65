import { type Algorithm, type Brokerage, paperVenue, Resolution, VirtualClock } from '@lockstep/core';
import { type BarSeries, MemoryDataFeed, testReferenceData, tradeBars } from '@lockstep/core/testing';
import type { LiveOptions, StrategyClass } from '../src/session/live-options.ts';
import type { LiveSession } from '../src/session/live-session.ts';
import { runLive } from '../src/session/run-live.ts';

/** Monday, 4 March 2024, 09:30 in New York. */
export const OPEN_MS = Date.UTC(2024, 2, 4, 14, 30);
const MINUTE_MS = 60_000;

/** Minute bars of ABC from the open on, one for each close. */
export function minutes(closes: readonly number[]): BarSeries {
  const bars = closes.map((close) => ({ open: close, high: close, low: close, close, volume: 10_000 }));
  return tradeBars('ABC', { start: '2024-03-04', resolution: Resolution.Minute, bars });
}

/** A session on a small market, and its clock. */
export interface SmallSession {
  readonly session: LiveSession;
  readonly clock: VirtualClock;
}

/** Runs a strategy live on minutes of ABC, in a folder, from a minute of the day on. */
export async function startSmall(
  strategy: new () => Algorithm,
  folder: string,
  options: Partial<LiveOptions> & { readonly closes: readonly number[]; readonly fromMinute?: number },
): Promise<SmallSession> {
  const { closes, fromMinute = 0, ...others } = options;
  const clock = new VirtualClock(OPEN_MS + fromMinute * MINUTE_MS);
  const feed = new MemoryDataFeed(minutes(closes));
  const session = await runLive(strategy as StrategyClass, {
    deployment: 'test',
    folder,
    data: { feed, history: feed, reference: testReferenceData() },
    brokerage: (run): Brokerage => paperVenue(run),
    clock,
    store: { sync: 'off' },
    endDay: Math.floor(OPEN_MS / 86_400_000),
    ...others,
  });
  return { session, clock };
}

/** Instant of a minute of the day, epoch ms UTC. */
export const minute = (number: number): number => OPEN_MS + number * MINUTE_MS;
