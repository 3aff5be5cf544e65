import { SecurityType } from '../../market/security-type.ts';
import type { SymbolLike } from '../../securities/securities.ts';
import type { Security } from '../../securities/security.ts';
import { Resolution } from '../../time/resolution.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { seedPrices } from './seed-prices.ts';

/** The security that an order names; one that was never added is added now, as LEAN does. */
export function securityForOrder(run: AlgorithmRun, symbol: SymbolLike): Security {
  const security = run.securities.find(symbol);
  if (security !== undefined) return security;
  if (typeof symbol === 'string') return securityWithoutData(run, symbol);
  const added = 'permtick' in symbol ? symbol : symbol.symbol;
  const newcomer = run.addSecurity(added.securityType, added.value, Resolution.Minute, added.market, {});
  if (!run.isWarmingUp) run.pendingWork.add(seedPrices(run, [newcomer]));
  return newcomer;
}

/** A ticker that names nothing: LEAN adds a security that never has data, and refuses the order for want of a price. */
function securityWithoutData(run: AlgorithmRun, ticker: string): Security {
  run.log(
    'error',
    `An order names '${ticker}', which was not added; add it in initialize, for example with addEquity('${ticker}').`,
  );
  return run.addSecurity(SecurityType.Base, ticker, Resolution.Minute, 'empty', {});
}
