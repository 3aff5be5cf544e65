/**
 * What is done about a trade server's return code. `done`: it was. `fresh`: sent again with a new price, at most three times.
 * `other`: sent again with another filling mode. `wait`: sent again after 1, 2 and 4 seconds. `ask`: whether it was done is
 * not known, so it is searched for and never sent again. `no`: refused for good. `halt`: refused, and so will be everything
 * until somebody does something about it.
 */
export type RetcodeAction = 'done' | 'fresh' | 'other' | 'wait' | 'ask' | 'no' | 'halt';

export interface RetcodeRule {
  readonly code: number;
  readonly name: string;
  readonly action: RetcodeAction;
  /** What it means, and what to do. */
  readonly text: string;
}

/** Every return code that a trade server gives. */
export const RETCODES: readonly RetcodeRule[] = [
  rule(10_004, 'REQUOTE', 'fresh', 'the price has changed: asked again at the new one'),
  rule(10_006, 'REJECT', 'no', 'the broker rejected the request'),
  rule(10_007, 'CANCEL', 'no', 'the request was cancelled at the broker'),
  rule(10_008, 'PLACED', 'done', 'the order is placed; its deals follow'),
  rule(10_009, 'DONE', 'done', 'the request is done'),
  rule(10_010, 'DONE_PARTIAL', 'done', 'a part is done; what becomes of the rest the filling mode says'),
  rule(10_011, 'ERROR', 'ask', 'an error while the request was processed'),
  rule(10_012, 'TIMEOUT', 'ask', 'the server gave up on the request; it may have been carried out'),
  rule(10_013, 'INVALID', 'no', 'the request is malformed'),
  rule(10_014, 'INVALID_VOLUME', 'no', 'the volume is none that the symbol allows'),
  rule(10_015, 'INVALID_PRICE', 'no', 'the price is on the wrong side of the market, or no multiple of the tick'),
  rule(10_016, 'INVALID_STOPS', 'no', 'a stop is too near to the market, or on its wrong side'),
  rule(10_017, 'TRADE_DISABLED', 'no', 'trading is disabled for the symbol or the account'),
  rule(10_018, 'MARKET_CLOSED', 'no', 'the market is closed: send it when the session is open'),
  rule(10_019, 'NO_MONEY', 'no', 'the free margin is not enough'),
  rule(10_020, 'PRICE_CHANGED', 'fresh', 'the price has changed: asked again at the new one'),
  rule(10_021, 'PRICE_OFF', 'fresh', 'there is no quote to fill at'),
  rule(10_022, 'INVALID_EXPIRATION', 'no', 'the symbol does not allow this time in force'),
  rule(10_023, 'ORDER_CHANGED', 'ask', 'the order has changed meanwhile'),
  rule(10_024, 'TOO_MANY_REQUESTS', 'wait', 'too many requests'),
  rule(10_025, 'NO_CHANGES', 'done', 'nothing was to be changed'),
  rule(10_026, 'SERVER_DISABLES_AT', 'halt', 'the broker does not allow automated trading for this account'),
  rule(10_027, 'CLIENT_DISABLES_AT', 'halt', 'automated trading is off: press AutoTrading in the terminal'),
  rule(10_028, 'LOCKED', 'wait', 'the request is being processed'),
  rule(10_029, 'FROZEN', 'wait', 'the order is so near to the market that it cannot be changed'),
  rule(10_030, 'INVALID_FILL', 'other', 'the symbol does not take this filling mode'),
  rule(10_031, 'CONNECTION', 'ask', 'the terminal has no connection to the trade server'),
  rule(10_032, 'ONLY_REAL', 'no', 'only accounts with real money may do this'),
  rule(10_033, 'LIMIT_ORDERS', 'no', 'the account has as many pending orders as it may have'),
  rule(10_034, 'LIMIT_VOLUME', 'no', 'position and orders in the symbol would be more than its volume limit'),
  rule(10_035, 'INVALID_ORDER', 'no', 'the type of order is not allowed, or the order has ended'),
  rule(10_036, 'POSITION_CLOSED', 'no', 'the position is closed already'),
  rule(10_038, 'INVALID_CLOSE_VOLUME', 'no', 'more would be closed than the position has'),
  rule(10_039, 'CLOSE_ORDER_EXIST', 'wait', 'the position is being closed already'),
  rule(10_040, 'LIMIT_POSITIONS', 'no', 'the account has as many positions as it may have'),
  rule(10_041, 'REJECT_CANCEL', 'no', 'the activation of the pending order was rejected and the order cancelled'),
  rule(10_042, 'LONG_ONLY', 'no', 'only purchases are allowed'),
  rule(10_043, 'SHORT_ONLY', 'no', 'only sales are allowed'),
  rule(10_044, 'CLOSE_ONLY', 'no', 'positions may only be closed'),
  rule(10_045, 'FIFO_CLOSE', 'no', 'the oldest position has to be closed first'),
  rule(10_046, 'HEDGE_PROHIBITED', 'no', 'opposite positions in one symbol are not allowed'),
];

const BY_CODE = new Map(RETCODES.map((each) => [each.code, each]));

function rule(code: number, name: string, action: RetcodeAction, text: string): RetcodeRule {
  return { code, name, action, text };
}

/** What is known of a code; of one that is not, that nothing is. */
export function retcodeRule(code: number): RetcodeRule {
  return BY_CODE.get(code) ?? rule(code, `RETCODE_${code}`, 'ask', 'a return code that is not known');
}
