import type { Clock, SimulatedVenue } from '@lockstep/core';
import type { AccountSettings } from '../account/account-settings.ts';
import type { CashActivityLog } from '../account/cash-activity-log.ts';
import type { DeskFaults } from '../faults/desk-faults.ts';
import type { Instruments } from '../market/instruments.ts';
import type { SimulatorRules } from '../rules/simulator-rules.ts';
import type { TradeUpdates } from '../stream/trade-updates.ts';
import type { WireIds } from '../wire-ids.ts';
import type { WireTimes } from '../wire-times.ts';
import type { Executions } from './executions.ts';
import type { SimulatedOrderFields } from './simulated-order.ts';
import type { SimulatedOrders } from './simulated-orders.ts';

/** A leg of a bracket or a pair: what stops a loss, or what takes a profit. */
export type LegName = 'stop' | 'target';

/** The order that a leg belongs to. */
export type ParentName = Pick<SimulatedOrderFields, 'clientOrderId' | 'orderClass'>;

/** What taking in orders works with. */
export interface DeskParts {
  readonly venue: SimulatedVenue;
  readonly clock: Clock;
  readonly ids: WireIds;
  readonly times: WireTimes;
  readonly instruments: Instruments;
  readonly account: AccountSettings;
  readonly rules: SimulatorRules;
  readonly faults: DeskFaults;
  readonly orders: SimulatedOrders;
  readonly executions: Executions;
  readonly cashActivities: CashActivityLog;
  readonly updates: TradeUpdates;
  /** Names a leg by the order that it belongs to. */
  readonly legClientOrderId: (parent: ParentName, leg: LegName) => string;
}
