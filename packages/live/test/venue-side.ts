import { type BrokerageCapabilities, type FillModel, VirtualClock } from '@lockstep/core';
import { type BarSeries, FaultLine, type LineFaults, StandingVenue, testReferenceData } from '@lockstep/core/testing';

/** What a venue's side is made of. */
export interface VenueSideOptions<F extends LineFaults = LineFaults> {
  /** Epoch ms UTC. */
  readonly startUtc: number;
  readonly data: readonly BarSeries[];
  readonly faults: F;
  readonly cash?: number;
  readonly capabilities?: Partial<BrokerageCapabilities>;
  readonly fillModel?: (whole: FillModel) => FillModel;
}

/** A venue that lives on by a virtual clock, whoever comes and goes, and a line with faults to it. */
export class VenueSide<F extends LineFaults = LineFaults> {
  readonly clock: VirtualClock;
  readonly standing: StandingVenue;
  readonly line: FaultLine;
  readonly faults: F;

  constructor({ startUtc, data, cash = 100_000, capabilities, fillModel, faults }: VenueSideOptions<F>) {
    this.clock = new VirtualClock(startUtc);
    this.faults = faults;
    const reference = testReferenceData();
    this.standing = new StandingVenue({ clock: this.clock, reference, data, cash, capabilities, fillModel });
    this.line = new FaultLine({ venue: this.standing.venue, clock: this.clock, faults });
  }
}
