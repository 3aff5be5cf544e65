import { LockstepError } from '@lockstep/core';
import { alpacaErrorOf, refusalText } from './alpaca-error.ts';
import { CallFailure } from './call-failure.ts';

/** How the ids of keys usually begin. */
const PREFIXES = { paper: 'PK', real: 'AK' } as const;

/** Why there is no connection, with what to do. @param keyId of the pair, of which no more than its beginning is shown */
export function connectError(error: unknown, { keyId, paper }: { keyId: string; paper: boolean }): Error {
  if (!(error instanceof CallFailure)) return error instanceof Error ? error : new Error(String(error));
  const { class: errorClass } = alpacaErrorOf(error);
  const code = errorClass === 'AUTH' || errorClass === 'PERMISSION' ? 'BROKER_AUTH' : 'BROKER_SILENT';
  const money = paper ? 'paper money' : 'real money';
  const isOfOther = keyId.startsWith(paper ? PREFIXES.real : PREFIXES.paper);
  const hint = isOfOther
    ? ` The key begins with ${keyId.slice(0, 2)}, as those of ${paper ? 'real' : 'paper'} money do.`
    : '';
  const text = `The account of ${money} at Alpaca could not be read. ${refusalText(error)}${code === 'BROKER_AUTH' ? hint : ''}`;
  return new LockstepError(code, text, { details: { status: error.status, code: error.code }, cause: error });
}
