import type { LineFaults } from '@lockstep/core/testing';
import { DeskFaults } from './desk-faults.ts';
import { type RequestFate, RequestFaults } from './request-faults.ts';
import { StreamFaults } from './stream-faults.ts';
import { fateByChance } from './wire-chance.ts';

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
  /** What goes wrong by chance, beside what was asked for; null for nothing. */
  line: LineFaults | null = null;

  /** Nothing goes wrong from now on. */
  clear(): void {
    this.requests.clear();
    this.stream.clear();
    this.desk.clear();
    this.lookUpLagMs = 0;
    this.line = null;
  }

  /** What becomes of a request; null: as usual. */
  fateOf(method: string, path: string): RequestFate | null {
    return this.requests.take(method, path) ?? (this.line === null ? null : fateByChance(this.line, method, path));
  }
}
