export { type BridgeProcessOptions, bridgeProcess, simulatedTerminal } from './bridge/bridge-process.ts';
export { type BridgeSocketOptions, bridgeSocket } from './bridge/bridge-socket.ts';
export type { BridgeListener, BridgeStream, BridgeTransport } from './bridge/bridge-transport.ts';
export {
  type Mt5Login,
  Mt5Terminal,
  type Mt5TerminalOptions,
  type TerminalListener,
  type TerminalState,
} from './bridge/mt5-terminal.ts';
export { type BridgeServer, type BridgeServerOptions, serveBridge } from './bridge/serve-bridge.ts';
export type { TerminalSession } from './bridge/terminal-session.ts';
export type { LookIntervals } from './brokerage/looks/look-loop.ts';
export { Mt5Brokerage, type Mt5BrokerageOptions } from './brokerage/mt5-brokerage.ts';
export { MT5_CAPABILITIES } from './brokerage/mt5-capabilities.ts';
export { type Mt5Data, mt5Data } from './data/mt5-data.ts';
export { Mt5DataFeed, type Mt5DataFeedOptions } from './data/mt5-data-feed.ts';
export { type Mt5HistoryOptions, Mt5HistoryProvider } from './data/mt5-history-provider.ts';
export { ExpertServer, type ExpertServerOptions } from './expert/expert-server.ts';
export { RETCODES, type RetcodeAction, type RetcodeRule } from './wire/retcodes.ts';
export { NEW_YORK_CLOSE } from './wire/server-time.ts';
