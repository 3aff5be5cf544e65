import type { AlgorithmRun, BrokerageCash, BrokerageHolding } from '@lockstep/core';
import type { RunOperation } from '../inputs/input-line.ts';
import { fromJson } from '../inputs/value-json.ts';
import { AccountComparison } from '../reconciliation/account-comparison.ts';
import { showPause } from '../session/run-operations.ts';
import type { InputPlayer } from './input-player.ts';

/** Does to a run what was done to it in the session. */
export function carryOut(run: AlgorithmRun, operation: RunOperation, { start, symbolOf }: InputPlayer): void {
  switch (operation.kind) {
    case 'pause':
      showPause(run, operation.reason);
      break;
    case 'lift':
      showPause(run, null);
      break;
    case 'resume':
      run.riskGate?.resume();
      break;
    case 'flatten':
      run.flattening.begin(operation.tag);
      break;
    default: {
      const holdings = fromJson(operation.holdings, symbolOf) as BrokerageHolding[];
      const cash = fromJson(operation.cash, symbolOf) as BrokerageCash[];
      const settings = start.external === null ? {} : { external: start.external };
      // Nobody is told, and nothing is paused: what came of that in the session is recorded by itself.
      const [notices, trading] = [{ tell: (): void => undefined }, { pause: (): void => undefined }];
      new AccountComparison({ run: () => run, notices, trading, settings }).adopt({ holdings, cash });
    }
  }
}
