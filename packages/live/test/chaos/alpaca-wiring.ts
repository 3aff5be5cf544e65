import { ALPACA_CAPABILITIES, AlpacaBrokerage } from '@lockstep/broker-alpaca';
import { AlpacaSimulator, type LegName, type ParentName } from '@lockstep/broker-alpaca/simulator';
import {
  type BrokerageInbox,
  BrokerageName,
  type Clock,
  createBrokerageModel,
  type SecuritySymbol,
} from '@lockstep/core';
import { type FaultLine, RandomFaults } from '@lockstep/core/testing';
import { AlpacaSilence, NamedRequests } from './alpaca-silence.ts';
import type { ChaosWiring, ServedVenue, WireEnd } from './chaos-wiring.ts';

const KEYS = { keyId: 'chaos', secret: 'chaos' } as const;
/** Length of the part of a client order id that all orders of a deployment share. */
const PREFIX_LENGTH = 10;
/** Simulators of this process, by their address. */
const SERVED = new Map<string, AlpacaSimulator>();

/** Alpaca: the adapter, over sockets, to its simulator in front of the venue. What goes wrong goes wrong on the wire. */
export const ALPACA: ChaosWiring = {
  capabilities: ALPACA_CAPABILITIES,
  brokerageModel: createBrokerageModel(BrokerageName.Alpaca),
  serve,
  connect,
};

async function serve(line: FaultLine): Promise<ServedVenue> {
  const { venue, clock } = line;
  const simulator = await AlpacaSimulator.start({
    venue,
    clock,
    keys: KEYS,
    legClientOrderId: numberOfLeg,
  });
  const { faults } = line;
  simulator.faults.line = (name) => {
    line.onTrace?.(name);
    return faults instanceof RandomFaults ? faults.of(name, clock.utcNow()) : faults;
  };
  simulator.faults.network = () => (line.isHalfOpen ? 'halfOpen' : line.isConnected ? 'up' : 'down');
  // Of the line only what becomes of its connection is used.
  const inbox: BrokerageInbox = {
    orderEvent: () => undefined,
    message: ({ kind }) => {
      if (kind === 'disconnected') simulator.dropConnections();
    },
  };
  line.connect().connect(inbox);
  const address = simulator.endpoints.trading;
  SERVED.set(address, simulator);
  return {
    address,
    drained: () => simulator.quiet(),
    close: () => {
      SERVED.delete(address);
      return simulator.stop();
    },
  };
}

/** The number that the engine gave a leg, by which the venue's ledger is compared with the engine's. */
function numberOfLeg({ clientOrderId, orderClass }: ParentName, leg: LegName): string {
  const [, prefix = '', number = ''] = /^(.*\D|)(\d+)$/.exec(clientOrderId.slice(PREFIX_LENGTH)) ?? [];
  // A pair is its target and the stop before it; an entry is followed by its stop and its target.
  const distance = orderClass === 'oco' ? -1 : leg === 'stop' ? 1 : 2;
  return clientOrderId.slice(0, PREFIX_LENGTH) + prefix + String(Number(number) + distance);
}

async function connect(address: string, clock: Clock): Promise<WireEnd> {
  let brokerage: AlpacaBrokerage | null = null;
  let silence: AlpacaSilence | null = null;
  return {
    brokerage: (run) => {
      const symbolOf = (ticker: string): SecuritySymbol | null =>
        run.securities.values.find(({ symbol }) => symbol.value === ticker)?.symbol ?? null;
      const endpoints = { trading: address, tradingStream: `${address.replace('http', 'ws')}/stream` };
      const requests = new NamedRequests();
      brokerage = new AlpacaBrokerage({ credentials: KEYS, endpoints, clock, symbolOf, fetch: requests.fetch });
      silence = new AlpacaSilence({ address, near: SERVED.get(address) ?? null, requests, brokerage });
      return brokerage;
    },
    settle: () => silence?.come() ?? Promise.resolve(),
    close: () => {
      brokerage?.disconnect();
    },
  };
}
