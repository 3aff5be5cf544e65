export { IbConnection, type IbConnectionOptions } from './connection/ib-connection.ts';
export { ContractBook, type ContractBookOptions } from './contracts/contract-book.ts';
export type { ContractHints } from './contracts/contract-query.ts';
export type { IbContract } from './contracts/ib-contract.ts';
export type { PriceBand } from './contracts/price-bands.ts';
export { type IbData, type IbDataOptions, ibData } from './data/ib-data.ts';
export { IbDataFeed, type IbDataFeedOptions } from './data/ib-data-feed.ts';
export { type IbHistoryOptions, IbHistoryProvider } from './data/ib-history-provider.ts';
export { IB_PORTS, type IbPorts } from './ports.ts';
