import { ALPACA_CAPABILITIES, AlpacaBrokerage } from '@lockstep/broker-alpaca';
import { AlpacaSimulator, type LegName, type ParentName, VENUE_RULES } from '@lockstep/broker-alpaca/simulator';
import type { BrokerageInbox, Clock, SecuritySymbol } from '@lockstep/core';
import type { FaultLine } from '@lockstep/core/testing';
import type { ChaosWiring, ServedVenue, WireEnd } from './chaos-wiring.ts';

const KEYS = { keyId: 'chaos', secret: 'chaos' } as const;
/** Length of the part of a client order id that all orders of a deployment share. */
const PREFIX_LENGTH = 10;
/** Rounds in which nothing happens until everything counts as arrived. */
const STILL_ROUNDS = 2;

/** Alpaca: the adapter, over sockets, to its simulator in front of the venue. What goes wrong goes wrong on the wire. */
export const ALPACA: ChaosWiring = { capabilities: ALPACA_CAPABILITIES, serve, connect };

async function serve(line: FaultLine): Promise<ServedVenue> {
  const { venue, clock } = line;
  const simulator = await AlpacaSimulator.start({
    venue,
    clock,
    keys: KEYS,
    rules: VENUE_RULES,
    legClientOrderId: numberOfLeg,
  });
  simulator.faults.line = line.faults;
  simulator.faults.network = () => (line.isHalfOpen ? 'halfOpen' : line.isConnected ? 'up' : 'down');
  // Of the line only what becomes of its connection is used.
  const inbox: BrokerageInbox = {
    orderEvent: () => undefined,
    message: ({ kind }) => {
      if (kind === 'disconnected') simulator.dropConnections();
    },
  };
  line.connect().connect(inbox);
  return {
    address: simulator.endpoints.trading,
    drained: () => simulator.quiet(),
    close: () => simulator.stop(),
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
  return {
    brokerage: (run) => {
      const symbolOf = (ticker: string): SecuritySymbol | null =>
        run.securities.values.find(({ symbol }) => symbol.value === ticker)?.symbol ?? null;
      const endpoints = { trading: address, tradingStream: `${address.replace('http', 'ws')}/stream` };
      brokerage = new AlpacaBrokerage({ credentials: KEYS, endpoints, clock, symbolOf });
      return brokerage;
    },
    settle: () => (brokerage === null ? Promise.resolve() : silence(address, brokerage)),
    close: () => {
      brokerage?.disconnect();
    },
  };
}

interface Said {
  /** Requests that wait for time to pass. */
  readonly parked: number;
  readonly sent: number;
  readonly told: number;
}

/** No call waits for an answer but those that wait for time to pass, and nothing is on its way; twice in a row. */
async function silence(address: string, brokerage: AlpacaBrokerage): Promise<void> {
  let known = '';
  for (let still = 0; still < STILL_ROUNDS; ) {
    await new Promise(setImmediate);
    const said = (await (await fetch(`${address}/__sim/quiet`)).json()) as Said;
    const now = JSON.stringify([said, brokerage.pendingCalls]);
    still = brokerage.pendingCalls <= said.parked && now === known ? still + 1 : 0;
    known = now;
  }
}
