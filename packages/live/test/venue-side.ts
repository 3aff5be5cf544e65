import { type BrokerageCapabilities, type BrokerageModel, type FillModel, VirtualClock } from '@lockstep/core';
import { type BarSeries, FaultLine, type LineFaults, StandingVenue, testReferenceData } from '@lockstep/core/testing';

/** What a venue's side is made of. */
export interface VenueSideOptions<F extends LineFaults = LineFaults> {
  /** Epoch ms UTC. */
  readonly startUtc: number;
  readonly data: readonly BarSeries[];
  readonly faults: F;
  readonly cash?: number;
  readonly capabilities?: Partial<BrokerageCapabilities>;
  readonly brokerageModel?: BrokerageModel | undefined;
  readonly fillModel?: (whole: FillModel) => FillModel;
}

/** A venue that lives on by a virtual clock, whoever comes and goes, and a line with faults to it. */
export class VenueSide<F extends LineFaults = LineFaults> {
  readonly clock: VirtualClock;
  readonly standing: StandingVenue;
  readonly line: FaultLine;
  readonly faults: F;

  constructor({ startUtc, data, faults, cash = 100_000, ...options }: VenueSideOptions<F>) {
    this.clock = new VirtualClock(startUtc);
    this.faults = faults;
    const reference = testReferenceData();
    this.standing = new StandingVenue({ ...options, clock: this.clock, reference, data, cash });
    this.line = new FaultLine({ venue: this.standing.venue, clock: this.clock, faults });
  }
}
