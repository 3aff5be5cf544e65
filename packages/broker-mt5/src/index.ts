export { type BridgeProcessOptions, bridgeProcess } from './bridge/bridge-process.ts';
export { type BridgeSocketOptions, bridgeSocket } from './bridge/bridge-socket.ts';
export type { BridgeListener, BridgeStream, BridgeTransport } from './bridge/bridge-transport.ts';
export type { Mt5Login } from './bridge/terminal-link.ts';
export type { LookIntervals } from './brokerage/looks/look-loop.ts';
export { Mt5Brokerage, type Mt5BrokerageOptions } from './brokerage/mt5-brokerage.ts';
export { MT5_CAPABILITIES } from './brokerage/mt5-capabilities.ts';
export { RETCODES, type RetcodeAction, type RetcodeRule } from './wire/retcodes.ts';
export { NEW_YORK_CLOSE } from './wire/server-time.ts';
