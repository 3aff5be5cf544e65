import type { Clock, SimulatedVenue } from '@lockstep/core';
import type { ServerTime } from '../../wire/server-time.ts';
import type { SimulatedAccount } from '../account/account-desk.ts';
import type { SimulatorFaults } from '../faults/simulator-faults.ts';
import type { Instruments } from '../market/instruments.ts';
import type { SimulatorRules } from '../rules/simulator-rules.ts';
import type { Ledger } from './ledger.ts';

/** What the desks of a simulated terminal share. */
export interface DeskParts {
  readonly venue: SimulatedVenue;
  readonly clock: Clock;
  readonly server: ServerTime;
  readonly instruments: Instruments;
  readonly rules: SimulatorRules;
  readonly faults: SimulatorFaults;
  readonly ledger: Ledger;
  readonly account: SimulatedAccount;
}
