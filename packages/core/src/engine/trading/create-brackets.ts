import { BracketOrders } from '../../execution/brackets/bracket-orders.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import type { EngineOptions } from '../engine-options.ts';
import { reportProtection } from './report-protection.ts';

/** Time that a partly filled entry may be without its stop, unless said otherwise. */
const DEFAULT_PROTECTION_DEADLINE_MS = 5_000;

/** The brackets of a run. */
export function createBrackets(run: AlgorithmRun, options: EngineOptions): BracketOrders {
  return new BracketOrders({
    desk: run.processor,
    book: run.book,
    securities: run.securities,
    capabilities: () => run.brokerage.capabilities,
    placesChildren: 'fromFirstFill',
    clientOrderId: options.clientOrderId ?? String,
    deadlineMs: options.protectionDeadlineMs ?? DEFAULT_PROTECTION_DEADLINE_MS,
    reportFailure: (symbol, text) => reportProtection(run, symbol, text),
  });
}
