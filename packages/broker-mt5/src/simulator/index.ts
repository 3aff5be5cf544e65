export type { SimulatedAccount } from './account/account-desk.ts';
export { SimulatedExpert, type SimulatedExpertOptions } from './expert/simulated-expert.ts';
export { type CallFate, SimulatorFaults } from './faults/simulator-faults.ts';
export type { SimulatedInstrument, SymbolTraits } from './market/instruments.ts';
export type { SimulatedMarket } from './market/price-history.ts';
export { mt5Rehearsal } from './mt5-rehearsal.ts';
export { Mt5Simulator, type Mt5SimulatorOptions } from './mt5-simulator.ts';
export { MT5_RULES, type SimulatorRules, VENUE_RULES } from './rules/simulator-rules.ts';
