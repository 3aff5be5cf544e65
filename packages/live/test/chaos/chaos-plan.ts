import { type BrokerageCapabilities, Resolution } from '@lockstep/core';
import {
  type BarSeries,
  type BarValues,
  GOOD_LINE,
  type LineQuality,
  SeededRandom,
  tradeBars,
} from '@lockstep/core/testing';
import type { LiveSettings } from '../../src/config/lockstep-config.ts';
import { type Death, randomDeath } from './death.ts';
import { BRACKETED, MIXED, SINGLE } from './random-trader.ts';
import { wiringOf } from './wirings.ts';

const OPEN_UTC = Date.UTC(2024, 2, 4, 14, 30);
const MINUTE_MS = 60_000;
/** Length of the troubled part of a seed, and of the quiet part after it, minutes. */
const TROUBLED_MINUTES = 60;
const QUIET_MINUTES = 8;

/** Something that happens to the line, the process or the store at an instant. */
export interface Incident {
  readonly atUtc: number;
  readonly what:
    | 'crash'
    | 'crashBeforeSend'
    | 'crashAfterSend'
    | 'disconnect'
    | 'halfOpen'
    | 'bust'
    | 'diskFull'
    | 'kill'
    | 'flatten'
    | 'pause';
  /** For how long, ms: the process is down, the line is gone, …. */
  readonly forMs: number;
  readonly expected: boolean;
  /** Where a process that crashes is at that moment. */
  readonly death: Death;
  /** Where the process that follows it dies while it starts, if it does. */
  readonly nextDeath: Death | null;
}

/** All that a seed decides. */
export interface ChaosPlan {
  readonly seed: number;
  /** Name of the wiring to the venue. */
  readonly broker: string;
  readonly startUtc: number;
  readonly quietUtc: number;
  readonly endUtc: number;
  readonly data: readonly BarSeries[];
  readonly capabilities: Partial<BrokerageCapabilities>;
  readonly quality: LineQuality;
  readonly partialFills: number;
  readonly settings: LiveSettings;
  readonly strategyFailures: number;
  readonly incidents: readonly Incident[];
}

/** What goes wrong for a seed, and when. */
export function planOf(seed: number, broker: string): ChaosPlan {
  const random = new SeededRandom(seed);
  const quietUtc = OPEN_UTC + TROUBLED_MINUTES * MINUTE_MS;
  const failures = random.chance(0.15) ? 0.03 : 0;
  return {
    seed,
    broker,
    startUtc: OPEN_UTC - MINUTE_MS,
    quietUtc,
    // Between two bars.
    endUtc: quietUtc + (QUIET_MINUTES + 0.5) * MINUTE_MS,
    data: [SINGLE, BRACKETED, MIXED].map((ticker, index) => walk(ticker, random.fork(100 + index))),
    capabilities: { ...capabilitiesOf(random.fork(1)), ...wiringOf(broker).capabilities },
    quality: qualityOf(random.fork(2)),
    partialFills: random.chance(0.6) ? 0.4 : 0,
    settings: {
      reconciliationLimit: 1_000_000,
      whileDisconnected: random.chance(0.25) ? 'queue' : 'refuse',
      strategyErrors: failures > 0 ? random.pick(['continue', 'flatten']) : 'stop',
    },
    strategyFailures: failures,
    incidents: incidentsOf(random.fork(3), random.fork(4)),
  };
}

function walk(ticker: string, random: SeededRandom): BarSeries {
  let close = 100;
  const bars: BarValues[] = [];
  for (let minute = 0; minute < TROUBLED_MINUTES + QUIET_MINUTES + 5; minute += 1) {
    const open = close;
    close = Math.round((open + random.next() - 0.5) * 100) / 100;
    const high = Math.max(open, close) + random.integer(0, 30) / 100;
    const low = Math.min(open, close) - random.integer(0, 30) / 100;
    bars.push({ open, high: round(high), low: round(low), close });
  }
  return tradeBars(ticker, { start: '2024-03-04', resolution: Resolution.Minute, bars });
}

function round(price: number): number {
  return Math.round(price * 100) / 100;
}

function capabilitiesOf(random: SeededRandom): Partial<BrokerageCapabilities> {
  const drawn = random.next();
  const groups: Partial<BrokerageCapabilities> =
    drawn < 0.6
      ? { nativeBrackets: 'fromFirstFill', nativeOco: true }
      : drawn < 0.8
        ? { nativeBrackets: 'fromCompleteFill', nativeOco: random.chance(0.5) }
        : { nativeBrackets: false, nativeOco: random.chance(0.5) };
  return {
    ...groups,
    executionFees: random.pick(['included', 'later']),
    enforcesUniqueClientOrderId: random.chance(0.5),
  };
}

function qualityOf(random: SeededRandom): LineQuality {
  const some = (probability: number, most: number): number => (random.chance(probability) ? random.next() * most : 0);
  return {
    ...GOOD_LINE,
    lost: some(0.4, 0.06),
    timeout: some(0.5, 0.15),
    refused: some(0.3, 0.06),
    throws: some(0.3, 0.05),
    dropped: some(0.5, 0.12),
    doubled: some(0.5, 0.2),
    questionFails: some(0.4, 0.15),
    questionSilent: some(0.3, 0.06),
    stale: some(0.4, 0.5),
    longestStaleMs: 10_000,
    slow: some(0.6, 0.4),
    longestDelayMs: random.pick([300, 3_000, 12_000]),
  };
}

function incidentsOf(random: SeededRandom, deaths: SeededRandom): Incident[] {
  const incidents: Incident[] = [];
  const count = random.integer(0, 6);
  for (let index = 0; index < count; index += 1) {
    incidents.push({
      atUtc: OPEN_UTC + random.integer(60, TROUBLED_MINUTES * 60 - 60) * 1_000 + random.integer(0, 999),
      what: random.pick([
        'crash',
        'crash',
        'crashBeforeSend',
        'crashAfterSend',
        'disconnect',
        'disconnect',
        'halfOpen',
        'bust',
        'diskFull',
        'pause',
        'flatten',
        'kill',
      ]),
      forMs: random.integer(0, 100) * 1_000 + random.integer(0, 999),
      expected: random.chance(0.4),
      death: randomDeath(deaths),
      nextDeath: deaths.chance(0.2) ? randomDeath(deaths) : null,
    });
  }
  return incidents.toSorted((a, b) => a.atUtc - b.atUtc);
}
