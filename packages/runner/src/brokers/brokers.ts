import { LockstepError } from '@lockstep/core';
import type { BrokerKind } from '@lockstep/live/config';
import { ALPACA } from './alpaca.ts';
import type { BrokerEntry } from './broker-entry.ts';
import { MT5 } from './mt5.ts';

const PAPER: BrokerEntry = {
  kind: 'paper',
  examine: () =>
    Promise.resolve({ name: 'broker paper', verdict: 'ok', found: 'simulated in this process; nothing to reach' }),
};

const BROKERS: readonly BrokerEntry[] = [PAPER, ALPACA, MT5];

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
