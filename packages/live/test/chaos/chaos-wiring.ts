import type { AlgorithmRun, Brokerage, BrokerageCapabilities, BrokerageModel, Clock } from '@lockstep/core';
import type { FaultLine } from '@lockstep/core/testing';
import type { ChaosPlan } from './chaos-plan.ts';
import type { FaultTally } from './fault-tally.ts';

/**
 * How a live engine and a venue are joined in chaos: one for each broker. The two halves may be in two processes, and know
 * of each other nothing but an address.
 */
export interface ChaosWiring {
  /** What this broker is like; the seed decides what is left out. */
  readonly capabilities?: Partial<BrokerageCapabilities>;
  /** How often what went wrong over its wire so far, where somebody counts. */
  readonly tally?: FaultTally;
  /** What its venue allows and takes for it, where that is not LEAN's default. */
  readonly brokerageModel?: BrokerageModel;
  /**
   * Puts the venue on the broker's wire. Orders and questions go to an end of the line (`line.connect()`), which is a
   * `Brokerage` on which requests, answers and news are lost, late, doubled and old as the seed wants it; prices and the like
   * come from `line.venue`. The venue's side lives on while processes of the engine die.
   */
  serve(line: FaultLine, plan: ChaosPlan): Promise<ServedVenue>;
  /** The engine's end of that wire, in the process of the engine. The adapter takes its timers from the clock. */
  connect(address: string, clock: Clock): Promise<WireEnd>;
  /** Joins both in one process, if there is a shorter way than the wire. */
  readonly within?: (line: FaultLine) => Brokerage;
}

/** A venue on a wire. */
export interface ServedVenue {
  /** Where the engine's end finds it. */
  readonly address: string;
  /** Settles when everything that a process had sent before it was killed was taken in. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

/** The engine's end of a wire. */
export interface WireEnd {
  brokerage(run: AlgorithmRun): Brokerage;
  /**
   * Settles when all that is on the wire in either direction at present was taken in at the other end: an echo on each of
   * its connections. Virtual time stands still until then.
   */
  settle(): Promise<void>;
  close(): void;
}
