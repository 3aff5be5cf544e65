import { Trading } from '../../algorithm/trading.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { averageTrueRanges } from '../indicators/average-true-ranges.ts';
import { securityForOrder } from '../securities/security-for-order.ts';
import { riskRefusal } from './create-risk-gate.ts';

/** The order calls of a run. */
export function createTrading(run: AlgorithmRun): Trading {
  return new Trading({
    securities: run.securities,
    cashBook: run.cashBook,
    processor: run.processor,
    isWarmingUp: () => run.isWarmingUp,
    utcNow: () => run.clock.utcNow(),
    ordersCount: () => run.book.count,
    maximumOrders: () => run.maximumOrders,
    riskRefusal: (request) => run.flattening.refusal(request) ?? riskRefusal(run, request),
    capabilities: () => run.brokerage.capabilities,
    marketOnCloseBufferMs: () => run.settings.marketOnCloseSubmissionBufferMs,
    securityForOrder: (symbol) => securityForOrder(run, symbol),
    reportError: (text) => run.log('error', text),
    debug: (text) => run.log('debug', text),
    averageTrueRange: averageTrueRanges(run),
    stop: () => run.quit('The maximum number of orders is reached.'),
  });
}
