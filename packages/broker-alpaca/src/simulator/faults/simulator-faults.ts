import { DeskFaults } from './desk-faults.ts';
import { RequestFaults } from './request-faults.ts';
import { StreamFaults } from './stream-faults.ts';

/** Everything that can be made to go wrong. */
export class SimulatorFaults {
  /** Requests and their answers. */
  readonly requests = new RequestFaults();
  /** The trading stream. */
  readonly stream = new StreamFaults();
  /** Cancels and replacements after they were taken. */
  readonly desk = new DeskFaults();
  /** How long a new order is not to be found, ms. */
  lookUpLagMs = 0;

  /** Nothing goes wrong from now on. */
  clear(): void {
    this.requests.clear();
    this.stream.clear();
    this.desk.clear();
    this.lookUpLagMs = 0;
  }
}
