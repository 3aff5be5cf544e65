import type {
  RequestFate,
  SeenRequest,
  SimulatorFaults,
  TellingFate,
  WireFaults,
  WireMessage,
} from '@lockstep/broker-ib/simulator';
import type { Clock } from '@lockstep/core';
import { type FaultLine, type LineFaults, type LineQuestion, RandomFaults } from '@lockstep/core/testing';
import type { FaultTally } from './fault-tally.ts';

const ARRIVES = { kind: 'arrives' } as const;
const LOST = { kind: 'lost' } as const;
const REFUSED = { code: 201, text: 'Order rejected - reason:chaos' } as const;

/** What of an answer is asked for by which question of the line. */
const QUESTIONS: Readonly<Record<string, LineQuestion>> = {
  reqAllOpenOrders: 'getOpenOrders',
  reqCompletedOrders: 'findOrder',
  reqExecutions: 'getExecutions',
  reqPositions: 'getHoldings',
  reqAccountUpdates: 'getCashBalance',
};
/** The ends of answers that come in parts. */
const ENDS: ReadonlySet<string> = new Set([
  'openOrderEnd',
  'completedOrdersEnd',
  'execDetailsEnd',
  'positionEnd',
  'accountDownloadEnd',
]);
/** What TWS itself does not promise to tell. */
const MAY_DROP: ReadonlySet<string> = new Set(['orderStatus', 'openOrder', 'execDetails', 'commissionReport']);
const ORDER_ID = 1;
const SUBSCRIBES = 2;
/** Of a placeOrder: symbol, side, quantity, type, limit, trigger, name, whether it is transmitted, entry. */
const TRACED: readonly number[] = [3, 16, 17, 18, 19, 20, 26, 27, 28];
/** So many fields of what is told are traced. */
const TOLD_FIELDS = 26;

/**
 * The faults of a line on TWS's wire. A socket keeps its order: what is late makes everything after it late; answers come
 * whole or not at all; a request that is lost takes the connection with it, or vanishes in TWS.
 */
export class IbLineFaults implements WireFaults {
  readonly #line: FaultLine;
  readonly #clock: Clock;
  readonly #simulator: SimulatorFaults;
  readonly #tally: FaultTally;
  /** Order ids that were placed: another request with one of them is a change. */
  readonly #placed = new Set<string>();
  /** Nothing comes earlier than what was sent before it; epoch ms UTC. */
  #requestsUtc = 0;
  #tellingsUtc = 0;
  /** An answer in parts is being told. */
  #isAnswering = false;

  constructor(line: FaultLine, simulator: SimulatorFaults, tally: FaultTally) {
    this.#line = line;
    this.#tally = tally;
    this.#clock = line.clock;
    this.#simulator = simulator;
  }

  request({ name, fields }: SeenRequest): RequestFate {
    const { isHalfOpen } = this.#line;
    if (isHalfOpen) return LOST;
    if (name === 'startApi') {
      this.#requestsUtc = 0;
      this.#tellingsUtc = 0;
      this.#isAnswering = false;
      return ARRIVES;
    }
    const question = isTakenBack(name, fields) ? undefined : QUESTIONS[name];
    if (question !== undefined) return this.#question(question, name);
    if (name === 'placeOrder' || name === 'cancelOrder') return this.#order(name, fields);
    return this.#inOrder(0);
  }

  #question(question: LineQuestion, name: string): RequestFate {
    const faults = this.#faultsOf(name);
    if (faults.question(question) !== 'answered') {
      this.#tally.count('no answer');
      return LOST;
    }
    const fate = this.#inOrder(faults.questionDelayMs());
    // The answer begins when the request is worked on, and is told in one go.
    if (fate.kind === 'delayed') this.#clock.at(this.#requestsUtc, () => this.#answer());
    else this.#answer();
    return fate;
  }

  #answer(): void {
    this.#isAnswering = true;
  }

  #order(name: 'placeOrder' | 'cancelOrder', fields: readonly string[]): RequestFate {
    const orderId = fields[ORDER_ID] ?? '';
    const isUpdate = name === 'placeOrder' && this.#placed.has(orderId);
    if (name === 'placeOrder') this.#placed.add(orderId);
    const kind = name === 'cancelOrder' ? 'cancel' : isUpdate ? 'update' : 'place';
    const faults = this.#faultsOf(`${kind} ${orderId}`);
    const fate = faults.request(kind);
    if (fate !== 'arrives') this.#tally.count(`${kind} ${fate}`);
    this.#line.onTrace?.(`> ${kind} ${orderId} ${worded(fields)}: ${fate}`);
    switch (fate) {
      case 'lost':
        return { kind: 'resetBefore' };
      case 'throws':
        return this.#inOrder(0, { kind: 'resetAfter' });
      case 'timeoutBefore':
        return LOST;
      case 'timeoutAfter':
        return this.#inOrder(0, { kind: 'unanswered' });
      case 'refused':
        return kind === 'cancel' ? LOST : this.#refused(isUpdate);
      default:
        return this.#inOrder(faults.requestDelayMs());
    }
  }

  /** The refusal is that of the order which is worked on next. */
  #refused(isUpdate: boolean): RequestFate {
    const refusals = isUpdate ? this.#simulator.changeRefusals : this.#simulator.refusals;
    const fate = this.#inOrder(0);
    if (fate.kind === 'delayed') this.#clock.at(this.#requestsUtc, () => refusals.push(REFUSED));
    else refusals.push(REFUSED);
    return fate;
  }

  telling(message: WireMessage): TellingFate {
    const { name } = message;
    if (this.#line.isHalfOpen) {
      this.#tally.count('half open');
      return { kind: 'dropped' };
    }
    const isPart = this.#isAnswering;
    if (ENDS.has(name)) this.#isAnswering = false;
    if (isPart || !MAY_DROP.has(name)) return this.#toldInOrder(0);
    const faults = this.#faultsOf(`told ${name} ${message.fields[ORDER_ID] ?? ''}`);
    const fate = faults.telling({ kind: 'notice', severity: 'info', code: name, text: '' });
    this.#line.onTrace?.(`< ${name} ${message.fields.slice(1, TOLD_FIELDS).join(' ')}: ${fate}`);
    if (fate !== 'arrives') this.#tally.count(`${name} ${fate}`);
    if (fate === 'dropped') return { kind: 'dropped' };
    const told = this.#toldInOrder(faults.tellingDelayMs({ kind: 'notice', severity: 'info', code: name, text: '' }));
    if (told.kind === 'delayed') this.#tally.count(`${name} late`);
    return fate === 'doubled' && told.kind === 'arrives' ? { kind: 'repeated', times: 2 } : told;
  }

  /** Faults of something by its name: the same whatever else goes over the wire at that instant. */
  #faultsOf(name: string): LineFaults {
    const { faults } = this.#line;
    return faults instanceof RandomFaults ? faults.of(name, this.#clock.utcNow()) : faults;
  }

  /** @param fate what becomes of it when everything before it has arrived */
  #inOrder(delayMs: number, fate: RequestFate = ARRIVES): RequestFate {
    const now = this.#clock.utcNow();
    this.#requestsUtc = Math.max(this.#requestsUtc, now + delayMs);
    return this.#requestsUtc <= now ? fate : { kind: 'delayed', ms: this.#requestsUtc - now, fate };
  }

  #toldInOrder(delayMs: number): TellingFate {
    const now = this.#clock.utcNow();
    this.#tellingsUtc = Math.max(this.#tellingsUtc, now + delayMs);
    return this.#tellingsUtc <= now ? ARRIVES : { kind: 'delayed', ms: this.#tellingsUtc - now };
  }
}

/** Nobody wants account values any more: that has no answer. */
function isTakenBack(name: string, fields: readonly string[]): boolean {
  return name === 'reqAccountUpdates' && fields[SUBSCRIBES] === '0';
}

function worded(fields: readonly string[]): string {
  return TRACED.map((at) => fields[at] ?? '').join(' ');
}
