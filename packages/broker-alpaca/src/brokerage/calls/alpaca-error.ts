import type { CallFailure } from './call-failure.ts';

/** What a refusal of Alpaca's means. */
export type AlpacaErrorClass =
  | 'AUTH'
  | 'PERMISSION'
  | 'INSUFFICIENT_FUNDS'
  | 'INSUFFICIENT_POSITION'
  | 'WASH_TRADE'
  | 'SHORT_NOT_ALLOWED'
  | 'CROSS_ZERO'
  | 'NOT_FRACTIONABLE'
  | 'MIN_NOTIONAL'
  | 'SESSION_CLOSED'
  | 'ACCOUNT_BLOCKED'
  | 'DAY_TRADE_RULE'
  | 'NOT_FOUND'
  | 'DUPLICATE_CLIENT_ID'
  | 'INVALID_SYMBOL'
  | 'INVALID_PRICE'
  | 'INVALID_ORDER'
  | 'TOO_LATE'
  | 'CANNOT_REPLACE'
  | 'NOT_AT_EXCHANGE'
  | 'RATE_LIMITED'
  | 'SERVER'
  | 'NO_ANSWER'
  | 'REFUSED';

/** What the adapter does about a refusal. */
export type AlpacaErrorAction = 'refuse' | 'look up' | 'read again' | 'wait and repeat' | 'stop';

/** A row of the table of refusals. */
export interface AlpacaErrorRule {
  /** HTTP statuses; empty where no answer came. */
  readonly statuses: readonly number[];
  /** What the text has to contain, in lower case; any of them. None: any text. */
  readonly texts: readonly string[];
  readonly class: AlpacaErrorClass;
  readonly action: AlpacaErrorAction;
  /** What whoever trades can do. */
  readonly advice: string;
}

const ANY: readonly string[] = [];

/**
 * What Alpaca refuses and what that means, by HTTP status and text; its codes are used for several reasons. The first rule
 * that fits is taken. The same table is in `docs/brokers/alpaca.md`.
 */
export const ALPACA_ERRORS: readonly AlpacaErrorRule[] = [
  rule(
    [401],
    ANY,
    'AUTH',
    'stop',
    'Check the keys, and that they are of this environment: paper keys do not work for real money, nor the reverse.',
  ),
  rule(
    [403],
    ['insufficient buying power', 'insufficient balance', 'intraday margin'],
    'INSUFFICIENT_FUNDS',
    'refuse',
    'Order less: market orders are valued 2.5 to 4 % above the ask.',
  ),
  rule(
    [403],
    ['insufficient qty', 'insufficient quantity'],
    'INSUFFICIENT_POSITION',
    'refuse',
    'Other open orders hold the shares: cancel them and wait until they are cancelled.',
  ),
  rule(
    [403],
    ['wash trade'],
    'WASH_TRADE',
    'refuse',
    'An open order of the other side could meet this one: cancel it first, or use a bracket.',
  ),
  rule(
    [403],
    ['not allowed to short', 'cannot be sold short'],
    'SHORT_NOT_ALLOWED',
    'refuse',
    'The account or the asset does not allow short sales.',
  ),
  rule(
    [403],
    ['cannot open a short sell while a long', 'cannot open a long buy while a short'],
    'CROSS_ZERO',
    'refuse',
    'Close the position, and cancel the orders of the other side, before turning it around.',
  ),
  rule([403, 422], ['not fractionable'], 'NOT_FRACTIONABLE', 'refuse', 'Order whole shares of this asset.'),
  rule(
    [403, 422],
    ['cost basis must be', 'notional must be'],
    'MIN_NOTIONAL',
    'refuse',
    'Order for at least the smallest value: 1 USD, crypto about 10 USD.',
  ),
  rule(
    [403, 422],
    ['opg', 'cls', 'market on open', 'market on close', 'outside market hours'],
    'SESSION_CLOSED',
    'refuse',
    'Market-on-open orders are taken from 19:00 to 9:28, market-on-close orders until 15:50 New York time.',
  ),
  rule(
    [403],
    [
      'rejected by user request',
      'trade is suspended',
      'account is blocked',
      'trading is blocked',
      'not authorized to trade',
    ],
    'ACCOUNT_BLOCKED',
    'stop',
    'Trading is switched off for this account: see its settings at Alpaca.',
  ),
  rule(
    [403],
    ['pattern day trad', 'day trading'],
    'DAY_TRADE_RULE',
    'refuse',
    'Alpaca counts day trades for this account: wait, or hold overnight.',
  ),
  rule(
    [403],
    ['forbidden', 'not authorized'],
    'PERMISSION',
    'stop',
    'The keys may not do this: check account, environment and permissions.',
  ),
  rule([404], ['asset', 'symbol'], 'INVALID_SYMBOL', 'refuse', 'Alpaca does not know this symbol.'),
  rule([404], ANY, 'NOT_FOUND', 'read again', 'Alpaca does not know it.'),
  rule(
    [422],
    ['client_order_id must be unique'],
    'DUPLICATE_CLIENT_ID',
    'look up',
    'The order was sent before, and is looked up.',
  ),
  rule(
    [422],
    ['asset', 'symbol'].flatMap((what) => [`${what} "`, `${what} not`]),
    'INVALID_SYMBOL',
    'refuse',
    'The asset is not known, or not traded at present.',
  ),
  rule([422], ['not tradable', 'not active'], 'INVALID_SYMBOL', 'refuse', 'The asset is not traded at present.'),
  rule(
    [422],
    ['sub-penny', 'minimum pricing'],
    'INVALID_PRICE',
    'refuse',
    'Prices from 1 USD on have 2 decimals at most, below 4.',
  ),
  rule(
    [422],
    ["isn't sent to exchange yet", 'not sent to exchange'],
    'NOT_AT_EXCHANGE',
    'wait and repeat',
    'The change is repeated once when the order has come to the exchange.',
  ),
  rule(
    [422, 403],
    ['unable to replace', 'order is not open', 'not changed', 'cannot replace', 'replace order'],
    'CANNOT_REPLACE',
    'refuse',
    'The order stays as it was: cancel it and place another.',
  ),
  rule(
    [422],
    ['order is already in', 'not cancelable', 'order is not cancel'],
    'TOO_LATE',
    'read again',
    'The order had ended before.',
  ),
  rule([422, 400], ANY, 'INVALID_ORDER', 'refuse', 'The order breaks a rule of Alpaca: see its text.'),
  rule([403], ANY, 'REFUSED', 'refuse', 'Alpaca refuses it: see its text.'),
  rule(
    [429],
    ANY,
    'RATE_LIMITED',
    'wait and repeat',
    'Too many requests: everything waits, and is then looked up before it is repeated.',
  ),
  rule(
    [408, 500, 502, 503, 504],
    ANY,
    'SERVER',
    'look up',
    'A server of Alpaca is in trouble: it may have been done all the same, and is looked up.',
  ),
  rule([], ANY, 'NO_ANSWER', 'look up', 'No answer: it may have been done all the same, and is looked up.'),
];

const UNKNOWN: AlpacaErrorRule = rule([], ANY, 'REFUSED', 'refuse', 'Alpaca refuses it: see its text.');

function rule(
  statuses: readonly number[],
  texts: readonly string[],
  errorClass: AlpacaErrorClass,
  action: AlpacaErrorAction,
  advice: string,
): AlpacaErrorRule {
  return { statuses, texts, class: errorClass, action, advice };
}

/** The rule for a failed call. */
export function alpacaErrorOf({ status, message }: Pick<CallFailure, 'status' | 'message'>): AlpacaErrorRule {
  const text = message.toLowerCase();
  const fits = ({ statuses, texts }: AlpacaErrorRule): boolean =>
    (status === null ? statuses.length === 0 : statuses.includes(status)) &&
    (texts.length === 0 || texts.some((each) => text.includes(each)));
  return ALPACA_ERRORS.find(fits) ?? (status !== null && status >= 500 ? serverTrouble() : UNKNOWN);
}

function serverTrouble(): AlpacaErrorRule {
  return ALPACA_ERRORS.find(({ class: errorClass }) => errorClass === 'SERVER') ?? UNKNOWN;
}

/** Fields of a refusal that say how much there is, and what stands in the way. */
const TOLD_FIELDS = [
  'buying_power',
  'cost_basis',
  'available',
  'existing_qty',
  'held_for_orders',
  'existing_order_id',
  'related_orders',
  'reject_reason',
] as const;

/** A refusal in words: Alpaca's text and figures, and what to do. */
export function refusalText(failure: CallFailure): string {
  const { fields, message, requestId } = failure;
  const figures = TOLD_FIELDS.flatMap((name) => {
    const value = fields[name];
    if (value === undefined || value === null) return [];
    return [`${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`];
  });
  const told = figures.length === 0 ? '' : ` (${figures.join('; ')})`;
  const id = requestId === '' ? '' : ` [request ${requestId}]`;
  return `Alpaca: ${message.replace(/\.$/, '')}${told}. ${alpacaErrorOf(failure).advice}${id}`;
}
