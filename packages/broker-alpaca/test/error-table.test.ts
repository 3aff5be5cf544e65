import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ALPACA_ERRORS, alpacaErrorOf } from '../src/brokerage/calls/alpaca-error.ts';
import { CallFailure } from '../src/brokerage/calls/call-failure.ts';

const PAGE = new URL('../../../docs/brokers/alpaca.md', import.meta.url);

/** The table of refusals as the page has it. */
function table(): string {
  const rows = ALPACA_ERRORS.map(({ statuses, texts, class: errorClass, action, advice }) => {
    const status = statuses.length === 0 ? 'none' : statuses.join(', ');
    const text = texts.length === 0 ? 'any' : texts.map((each) => `\`${each}\``).join(', ');
    return `| ${status} | ${text} | \`${errorClass}\` | ${action} | ${advice} |`;
  });
  return [
    '| HTTP | text contains | class | what the adapter does | what to do |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

test('the page lists what the adapter knows of refusals, as it knows it', () => {
  expect(readFileSync(PAGE, 'utf8')).toContain(table());
});

test.each([
  [401, 'unauthorized.', 'AUTH'],
  [403, 'insufficient buying power', 'INSUFFICIENT_FUNDS'],
  [403, 'insufficient qty available for order (requested: 10, available: 0)', 'INSUFFICIENT_POSITION'],
  [403, 'potential wash trade detected. use complex orders', 'WASH_TRADE'],
  [403, 'account is not allowed to short', 'SHORT_NOT_ALLOWED'],
  [403, 'asset "XYZ" cannot be sold short', 'SHORT_NOT_ALLOWED'],
  [403, 'cannot open a short sell while a long buy order is open', 'CROSS_ZERO'],
  [403, 'asset "XYZ" is not fractionable', 'NOT_FRACTIONABLE'],
  [403, 'cost basis must be >= minimal amount of order 1', 'MIN_NOTIONAL'],
  [403, 'new orders are rejected by user request', 'ACCOUNT_BLOCKED'],
  [403, 'trade denied due to pattern day trading protection', 'DAY_TRADE_RULE'],
  [403, 'forbidden.', 'PERMISSION'],
  [404, 'order not found for 1', 'NOT_FOUND'],
  [404, 'symbol not found: XYZ', 'INVALID_SYMBOL'],
  [422, 'client_order_id must be unique', 'DUPLICATE_CLIENT_ID'],
  [422, 'asset "XYZ" not found', 'INVALID_SYMBOL'],
  [422, 'asset XYZ is not active', 'INVALID_SYMBOL'],
  [422, 'invalid limit_price 10.001. sub-penny increment does not fulfill minimum pricing criteria', 'INVALID_PRICE'],
  [422, 'fractional orders must be DAY orders', 'INVALID_ORDER'],
  [422, 'order is already in "filled" state', 'TOO_LATE'],
  [422, "unable to replace order, order isn't sent to exchange yet", 'NOT_AT_EXCHANGE'],
  [422, 'order parameters are not changed', 'CANNOT_REPLACE'],
  [429, 'too many requests.', 'RATE_LIMITED'],
  [503, 'service unavailable', 'SERVER'],
  [599, 'something else', 'SERVER'],
  [418, 'a teapot', 'REFUSED'],
] as const)('%i %s is %s', (status, text, errorClass) => {
  expect(alpacaErrorOf(new CallFailure(text, { status })).class).toBe(errorClass);
});

test('no answer is none', () => {
  expect(alpacaErrorOf(new CallFailure('No answer: fetch failed')).class).toBe('NO_ANSWER');
});
