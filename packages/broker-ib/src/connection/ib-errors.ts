/** What a code of TWS is about, and so what becomes of it. */
export type IbErrorClass =
  /** TWS's line to IB, and ours to TWS. */
  | 'connection'
  /** Said of an order that lives on. */
  | 'orderNotice'
  /** A new order is not taken, or a change of a working one. */
  | 'orderRefused'
  /** The order is cancelled. */
  | 'orderCanceled'
  /** A cancel is not taken: what became of the order is looked up. */
  | 'cancelRefused'
  /** Too many messages. */
  | 'rate'
  /** A subscription to prices. */
  | 'marketData'
  /** A question about past prices. */
  | 'history'
  /** A mistake of this adapter or of the client. */
  | 'defect'
  /** Nothing has to be done. */
  | 'notice'
  /** A code that is not known here: an order of which it is said is looked up. */
  | 'unknown';

/** A code of TWS. */
export interface IbError {
  readonly class: IbErrorClass;
  /** What it means. */
  readonly meaning: string;
  /** What the user can do, or what Lockstep does of its own accord. */
  readonly action: string;
}

type Row = readonly [code: number, meaning: string, action: string];

const CONNECTION: readonly Row[] = [
  [
    326,
    'The client id is in use by another connection.',
    'The same id is tried again; close the other program, or set another IBKR_CLIENT_ID.',
  ],
  [501, 'There is a connection already.', 'Nothing.'],
  [
    502,
    'TWS or Gateway cannot be reached.',
    'See that it runs, that its API is enabled, and which port it listens on; it is tried again.',
  ],
  [503, 'TWS is too old.', 'Update TWS or Gateway.'],
  [504, 'There is no connection.', 'It is tried again.'],
  [506, 'TWS speaks another version of the API.', 'Update Lockstep.'],
  [507, 'A message was cut off.', 'The connection is made anew.'],
  [
    1100,
    'TWS has lost its connection to IB.',
    'No orders are sent until it is back; what comes meanwhile is taken in.',
  ],
  [
    1101,
    'TWS has IB again, and data has to be asked for anew.',
    'Subscriptions are made anew, orders and executions looked up.',
  ],
  [1102, 'TWS has IB again, and data goes on.', 'Orders and executions are looked up.'],
  [1300, 'TWS has moved to another port.', 'The connection is made anew there.'],
  [2110, 'The line between TWS and its server is broken; it comes back by itself.', 'Prices may be old until then.'],
];

const ORDER_NOTICES: readonly Row[] = [
  [165, 'A notice of historical data.', 'Nothing.'],
  [399, 'A message about an order, such as that it waits for the market to open.', 'The order lives.'],
  [404, 'Shares to sell short are being looked for.', 'The order lives, and works when they are found.'],
  [2109, 'Outside regular hours has no meaning for this order.', 'The order lives.'],
  [2137, 'The order closes a position.', 'The order lives.'],
  [2148, 'A price is far from the market.', 'The order lives.'],
  [2161, 'A price was capped by IB.', 'The order lives.'],
  [10_233, 'A default of TWS was applied to the order.', 'The order lives.'],
  [10_311, 'A direct route may cost more.', 'The order lives.'],
  [10_349, 'The time in force was set by a preset of TWS.', 'The order lives; see the presets in TWS.'],
];

const ORDER_REFUSALS: readonly Row[] = [
  [
    103,
    'The order id was used before.',
    'It is looked up whether the order is there; ids go on above the highest that is known.',
  ],
  [104, 'The order has filled and cannot be changed.', 'The change is refused.'],
  [105, 'The change does not fit the order.', 'The change is refused.'],
  [106, 'The order cannot be transmitted.', 'Refused.'],
  [107, 'The order is incomplete.', 'Refused.'],
  [
    109,
    'The price is out of the range that the precautions of TWS allow.',
    'Change the price, or the precautions in TWS.',
  ],
  [110, 'The price is not on a price step of the contract.', 'Use a price on the step.'],
  [111, 'The time in force and the order type do not go together.', 'Use another time in force.'],
  [113, 'The time in force has to be DAY for this order.', 'Use TimeInForce.Day.'],
  [116, 'The order cannot be sent to that exchange.', 'Refused.'],
  [117, 'The block size is too small.', 'Refused.'],
  [131, 'The sweep-to-fill attribute does not fit.', 'Refused.'],
  [132, 'The order type is not to be had there.', 'Use another order type.'],
  [133, 'The side is missing.', 'Refused.'],
  [140, 'The size is not a whole number.', 'Order whole units.'],
  [141, 'The price is not a number.', 'Refused.'],
  [144, 'A price is missing.', 'Refused.'],
  [147, 'Two prices contradict each other.', 'Refused.'],
  [152, 'The order waits for a time that is none.', 'Refused.'],
  [157, 'The order can be either a bracket or a hedge.', 'Refused.'],
  [158, 'A trailing stop needs an amount or a percentage.', 'Say how far it trails.'],
  [
    163,
    'The price is farther from the market than the precautions of TWS allow.',
    'Change the price, or the precautions in TWS.',
  ],
  [200, 'The contract does not exist, or several fit.', 'See the symbol, its exchange and its currency.'],
  [201, 'The order is rejected, for the reason that the text gives (margin, permission, limits).', 'See the text.'],
  [203, 'The account may not trade the security.', "See the account's trading permissions."],
  [
    321,
    'The request is not valid, or the API is read-only.',
    'See the text; untick Read-Only API in the settings of TWS.',
  ],
  [322, 'The request could not be worked on.', 'See the text.'],
  [325, 'The discretionary attribute is not supported.', 'Refused.'],
  [328, 'A trailing stop can be attached to a limit or stop-limit order only.', 'Refused.'],
  [329, 'The order cannot be changed into another type.', 'Cancel it and place another.'],
  [336, 'The start time is not valid.', 'Refused.'],
  [338, 'Good after time is not supported there.', 'Refused.'],
  [355, 'The size does not fit the size step of the contract.', 'Use a multiple of the step.'],
  [380, 'The order is larger than the precautions of TWS allow.', 'Order less, or change the precautions in TWS.'],
  [382, 'The price does not fit the precautions of TWS.', 'Change the price, or the precautions in TWS.'],
  [383, 'The size is above the limit in the precautions of TWS.', 'Order less, or change the precautions in TWS.'],
  [387, 'The order type is not to be had for this security on this exchange.', 'Use another order type.'],
  [388, 'The size is below the minimum.', 'Order more.'],
  [392, 'The expiration is missing or not valid.', 'See the date of the order.'],
  [403, 'The stop price is not valid.', 'Change the stop price.'],
  [413, 'A question what an order would do has to be transmitted.', 'Refused.'],
  [422, 'There is no such exchange or currency.', 'See the contract.'],
  [434, 'The size is zero.', 'Order more.'],
  [435, 'The account has to be named.', 'Set IBKR_ACCOUNT.'],
  [436, 'The allocation of an advisor has to be named.', 'Trade an account of its own.'],
  [439, 'Algorithms need their parameters.', 'Refused.'],
  [443, 'The algorithm is not known.', 'Refused.'],
  [449, 'The order is not valid.', 'See the text.'],
  [460, 'The account has no trading permission for it.', "See the account's trading permissions."],
  [461, 'The login may not trade on this trading platform.', "See the account's trading permissions."],
  [463, 'A good-till-date order has to be on the exchange.', 'Refused.'],
  [10_006, 'The parent of the order is not known.', 'The bracket is taken back.'],
  [10_149, 'The order id is not valid.', 'Refused.'],
  [10_243, 'Fractions of shares cannot be ordered through the API.', 'Order whole shares.'],
  [10_244, 'The amount of money does not fit the order.', 'Order units.'],
  [10_245, 'The amount of money is not supported for this order.', 'Order units.'],
  [10_268, 'The attribute EtradeOnly is not supported.', 'Refused.'],
  [10_269, 'The attribute FirmQuoteOnly is not supported.', 'Refused.'],
  [10_289, 'Crypto at the market has to be bought by an amount of money.', 'Use a limit order.'],
  [10_293, 'Crypto cannot be ordered like this.', 'Use a limit order.'],
  [10_318, 'The order is larger than the account allows.', 'Order less.'],
];

const CANCELS: readonly Row[] = [
  [135, 'TWS does not know an order of that id.', 'It is looked up what became of it.'],
  [161, 'The order is not in a state in which it can be cancelled.', 'It is looked up what became of it.'],
  [10_147, 'The order to be cancelled is not found.', 'It is looked up what became of it.'],
  [10_148, 'The order to be cancelled has filled or is cancelled already.', 'It is looked up what became of it.'],
];

const MARKET_DATA: readonly Row[] = [
  [101, 'There are as many market-data lines in use as the account has.', 'Watch fewer securities, or buy more lines.'],
  [300, 'There is no subscription of that id.', 'Nothing.'],
  [354, 'The account has no subscription to this market data.', 'Subscribe to it at IB, or allow delayed data.'],
  [420, 'Real-time bars were asked for too often.', 'They are asked for again later.'],
  [
    10_089,
    'The account has no subscription to this market data; delayed data would be to be had.',
    'Subscribe to it at IB, or allow delayed data.',
  ],
  [10_090, 'A part of the market data is not subscribed to.', 'Subscribe to it at IB, or allow delayed data.'],
  [
    10_168,
    'The account has no subscription, and delayed data is not asked for.',
    'Subscribe to it at IB, or allow delayed data.',
  ],
  [10_186, 'The account has no subscription, and there is no delayed data.', 'Subscribe to it at IB.'],
  [10_189, 'Ticks cannot be had for this security.', 'Use bars.'],
  [10_190, 'There are as many streams of ticks as the account may have.', 'Watch fewer securities tick by tick.'],
  [
    10_197,
    'Another session of the same login takes the market data.',
    'Close the other session; prices stand still until then.',
  ],
  [10_225, 'Trades were taken back: bars have to be asked for again.', 'They are asked for again.'],
];

const HISTORY: readonly Row[] = [
  [
    162,
    'The history was not delivered: there is none, or it was asked for too often.',
    'See the text; too many questions are asked again later.',
  ],
  [166, 'The history of an expired contract is not to be had.', 'See the contract.'],
  [366, 'There is no question for history of that id.', 'Nothing.'],
  [10_182, 'A history that was to be kept up to date has ended.', 'It is asked for again.'],
  [10_299, 'Crypto has histories of AGGTRADES only.', 'They are asked for.'],
  [10_314, 'The end of the history is not a time.', 'Refused.'],
];

const DEFECTS: readonly Row[] = [
  [320, 'TWS could not read a request.', 'Report it.'],
  [505, 'A message of TWS could not be decoded.', 'Report it; others are still read.'],
];

const NOTICES: readonly Row[] = [
  [492, 'A combination is not executed as a whole for certain.', 'Nothing.'],
  [2103, 'A farm of market data is down.', 'Prices may be old until it is back.'],
  [2104, 'A farm of market data is there.', 'Nothing.'],
  [2105, 'A farm of history is down.', 'Histories may be late until it is back.'],
  [2106, 'A farm of history is there.', 'Nothing.'],
  [2107, 'A farm of history sleeps until it is asked.', 'Nothing.'],
  [2108, 'A farm of market data sleeps until it is asked.', 'Nothing.'],
  [2119, 'A farm of market data is being connected.', 'Nothing.'],
  [2157, 'The farm of definitions is down.', 'Contracts may not be found until it is back.'],
  [2158, 'The farm of definitions is there.', 'Nothing.'],
  [2174, 'A time has no zone.', 'Nothing.'],
  [10_167, 'The account has no subscription: data comes late.', 'The data is marked as delayed.'],
];

const TABLE: ReadonlyMap<number, IbError> = new Map([
  ...rowsOf('connection', CONNECTION),
  ...rowsOf('orderNotice', ORDER_NOTICES),
  ...rowsOf('orderRefused', ORDER_REFUSALS),
  ...rowsOf('orderCanceled', [[202, 'The order is cancelled.', 'Nothing.']]),
  ...rowsOf('cancelRefused', CANCELS),
  ...rowsOf('rate', [[100, 'Too many messages in a second.', 'Nothing is sent for a second.']]),
  ...rowsOf('marketData', MARKET_DATA),
  ...rowsOf('history', HISTORY),
  ...rowsOf('defect', DEFECTS),
  ...rowsOf('notice', NOTICES),
]);

function rowsOf(errorClass: IbErrorClass, rows: readonly Row[]): [number, IbError][] {
  return rows.map(([code, meaning, action]) => [code, { class: errorClass, meaning, action }]);
}

/** Every code that is known here, in order. */
export function knownIbErrors(): readonly (readonly [code: number, error: IbError])[] {
  return [...TABLE].toSorted(([a], [b]) => a - b);
}

const FIRST_NOTICE = 2_100;
const AFTER_NOTICES = 3_000;

/** What a code of TWS means. */
export function ibErrorOf(code: number): IbError {
  const known = TABLE.get(code);
  if (known !== undefined) return known;
  if (code >= FIRST_NOTICE && code < AFTER_NOTICES)
    return { class: 'notice', meaning: 'A notice of TWS.', action: 'See the text.' };
  return { class: 'unknown', meaning: 'A code that Lockstep does not know.', action: 'See the text.' };
}

const HARMLESS: ReadonlySet<IbErrorClass> = new Set(['connection', 'orderNotice', 'notice']);

/** Whether a question of which it is said is still going to be answered. */
export function isHarmless(code: number): boolean {
  return HARMLESS.has(ibErrorOf(code).class);
}

/** What TWS said, with its number, what it means and what to do. */
export function ibErrorText(code: number, text: string): string {
  const { meaning, action, class: errorClass } = ibErrorOf(code);
  const what = errorClass === 'unknown' ? '' : ` ${meaning} ${action}`;
  return `IB ${code}: ${text.trim()}${/[.!?]$/.test(text.trim()) ? '' : '.'}${what}`;
}
