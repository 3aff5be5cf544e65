import { SimulatedBrokerage } from '../../venue/simulated-brokerage.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';

/** A simulated brokerage that works on the run's own securities and portfolio, as in a backtest. */
export function lendSimulatedBrokerage(run: AlgorithmRun): SimulatedBrokerage {
  return new SimulatedBrokerage({
    securities: run.securities,
    account: run.portfolio,
    book: run.book,
    utcNow: () => run.clock.utcNow(),
    brokerageModel: () => run.brokerageModel,
    stalePriceMs: () => run.settings.stalePriceTimeSpanMs,
    seesRequestsInLine: run.fillTiming === 'immediate',
    reportError: (text) => run.log('error', text),
  });
}
