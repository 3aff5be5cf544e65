import { LockstepError } from '@lockstep/core';
import type { BrokerKind, Environment, TradingEnvironment } from '@lockstep/live/config';
import type { Check } from '../doctor/check.ts';

/** What a broker is asked with. */
export interface BrokerSurroundings {
  readonly environment: Environment;
  readonly stage: TradingEnvironment['environment'];
}

/** A broker as the command line knows it. */
export interface BrokerEntry {
  readonly kind: BrokerKind;
  /** Whether it can be reached and lets us in; sends no order. */
  readonly examine: (surroundings: BrokerSurroundings) => Promise<Check>;
}

const PAPER: BrokerEntry = {
  kind: 'paper',
  examine: () =>
    Promise.resolve({ name: 'broker paper', verdict: 'ok', found: 'simulated in this process; nothing to reach' }),
};

const BROKERS: readonly BrokerEntry[] = [PAPER];

/**
 * A broker by its name.
 *
 * @throws LockstepError `BROKER_UNAVAILABLE` for one that this version does not have
 */
export function brokerEntry(kind: BrokerKind): BrokerEntry {
  const found = BROKERS.find((entry) => entry.kind === kind);
  if (found !== undefined) return found;
  const known = BROKERS.map((entry) => entry.kind).join(', ');
  throw new LockstepError(
    'BROKER_UNAVAILABLE',
    `The broker ${kind} is not part of this version of Lockstep; expected one of: ${known}. Choose it with --broker, ` +
      'live.broker in lockstep.config.ts or DEFAULT_BROKER.',
    { details: { broker: kind } },
  );
}
