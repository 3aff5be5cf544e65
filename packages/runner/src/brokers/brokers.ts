import type { BrokerKind } from '@lockstep/live/config';
import { ALPACA } from './alpaca.ts';
import type { BrokerEntry } from './broker-entry.ts';
import { IB } from './ib.ts';
import { MT5 } from './mt5.ts';

const PAPER: BrokerEntry = {
  kind: 'paper',
  examine: () =>
    Promise.resolve({ name: 'broker paper', verdict: 'ok', found: 'simulated in this process; nothing to reach' }),
};

const BROKERS: Readonly<Record<BrokerKind, BrokerEntry>> = { paper: PAPER, alpaca: ALPACA, ib: IB, mt5: MT5 };

/** A broker by its name. */
export function brokerEntry(kind: BrokerKind): BrokerEntry {
  return BROKERS[kind];
}
