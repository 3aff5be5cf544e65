import { ASK_AGAIN_MS } from '../../src/orders/overdue-requests.ts';
import { LISTED_AFTER_MS } from '../../src/reconciliation/missing-executions.ts';
import { ANSWER_MS } from '../../src/reconciliation/order-inquiry.ts';
import { ORDER_CHECK_SECONDS } from '../../src/session/broker-watch.ts';
import { IN_FLIGHT_DEADLINE_MS } from '../../src/session/run-live.ts';

const LOOK_MS = ORDER_CHECK_SECONDS * 1_000;
/** Until it is known that a request never arrived, ms: its deadline, and the waits between the questions about it. */
const REQUEST_MS = ASK_AGAIN_MS.reduce((sum, ms) => sum + ms, IN_FLIGHT_DEADLINE_MS);

/**
 * Time after trouble on the line until what it hid is known and mended, ms: the account is asked for at once, and again at the
 * next look where that got no answer; what is placed then may be lost itself.
 */
export const KNOWN_AFTER_MS = ANSWER_MS + LOOK_MS + REQUEST_MS;

/**
 * Time until it is known that an execution was taken back which nobody told of, ms: it has to be old enough to be missed, and to
 * be missed at two looks; what is placed then may be lost.
 */
export const BUST_KNOWN_AFTER_MS = LISTED_AFTER_MS + 2 * LOOK_MS + ANSWER_MS + IN_FLIGHT_DEADLINE_MS;

/**
 * Time until a position whose stop was given up is to be closed, ms: the cancel may have to be asked about, at a broker that
 * does not answer at first, and the close as well.
 */
export const CLOSED_AFTER_MS = IN_FLIGHT_DEADLINE_MS + ANSWER_MS + REQUEST_MS;
