import { LockstepError } from '../errors/lockstep-error.ts';
import { shownValue } from '../errors/shown-value.ts';
import { type SecurityType, securityTypeName } from '../market/security-type.ts';
import { isOrderNumber } from '../orders/order-request.ts';
import { Resolution } from '../time/resolution.ts';

/** @throws LockstepError `ARGUMENT_INVALID` unless the value is a number that a decimal can hold and is allowed */
export function requireNumber(call: string, value: number, isAllowed: boolean, expected: string): void {
  if (isAllowed && isOrderNumber(value)) return;
  throw new LockstepError('ARGUMENT_INVALID', `${call} got ${shownValue(value)}; expected ${expected}.`);
}

/** @throws LockstepError `ARGUMENT_INVALID` unless these can be the arguments of `setCash` for a currency */
export function requireCurrencyCash(currency: string, amount: number, rate: number): void {
  const call = `setCash of ${shownValue(currency)}`;
  if (typeof currency !== 'string' || currency === '') {
    throw new LockstepError('ARGUMENT_INVALID', `${call}: expected a currency first, as in setCash('EUR', 10_000).`);
  }
  requireNumber(call, amount, true, 'a finite amount');
  requireNumber(call, rate, rate >= 0, 'a rate to the account currency of zero (unknown) or more');
}

/** @throws LockstepError `ARGUMENT_INVALID` */
export function requireTicker(ticker: string, type: SecurityType): void {
  if (typeof ticker === 'string' && ticker !== '') return;
  throw new LockstepError(
    'ARGUMENT_INVALID',
    `The ticker of a security (${securityTypeName(type)}) is ${shownValue(ticker)}; expected a text such as 'SPY' or 'EURUSD'.`,
  );
}

/** @throws LockstepError `ARGUMENT_INVALID` */
export function requireResolution(ticker: string, resolution: number): void {
  if (Object.values(Resolution).includes(resolution as Resolution)) return;
  const members = Object.keys(Resolution).map((name) => `Resolution.${name}`);
  throw new LockstepError(
    'ARGUMENT_INVALID',
    `The resolution of ${ticker} is ${shownValue(resolution)}; expected one of ${members.join(', ')}.`,
  );
}
