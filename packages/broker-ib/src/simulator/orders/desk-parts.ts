import type { Clock, SimulatedVenue, TimeZone } from '@lockstep/core';
import type { Instruments } from '../contracts/instruments.ts';
import type { SimulatorFaults } from '../faults/simulator-faults.ts';
import type { SimulatorHabits } from '../habits.ts';
import type { OrderIds } from '../sessions/order-ids.ts';
import type { Executions } from './executions.ts';
import type { OrderTeller } from './order-teller.ts';
import type { SimulatedOrders } from './simulated-orders.ts';

/** What taking in orders works with. */
export interface DeskParts {
  readonly venue: SimulatedVenue;
  readonly clock: Clock;
  /** The zone in which TWS tells times. */
  readonly zone: TimeZone;
  /** Accounts that the login manages; orders are for the first. */
  readonly accounts: readonly string[];
  readonly instruments: Instruments;
  readonly habits: SimulatorHabits;
  readonly faults: SimulatorFaults;
  readonly ids: OrderIds;
  readonly orders: SimulatedOrders;
  readonly executions: Executions;
  readonly teller: OrderTeller;
  /** Money or positions have changed. */
  readonly accountChanged: () => void;
}
