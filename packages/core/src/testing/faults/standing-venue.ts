import type { BrokerageCapabilities } from '../../brokerage/brokerage.ts';
import type { BrokerageModel } from '../../brokerage-models/brokerage-model.ts';
import { DefaultBrokerageModel } from '../../brokerage-models/default-brokerage-model.ts';
import type { ReferenceData } from '../../data/reference-data.ts';
import type { FillModel } from '../../securities/models/models.ts';
import type { Clock } from '../../time/clock.ts';
import { PlayedVenue } from '../../venue/played-venue.ts';
import type { SimulatedVenue } from '../../venue/simulated-venue.ts';
import type { BarSeries } from '../bar-series.ts';
import { MemoryDataFeed } from '../memory-data-feed.ts';

/** What a standing venue is made of. */
export interface StandingVenueOptions {
  readonly clock: Clock;
  readonly reference: ReferenceData;
  /** Its market: trade bars of equities. */
  readonly data: readonly BarSeries[];
  /** US dollars that the account begins with. */
  readonly cash: number;
  readonly capabilities?: Partial<BrokerageCapabilities> | undefined;
  /** Its rules and fees. @defaultValue a `DefaultBrokerageModel` */
  readonly brokerageModel?: BrokerageModel | undefined;
  /** Puts something around the fill model of each security. */
  readonly fillModel?: ((whole: FillModel) => FillModel) | undefined;
}

/** A simulated venue whose market is bars in memory, which goes on by a clock whoever comes and goes. */
export class StandingVenue {
  readonly venue: SimulatedVenue;

  constructor({ data, brokerageModel = new DefaultBrokerageModel(), ...options }: StandingVenueOptions) {
    const { venue } = new PlayedVenue({
      ...options,
      feed: new MemoryDataFeed(...data),
      dataOf: (symbol) =>
        data.filter(({ ticker, securityType }) => ticker === symbol.value && securityType === symbol.securityType),
      brokerageModel,
    });
    this.venue = venue;
  }
}
