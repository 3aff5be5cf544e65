import { LockstepError } from '@lockstep/core';
import { alpacaErrorOf, refusalText } from './alpaca-error.ts';
import { CallFailure } from './call-failure.ts';

/** Why there is no connection, with what to do. */
export function connectError(error: unknown): Error {
  if (!(error instanceof CallFailure)) return error instanceof Error ? error : new Error(String(error));
  const { class: errorClass } = alpacaErrorOf(error);
  const code = errorClass === 'AUTH' || errorClass === 'PERMISSION' ? 'BROKER_AUTH' : 'BROKER_SILENT';
  const text = `The account at Alpaca could not be read. ${refusalText(error)}`;
  return new LockstepError(code, text, { details: { status: error.status, code: error.code }, cause: error });
}
