import { createServer } from 'node:http';
import { ContractBook, IB_CAPABILITIES, IbBrokerage, IbConnection } from '@lockstep/broker-ib';
import { IbSimulator } from '@lockstep/broker-ib/simulator';
import { type BrokerageInbox, type Clock, DelegatingBrokerage } from '@lockstep/core';
import type { FaultLine } from '@lockstep/core/testing';
import type { ChaosPlan } from './chaos-plan.ts';
import type { ChaosWiring, ServedVenue, WireEnd } from './chaos-wiring.ts';
import { FaultTally } from './fault-tally.ts';
import { IbGatewayTroubles } from './ib-gateway-troubles.ts';
import { IbLineFaults } from './ib-line-faults.ts';
import { IbSilence, type TwsSaid } from './ib-silence.ts';

/** Simulators of this process, by their address. */
const SERVED = new Map<string, IbSimulator>();

/** What went wrong over this wire so far, on the venue's side. */
const TALLY = new FaultTally();

/** Interactive Brokers: the adapter, over sockets, to a simulated TWS in front of the venue. */
export const IB: ChaosWiring = { capabilities: IB_CAPABILITIES, tally: TALLY, serve, connect };

async function serve(line: FaultLine, plan: ChaosPlan): Promise<ServedVenue> {
  const { venue, clock } = line;
  const simulator = await IbSimulator.start({
    venue,
    clock,
    habits: { messagesPerSecond: null, workingOrdersPerSide: 10_000 },
  });
  simulator.faults.random = new IbLineFaults(line, simulator.faults, TALLY);
  new IbGatewayTroubles(line, simulator, plan, TALLY).begin();
  const desk = await questionDesk(simulator);
  const address = `${simulator.port} ${desk.port}`;
  SERVED.set(address, simulator);
  return {
    address,
    drained: () => simulator.quiet(),
    close: async () => {
      SERVED.delete(address);
      desk.close();
      await simulator.stop();
    },
  };
}

/** Tells whoever is in another process what has come over the wire, beside the wire. */
async function questionDesk(simulator: IbSimulator): Promise<{ readonly port: number; close(): void }> {
  const server = createServer((_, response) => {
    response.end(JSON.stringify(saidBy(simulator)));
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

function saidBy({ isIdle, sessions }: IbSimulator): TwsSaid {
  const connections = sessions.all.map(({ socket, isEnding }) => ({
    port: socket.remotePort ?? 0,
    read: socket.bytesRead,
    written: socket.bytesWritten,
    isEnding,
  }));
  return { isIdle, connections };
}

/** What a process that has died still asks for comes to nothing: it does not connect again. */
class MortalBrokerage extends DelegatingBrokerage {
  isDead = false;

  override connect(inbox: BrokerageInbox): void | Promise<void> {
    return this.isDead ? new Promise(() => undefined) : this.inner.connect(inbox);
  }
}

async function connect(address: string, clock: Clock): Promise<WireEnd> {
  const [port = 0, desk = 0] = address.split(' ').map(Number);
  const near = SERVED.get(address) ?? null;
  const silence = new IbSilence({
    port,
    said: async () =>
      near === null ? ((await (await fetch(`http://127.0.0.1:${desk}`)).json()) as TwsSaid) : saidBy(near),
  });
  let brokerage: MortalBrokerage | null = null;
  return {
    brokerage: (run) => {
      const connection = new IbConnection({
        clock,
        port,
        messagesPerSecond: Number.POSITIVE_INFINITY,
      });
      const securities = run.securities;
      const contracts = new ContractBook({
        connection,
        symbolOf: (ticker) => securities.values.find(({ symbol }) => symbol.value === ticker)?.symbol ?? null,
        hints: Object.fromEntries(securities.values.map(({ symbol }) => [symbol.value, { primaryExch: '' }])),
      });
      brokerage = new MortalBrokerage(new IbBrokerage({ connection, contracts }));
      return brokerage;
    },
    settle: () => silence.come(),
    close: () => {
      if (brokerage !== null) brokerage.isDead = true;
      void brokerage?.disconnect();
      silence.close();
    },
  };
}
