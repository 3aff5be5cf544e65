import type { LineFaults } from '@lockstep/core/testing';
import { DeskFaults } from './desk-faults.ts';
import { type ArrivedRequest, type RequestFate, RequestFaults } from './request-faults.ts';
import { type ConnectionFate, StreamFaults } from './stream-faults.ts';
import { fateByChance } from './wire-chance.ts';

/**
 * The way between client and server: `up`; `down`, where requests and connections are refused; `halfOpen`, where everything
 * vanishes and nobody notices.
 */
export type NetworkState = 'up' | 'down' | 'halfOpen';

const SERVICE_UNAVAILABLE = 503;
const VANISHES: RequestFate = { executes: false, delayMs: 0, replyDelayMs: 0, reply: 'never' };
const BREAKS: RequestFate = { executes: false, delayMs: 0, replyDelayMs: 0, reply: 'lost' };

/** Everything that can be made to go wrong. */
export class SimulatorFaults {
  /** Requests and their answers. */
  readonly requests = new RequestFaults();
  /** The trading stream. */
  readonly stream = new StreamFaults();
  /** Orders, cancels and replacements after they were taken. */
  readonly desk = new DeskFaults();
  /** How long a new order is not to be found, ms. */
  lookUpLagMs = 0;
  /** Updates of the past are given as server-sent events. */
  hasEventStream = false;
  /** Whether anything gets through: asked for each request and each thing that is told. */
  network: () => NetworkState = () => 'up';
  /**
   * What goes wrong by chance, beside what was asked for, with something of a name: the same whatever else is on the wire.
   * Null for nothing.
   */
  line: ((name: string) => LineFaults) | null = null;

  /** Nothing goes wrong from now on. */
  clear(): void {
    this.requests.clear();
    this.stream.clear();
    this.desk.clear();
    this.lookUpLagMs = 0;
    this.line = null;
    this.network = () => 'up';
  }

  /** What becomes of a connection to the trading stream. */
  connectionFate(): ConnectionFate {
    const network = this.network();
    if (network === 'up') return this.stream.nextConnection();
    return network === 'down' ? SERVICE_UNAVAILABLE : 'blackHole';
  }

  /** What becomes of a request; null: as usual. */
  fateOf({ method, path, query, body }: ArrivedRequest): RequestFate | null {
    const network = this.network();
    if (network !== 'up') return network === 'down' ? BREAKS : VANISHES;
    const asked = this.requests.take(method, path);
    if (asked !== null || this.line === null) return asked;
    return fateByChance(this.line(`${method} ${path}${query} ${body}`), method, path);
  }
}
