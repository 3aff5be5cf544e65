import type { Brokerage } from '@lockstep/core';
import type { FaultLine, LineEnd } from '@lockstep/core/testing';
import type { ChaosWiring } from './chaos-wiring.ts';
import { BrokerageServer } from './wire/brokerage-server.ts';
import { RemoteBrokerage } from './wire/remote-brokerage.ts';

/** The faulty line itself: in another process over a socket that knows nothing but the methods of a brokerage. */
export const PAPER: ChaosWiring = {
  within: (line) => line.connect(),
  serve: (line) =>
    new BrokerageServer(
      () => line.connect(),
      (end) => cut(line, end),
    ).listen(),
  connect: (address) => RemoteBrokerage.connect(address),
};

/** The process at an end has died; a later one may have connected already. */
function cut(line: FaultLine, end: Brokerage): void {
  if (line.isCurrent(end as LineEnd)) line.cut();
}
