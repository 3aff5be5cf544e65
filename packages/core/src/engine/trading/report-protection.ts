import type { SecuritySymbol } from '../../market/symbol.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';

/** A position is without its stop, or could not be closed: somebody has to know. */
export function reportProtection(run: AlgorithmRun, symbol: SecuritySymbol, text: string): void {
  run.log('error', text);
  run.recorder?.protectionFailed(symbol, text);
}
