import type { CallFate, Mt5Simulator } from '@lockstep/broker-mt5/simulator';
import { type FaultLine, type LineFaults, type LineQuestion, RandomFaults, SeededRandom } from '@lockstep/core/testing';
import type { Mt5Relay } from './mt5-relay.ts';

const REMOVE = 8;
const MODIFY = 7;
/** By which of the package's functions the line's questions are asked. */
const QUESTIONS: Readonly<Record<string, LineQuestion>> = {
  orders_get: 'getOpenOrders',
  history_orders_get: 'findOrder',
  history_deals_get: 'getExecutions',
  positions_get: 'getHoldings',
  account_info: 'getCashBalance',
};
/** The adapter looks again and again: of the calls of one function in so many ms one has its own fate. */
const WINDOW_MS = 20_000;
/** Bridges may end five times in five minutes; ms. */
const BETWEEN_KILLS_MS = 90_000;
/** The package waits no longer for the terminal; ms. */
const LONGEST_CALL_MS = 8_000;
const OFF_MS = 15_000;
/** What a trade server says to an order that it does not take. */
const REFUSALS = [10_004, 10_006, 10_018, 10_019, 10_020, 10_021, 10_024, 10_027] as const;
const CHANGE_REFUSALS = [10_004, 10_006, 10_024, 10_028, 10_029] as const;
/** What it says, or the package, when nobody knows what has become of a request. */
const UNKNOWN: readonly [CallFate, ...CallFate[]] = [
  { retcode: 10_011 },
  { retcode: 10_012 },
  { retcode: 10_031 },
  { error: [-10_002, 'IPC recv failed'] },
  { error: [-10_005, 'IPC timeout'] },
];

/**
 * The faults of a line at a terminal: answers of the trade server that refuse, ask again or leave it open, a terminal that goes
 * away or loses its server, bridges that are killed or fall silent, deals that come late to the history, or twice.
 */
export class Mt5LineFaults {
  readonly #line: FaultLine;
  readonly #simulator: Mt5Simulator;
  readonly #relay: Mt5Relay;
  readonly #random: SeededRandom;
  readonly #windows = new Map<string, number>();
  #killedMs = Number.NEGATIVE_INFINITY;
  /** The terminal is gone. */
  #isGone = false;

  constructor(line: FaultLine, simulator: Mt5Simulator, relay: Mt5Relay) {
    this.#line = line;
    this.#simulator = simulator;
    this.#relay = relay;
    this.#random = new SeededRandom(line.clock.utcNow() % 2 ** 32);
    simulator.faults.chance = (call, args) => this.#fateOf(call, args);
    relay.isSilent = () => line.isHalfOpen;
  }

  /** The terminal has lost its trade server, or is gone itself, and at times its bridge with it. */
  onDisconnected(): void {
    const { faults } = this.#simulator;
    if (this.#random.chance(0.4)) {
      faults.connected = false;
      return;
    }
    this.#isGone = true;
    this.#simulator.dropConnections();
    if (!this.#random.chance(0.5)) return;
    this.#relay.isAway = () => this.#isGone;
    this.#kill();
  }

  onReconnected(): void {
    this.#isGone = false;
    this.#simulator.faults.connected = true;
  }

  #kill(): void {
    const now = this.#line.clock.utcNow();
    if (now - this.#killedMs < BETWEEN_KILLS_MS) return;
    this.#killedMs = now;
    this.#line.onTrace?.('# the bridge is killed');
    this.#relay.kill();
  }

  #fateOf(call: string, args: Readonly<Record<string, unknown>>): CallFate {
    if (call === 'initialize') return this.#isGone ? { error: [-10_003, 'IPC initialize failed'] } : {};
    if (call === 'order_send') return this.#sending(args['request'] as Readonly<Record<string, unknown>>);
    const question = QUESTIONS[call];
    return question === undefined ? {} : this.#question(call, question);
  }

  #question(call: string, question: LineQuestion): CallFate {
    const window = Math.floor(this.#line.clock.utcNow() / WINDOW_MS);
    if (this.#windows.get(call) === window) return {};
    this.#windows.set(call, window);
    const faults = this.#faultsOf(call);
    this.#simulator.faults.dealLagMs = Math.min(faults.staleMs(question), LONGEST_CALL_MS);
    this.#simulator.faults.historyLagMs = Math.min(faults.staleMs(question), LONGEST_CALL_MS);
    const fate = faults.question(question);
    if (fate !== 'answered') this.#line.onTrace?.(`? ${call}: ${fate}`);
    if (fate === 'fails') return { error: [-10_002, 'IPC recv failed'] };
    if (fate === 'silent') return { delayMs: LONGEST_CALL_MS, error: [-10_005, 'IPC timeout'] };
    const told = faults.telling({ kind: 'notice', severity: 'info', code: call, text: '' });
    return { delayMs: Math.min(faults.questionDelayMs(), LONGEST_CALL_MS), doubled: told === 'doubled' };
  }

  #sending({ action, comment, order }: Readonly<Record<string, unknown>>): CallFate {
    const kind = action === REMOVE ? 'cancel' : action === MODIFY ? 'update' : 'place';
    const name = `${kind} ${String(kind === 'place' ? comment : order)}`;
    const faults = this.#faultsOf(name);
    const fate = faults.request(kind);
    const delayMs = Math.min(faults.requestDelayMs(), LONGEST_CALL_MS);
    this.#line.onTrace?.(`> ${name}: ${fate}, ${delayMs} ms`);
    switch (fate) {
      case 'lost':
        return { drop: true, delayMs };
      case 'timeoutBefore':
        return { ...this.#random.pick([...UNKNOWN] as [CallFate, ...CallFate[]]), delayMs };
      case 'timeoutAfter':
        return { ...this.#random.pick([...UNKNOWN] as [CallFate, ...CallFate[]]), delayMs, executes: true };
      case 'throws':
        this.#kill();
        return { drop: true, executes: this.#random.chance(0.5) };
      case 'refused':
        return this.#refusal(
          kind === 'place' ? this.#random.pick([...REFUSALS]) : this.#random.pick([...CHANGE_REFUSALS]),
        );
      default:
        return { delayMs };
    }
  }

  #refusal(retcode: number): CallFate {
    const { faults } = this.#simulator;
    const { clock, onTrace } = this.#line;
    onTrace?.(`# ${retcode}`);
    // The switch is pressed again by somebody who has seen that it is off.
    if (retcode === 10_027) {
      faults.autoTrading = false;
      clock.at(clock.utcNow() + OFF_MS, () => {
        faults.autoTrading = true;
      });
    }
    return { retcode };
  }

  /** Faults of something by its name: the same whatever else goes over the wire at that instant. */
  #faultsOf(name: string): LineFaults {
    const { faults, clock } = this.#line;
    return faults instanceof RandomFaults ? faults.of(name, clock.utcNow()) : faults;
  }
}
