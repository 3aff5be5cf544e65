import type { Clock } from '@lockstep/core';
import type { SimulatorFaults } from './faults/simulator-faults.ts';
import { ARRIVES, type RequestFate } from './faults/telling-fate.ts';
import type { SimulatorHabits } from './habits.ts';
import type { ClientSession, SessionHost } from './sessions/client-session.ts';
import { MessageRate } from './sessions/message-rate.ts';
import { type RequestHandler, RequestRouter } from './sessions/request-router.ts';
import type { Hello } from './wire/framing.ts';
import { START_API } from './wire/requests.ts';

export interface RequestIntakeOptions {
  readonly clock: Clock;
  readonly faults: SimulatorFaults;
  readonly habits: SimulatorHabits;
  readonly handlers: readonly RequestHandler[];
  readonly onHello: (session: ClientSession, hello: Hello) => void;
  readonly onClosed: (session: ClientSession) => void;
}

/** Takes in what clients send, and passes it on to whoever works on it, unless the wire has something against it. */
export class RequestIntake implements SessionHost {
  readonly clock: Clock;
  readonly faults: SimulatorFaults;
  readonly failures: unknown[] = [];
  readonly #options: RequestIntakeOptions;
  readonly #router: RequestRouter;
  readonly #rates = new WeakMap<ClientSession, MessageRate>();

  constructor(options: RequestIntakeOptions) {
    this.#options = options;
    this.clock = options.clock;
    this.faults = options.faults;
    this.#router = new RequestRouter(options.handlers);
  }

  onHello(session: ClientSession, hello: Hello): void {
    this.#options.onHello(session, hello);
  }

  onClosed(session: ClientSession): void {
    this.#options.onClosed(session);
  }

  onRequest(session: ClientSession, fields: readonly string[]): void {
    if (!this.#isInTime(session)) return;
    const handler = this.#router.find(fields);
    // TWS drops whoever asks before it knows who that is.
    if (!session.isStarted && handler?.id !== START_API.id) {
      session.end();
      return;
    }
    const fate = this.faults.request({ name: handler?.name ?? '', fields });
    this.#carryOut(session, fate, () => this.#work(session, handler, fields));
  }

  #isInTime(session: ClientSession): boolean {
    const { habits, clock } = this.#options;
    if (habits.messagesPerSecond === null) return true;
    const rate = this.#rates.get(session) ?? new MessageRate();
    this.#rates.set(session, rate);
    const found = rate.count(clock.utcNow(), habits.messagesPerSecond);
    if (found === 'fine') return true;
    const text = `Max rate of messages per second has been exceeded: max=${habits.messagesPerSecond} rec=${habits.messagesPerSecond + 1} (1)`;
    session.tellError(-1, 100, text);
    if (found === 'close') session.end();
    return found !== 'close';
  }

  #carryOut(session: ClientSession, fate: RequestFate, work: () => void): void {
    const { clock } = this.#options;
    switch (fate.kind) {
      case 'arrives':
        work();
        break;
      case 'lost':
        break;
      case 'resetBefore':
        session.reset();
        break;
      case 'resetAfter':
        session.muted(work);
        session.reset();
        break;
      case 'unanswered':
        session.muted(work);
        break;
      case 'delayed':
        clock.at(clock.utcNow() + fate.ms, () => this.#carryOut(session, fate.fate ?? ARRIVES, work));
        break;
      default:
    }
  }

  #work(session: ClientSession, handler: RequestHandler | undefined, fields: readonly string[]): void {
    if (handler === undefined) {
      session.tellError(-1, 321, `Error validating request.-'bX' : cause - Message ${fields[0]} is not known here.`);
      return;
    }
    try {
      session.together(() => handler.handle(session, fields));
    } catch (error) {
      this.failures.push(error);
      session.tellError(-1, 320, `Error reading request. ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
