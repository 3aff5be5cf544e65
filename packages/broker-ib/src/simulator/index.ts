// A simulator of the socket protocol of TWS and Gateway.

export type { PriceBand } from '../contracts/price-bands.ts';
export type { ContractDefinition, GivenContract, SecType } from './contracts/contract-definition.ts';
export type { Instrument, InstrumentReference, Instruments } from './contracts/instruments.ts';
export type { ExecutionCorrections } from './faults/execution-corrections.ts';
export type { GatewayLife, RestartOptions } from './faults/gateway-life.ts';
export { BAD_WIRE, RandomWireFaults, type WireQuality } from './faults/random-wire-faults.ts';
export type { ScriptedRefusal, SimulatorFaults } from './faults/simulator-faults.ts';
export type {
  RequestFate,
  RequestMatch,
  SeenRequest,
  TellingFate,
  TellingMatch,
  WireFaults,
} from './faults/telling-fate.ts';
export type { SimulatorHabits } from './habits.ts';
export { ibRehearsal } from './ib-rehearsal.ts';
export { IbSimulator, type IbSimulatorOptions } from './ib-simulator.ts';
export type { Commission, Execution } from './orders/executions.ts';
export type { ManualChange, ManualDesk, ManualOrder } from './orders/manual-desk.ts';
export type { OrderStage, SimulatedOrder, WireStatus } from './orders/simulated-order.ts';
export type { SimulatedOrders } from './orders/simulated-orders.ts';
export type { ClientSession } from './sessions/client-session.ts';
export type { OrderIds } from './sessions/order-ids.ts';
export type { WireMessage } from './wire/layout.ts';
