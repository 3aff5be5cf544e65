import {
  type Brokerage,
  type BrokerageCapabilities,
  type Clock,
  Market,
  type ReferenceData,
  type SecuritySymbol,
  SecurityType,
  type SimulatedVenue,
} from '@lockstep/core';
import { IbBrokerage } from '../brokerage/ib-brokerage.ts';
import { IB_CAPABILITIES } from '../brokerage/ib-capabilities.ts';
import { IbConnection } from '../connection/ib-connection.ts';
import { ContractBook } from '../contracts/contract-book.ts';
import { IbSimulator } from './ib-simulator.ts';

/** Rounds in which nothing happens until everything counts as arrived. */
const STILL_ROUNDS = 2;

/** Interactive Brokers as a rehearsal takes it: the adapter, over real sockets, to a simulator of TWS before a venue. */
export const ibRehearsal = {
  name: 'ib',
  capabilities: IB_CAPABILITIES satisfies BrokerageCapabilities as BrokerageCapabilities,
  isTraded: ({ securityType, market }: SecuritySymbol): boolean =>
    (securityType === SecurityType.Equity && market === Market.USA) ||
    securityType === SecurityType.Forex ||
    securityType === SecurityType.Cfd,
  open: openWire,
};

interface Ends {
  readonly venue: SimulatedVenue;
  readonly clock: Clock;
  readonly reference: ReferenceData;
}

interface Wire {
  readonly brokerage: Brokerage;
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

async function openWire({ venue, clock, reference }: Ends): Promise<Wire> {
  const simulator = await IbSimulator.start({
    venue,
    clock,
    reference,
    // Rules that are IB's alone are off: the backtest beside it does not have them. A year passes in a minute here.
    habits: { messagesPerSecond: null, workingOrdersPerSide: Number.POSITIVE_INFINITY, checksPriceSteps: false },
  });
  const connection = new IbConnection({ clock, port: simulator.port, messagesPerSecond: Number.POSITIVE_INFINITY });
  const contracts = new ContractBook({
    connection,
    symbolOf: (ticker, securityType) =>
      venue.securities.values.find(({ symbol }) => symbol.value === ticker && symbol.securityType === securityType)
        ?.symbol ?? null,
  });
  const brokerage = new IbBrokerage({ connection, contracts });
  return {
    brokerage,
    quiet: async () => {
      for (let still = 0; still < STILL_ROUNDS; ) {
        const before = connection.pending;
        await brokerage.idle();
        await simulator.quiet();
        still = before === 0 && connection.pending === 0 ? still + 1 : 0;
      }
    },
    stop: () => simulator.stop(),
  };
}
