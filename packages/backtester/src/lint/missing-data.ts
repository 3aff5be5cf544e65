import {
  type EngineOutcome,
  Resolution,
  resolutionName,
  type Security,
  type SubscriptionDataConfig,
  type WarningJson,
} from '@lockstep/core';
import { isoDay, lastDayReached, sawItsData } from './run-span.ts';

/** Warnings that are written out; universes bring thousands of securities. */
const LISTED = 20;

/**
 * A warning for every resolution of a security that never had a bar, with what the data source holds for it; after the
 * first twenty one for all the others.
 */
export function missingData(outcome: EngineOutcome, describeData: (ticker: string) => string): WarningJson[] {
  if (!sawItsData(outcome)) return [];
  const { run } = outcome;
  const hadData = (config: SubscriptionDataConfig): boolean =>
    (run.subscriptions.targetFor(config)?.point ?? null) !== null;
  const days = `from ${isoDay(run.dates.startDay)} to ${isoDay(lastDayReached(outcome))}`;
  const missing = run.securities.values.flatMap((security) =>
    [...byResolution(security)]
      .filter(([, configs]) => !configs.some(hadData))
      .map(([resolution]) => ({ ticker: security.symbol.value, resolution })),
  );
  const texts = missing.slice(0, LISTED).map(({ ticker, resolution }) => {
    const held = heldText(ticker, resolution, describeData(ticker));
    return `${ticker}: ${barsOf(resolution)} asked for, none ${days}. ${held}`;
  });
  const more = missing.length - texts.length;
  if (more > 0) texts.push(`${more} more subscriptions had no data ${days}; they are not listed.`);
  return texts.map((text) => ({ code: 'NO_DATA', severity: 'warning', text, time: null, orderId: null }));
}

/** Subscriptions by resolution: trades and quotes of one resolution stand in for each other. */
function byResolution({ subscriptions }: Security): Map<Resolution, SubscriptionDataConfig[]> {
  const groups = new Map<Resolution, SubscriptionDataConfig[]>();
  for (const config of subscriptions) {
    const group = groups.get(config.resolution);
    if (group === undefined) groups.set(config.resolution, [config]);
    else group.push(config);
  }
  return groups;
}

function barsOf(resolution: Resolution): string {
  return resolution === Resolution.Tick ? 'ticks' : `${resolutionName(resolution)} bars`;
}

/** What there is, and the resolution to ask for when the one asked for is not among it. */
function heldText(ticker: string, asked: Resolution, there: string): string {
  if (there === '') return `The data source holds nothing for ${ticker}.`;
  const held = Object.entries(Resolution).filter(([, value]) =>
    new RegExp(`\\b${resolutionName(value)}\\b`).test(there),
  );
  const advice = held.some(([, value]) => value === asked) ? [] : held.map(([name]) => `Resolution.${name}`);
  const text = `The data source holds ${there}${advice.length === 0 ? '' : `: use ${advice.join(' or ')}`}`;
  return text.endsWith('?') ? text : `${text}.`;
}
