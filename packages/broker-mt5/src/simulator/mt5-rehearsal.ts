import {
  type Brokerage,
  type BrokerageCapabilities,
  type Clock,
  type ReferenceData,
  type SecuritySymbol,
  SecurityType,
  type SimulatedVenue,
} from '@lockstep/core';
import { Mt5Terminal } from '../bridge/mt5-terminal.ts';
import { Mt5Brokerage } from '../brokerage/mt5-brokerage.ts';
import { MT5_CAPABILITIES } from '../brokerage/mt5-capabilities.ts';
import { Mt5Simulator } from './mt5-simulator.ts';
import { VENUE_RULES } from './rules/simulator-rules.ts';

/** MetaTrader as a rehearsal takes it: the adapter, through the real bridge, to a simulated terminal in front of a venue. */
export const mt5Rehearsal = {
  name: 'mt5',
  capabilities: MT5_CAPABILITIES satisfies BrokerageCapabilities as BrokerageCapabilities,
  isTraded: ({ securityType }: SecuritySymbol): boolean =>
    securityType === SecurityType.Forex || securityType === SecurityType.Cfd,
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
  const simulator = await Mt5Simulator.start({ venue, clock, reference, rules: VENUE_RULES });
  const { login, password, server } = simulator.account;
  const account = { login: String(login), password, server };
  const brokerage = new Mt5Brokerage({
    terminal: new Mt5Terminal({ transport: simulator.bridge(), clock, account }),
    clock,
    symbolOf: (ticker) => venue.securities.values.find(({ symbol }) => symbol.value === ticker)?.symbol ?? null,
  });
  return {
    brokerage,
    quiet: () => silence(simulator, brokerage),
    stop: async () => {
      brokerage.disconnect();
      await simulator.stop();
    },
  };
}

const looked = new WeakMap<Mt5Simulator, number>();

/** Nothing is under way, and everything that has happened at the terminal has been seen. */
export async function silence(simulator: Mt5Simulator, brokerage: Mt5Brokerage): Promise<void> {
  for (;;) {
    await brokerage.idle();
    const { revision } = simulator;
    if (looked.get(simulator) === revision || !brokerage.isReady) return;
    looked.set(simulator, revision);
    await brokerage.look();
  }
}
