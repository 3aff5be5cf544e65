import type { BrokerageCapabilities } from '../../brokerage/brokerage.ts';
import type { SecuritySymbol } from '../../market/symbol.ts';
import { mirrorSecurity } from '../../venue/mirror-security.ts';
import { SimulatedVenue, type SimulatedVenueOptions } from '../../venue/simulated-venue.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';

/**
 * A venue with a ledger of its own that sees the run's market: paper trading. Its account begins with the run's cash,
 * its securities have the models that the strategy chose.
 *
 * @param capabilities in what it is like another broker
 * @param isTraded what that other broker trades; everything unless given
 */
export function paperVenue(
  run: AlgorithmRun,
  capabilities?: Partial<BrokerageCapabilities>,
  isTraded: (symbol: SecuritySymbol) => boolean = () => true,
): SimulatedVenue {
  const options = paperVenueOptions(run);
  const venue = new SimulatedVenue({
    ...options,
    capabilities,
    list: (symbol, owner) => (isTraded(symbol) ? options.list(symbol, owner) : null),
  });
  run.ledgers.push(venue);
  return venue;
}

/** What a paper venue of a run is made of. */
export function paperVenueOptions(run: AlgorithmRun): SimulatedVenueOptions {
  return {
    openingCash: () => run.cashBook,
    utcNow: () => run.clock.utcNow(),
    brokerageModel: () => run.brokerageModel,
    stalePriceMs: () => run.settings.stalePriceTimeSpanMs,
    list: (symbol, venue) => {
      const source = run.securities.find(symbol);
      return source === undefined ? null : mirrorSecurity(source, venue.cashBook, run.clock);
    },
    reportError: (text) => run.log('error', text),
  };
}
