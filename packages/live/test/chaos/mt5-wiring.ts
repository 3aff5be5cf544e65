import { createServer } from 'node:http';
import { bridgeSocket, MT5_CAPABILITIES, Mt5Brokerage, Mt5Terminal } from '@lockstep/broker-mt5';
import { Mt5Simulator } from '@lockstep/broker-mt5/simulator';
import type { Clock } from '@lockstep/core';
import type { FaultLine } from '@lockstep/core/testing';
import type { ChaosWiring, ServedVenue, WireEnd } from './chaos-wiring.ts';
import { IbSilence, type TwsSaid } from './ib-silence.ts';
import { bridges } from './mt5-bridges.ts';
import { Mt5LineFaults } from './mt5-line-faults.ts';
import { Mt5Relay } from './mt5-relay.ts';

interface Served {
  readonly relay: Mt5Relay;
  readonly simulator: Mt5Simulator;
}

/** Those of this process, by their address. */
const SERVED = new Map<string, Served>();
const LOOKS = { busyMs: 500, openMs: 3_000, idleMs: 6_000 };

/** MetaTrader: the adapter, through real bridges, to a simulated terminal in front of the venue. */
export const MT5: ChaosWiring = { capabilities: MT5_CAPABILITIES, serve, connect };

async function serve(line: FaultLine): Promise<ServedVenue> {
  const { venue, clock } = line;
  const simulator = await Mt5Simulator.start({ venue, clock });
  const ready = await bridges();
  const relay = await Mt5Relay.open(ready, simulator.address);
  const faults = new Mt5LineFaults(line, simulator, relay);
  line.onConnection = (isConnected) => {
    if (isConnected) faults.onReconnected();
    else faults.onDisconnected();
  };
  const served = { relay, simulator };
  const desk = await questionDesk(served);
  const address = `${relay.port} ${desk.port} ${ready.token}`;
  SERVED.set(address, served);
  return {
    address,
    drained: async () => {
      await saidAtLast(served);
    },
    close: async () => {
      SERVED.delete(address);
      desk.close();
      await relay.close();
      await simulator.stop();
    },
  };
}

/** Tells whoever is in another process what has come over the wire, beside the wire. */
async function questionDesk(served: Served): Promise<{ readonly port: number; close(): void }> {
  const server = createServer((_, response) => {
    void saidAtLast(served).then((said) => response.end(JSON.stringify(said)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: address !== null && typeof address !== 'string' ? address.port : 0,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Bridges whose terminal waits for the clock have nothing to say at present. */
function saidBy({ relay, simulator }: Served): TwsSaid {
  return { isIdle: isIdle({ relay, simulator }), connections: relay.connections };
}

function isIdle({ relay, simulator }: Served): boolean {
  return relay.working <= simulator.parked;
}

/** The same, once there is nothing to wait for. */
async function saidAtLast(served: Served): Promise<TwsSaid> {
  while (!isIdle(served)) await served.relay.moved();
  return saidBy(served);
}

async function connect(address: string, clock: Clock): Promise<WireEnd> {
  const [port = 0, desk = 0] = address.split(' ').map(Number);
  const token = address.split(' ')[2] ?? '';
  const near = SERVED.get(address) ?? null;
  const silence = new IbSilence({
    port,
    said: async () =>
      near === null ? ((await (await fetch(`http://127.0.0.1:${desk}`)).json()) as TwsSaid) : saidAtLast(near),
  });
  let brokerage: Mt5Brokerage | null = null;
  return {
    brokerage: ({ securities }) => {
      const transport = bridgeSocket({ host: '127.0.0.1', port, token });
      brokerage = new Mt5Brokerage({
        terminal: new Mt5Terminal({ transport, clock }),
        clock,
        symbolOf: (ticker) => securities.values.find(({ symbol }) => symbol.value === ticker)?.symbol ?? null,
        looks: LOOKS,
      });
      return brokerage;
    },
    settle: () => silence.come(),
    close: () => {
      brokerage?.disconnect();
      silence.close();
    },
  };
}
