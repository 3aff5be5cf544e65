import type { SubmitOrderRequest } from '../../orders/order-request.ts';
import { OrderResponse, OrderResponseErrorCode } from '../../orders/order-response.ts';
import { RiskGate } from '../../risk/risk-gate.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import type { EngineOptions } from '../engine-options.ts';

/** The risk gate of a run; null where nothing is limited. */
export function createRiskGate(run: AlgorithmRun, { risk, riskState }: EngineOptions): RiskGate | null {
  if (risk === undefined) return null;
  return new RiskGate(risk, {
    portfolio: run.portfolio,
    utcNow: () => run.clock.utcNow(),
    openTickets: (security) => run.book.openTickets(security.symbol),
    onPause: (reason, policy) => {
      run.log('error', `Trading is paused until the next session: ${reason}.`);
      run.recorder?.lossLimitReached(reason, policy);
      if (policy === 'flatten') run.flattening.wanted = 'Loss limit';
    },
    state: riskState,
  });
}

/** Null, or the refusal of an order by the risk gate. Warnings go to the log. */
export function riskRefusal(run: AlgorithmRun, request: SubmitOrderRequest): OrderResponse | null {
  if (run.riskGate === null) return null;
  const security = run.securities.get(request.symbol);
  const { refusal, warnings } = run.riskGate.admit(request, security);
  for (const warning of warnings) run.log('debug', `Near a risk limit, order for ${security.symbol.value}: ${warning}`);
  if (refusal === null) return null;
  run.recorder?.orderRefused(security.symbol.value, refusal.code, refusal.reason);
  return new OrderResponse(
    OrderResponseErrorCode.RiskLimit,
    `The risk limit ${refusal.code} refuses the order for ${security.symbol.value}: ${refusal.reason}.`,
  );
}
