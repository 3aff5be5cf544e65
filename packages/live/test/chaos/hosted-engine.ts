import { type Brokerage, VirtualClock } from '@lockstep/core';
import { MemoryDataFeed, testReferenceData } from '@lockstep/core/testing';
import type { LiveSession } from '../../src/session/live-session.ts';
import { runLive } from '../../src/session/run-live.ts';
import { planOf } from './chaos-plan.ts';
import type { WireEnd } from './chaos-wiring.ts';
import type { Death } from './death.ts';
import type { FromHosted, ToHosted } from './hosted-messages.ts';
import { operate } from './operation.ts';
import { RandomTrader } from './random-trader.ts';
import { WatchedBrokerage } from './sent-orders.ts';
import { traderOptions } from './trader-options.ts';
import { wiringOf } from './wirings.ts';

const MS_PER_DAY = 86_400_000;
/** Turns of the event loop that a session may be busy for before that counts as a standstill. */
const MOST_BUSY_TURNS = 200_000;

type Begin = Extract<ToHosted, { kind: 'begin' }>;

/** A live engine of a seed in a process of its own, whose time and death are given from outside. */
export class HostedEngine {
  readonly #tell: (message: FromHosted) => void;
  #clock!: VirtualClock;
  #end!: WireEnd;
  #session!: LiveSession;
  #isOver = false;
  #death: Death | null = null;
  #turnsLeft = 0;

  constructor(tell: (message: FromHosted) => void) {
    this.#tell = tell;
  }

  async take(message: ToHosted): Promise<void> {
    switch (message.kind) {
      case 'begin':
        await this.#begin(message);
        break;
      case 'clock':
        this.#clock.advanceTo(message.utcMs);
        this.#quiet();
        break;
      case 'move':
        this.#clock.advanceTo(message.utcMs);
        await this.#untilQuiet();
        break;
      case 'operate':
        operate(this.#session, message.operation);
        break;
      case 'die':
        this.#plan(message.death);
        break;
      case 'status':
        this.#tell({ kind: 'status', status: this.#session.status });
        break;
    }
  }

  async #begin({ seed, broker, address, folder, utcMs, isTraced, death }: Begin): Promise<void> {
    this.#plan(death);
    const plan = planOf(seed, broker);
    this.#clock = new VirtualClock(utcMs);
    this.#end = await wiringOf(broker).connect(address, this.#clock);
    const feed = new MemoryDataFeed(...plan.data);
    const starting = runLive(RandomTrader, {
      deployment: 'stage',
      folder,
      data: { feed, history: feed, reference: testReferenceData() },
      brokerage: (run) => this.#watched(this.#end.brokerage(run)),
      clock: this.#clock,
      endDay: Math.floor(utcMs / MS_PER_DAY) + 30,
      ...traderOptions(plan, isTraced ? (text) => this.#tell({ kind: 'trace', text }) : null),
    });
    this.#countTurns(starting);
    this.#session = await starting;
    this.#session.ended.then(
      ({ reason }) => this.#over(reason),
      (error: unknown) => this.#over(String(error)),
    );
    await this.#untilQuiet();
  }

  #over(reason: string): void {
    this.#isOver = true;
    this.#tell({ kind: 'over', reason });
  }

  #watched(brokerage: Brokerage): Brokerage {
    return new WatchedBrokerage(brokerage, {
      cancelling: (orderId, tag) => this.#tell({ kind: 'cancelling', orderId, tag }),
      before: (orders) => {
        this.#tell({ kind: 'sending', orders });
        if (this.#death?.kind === 'send' && this.#death.stage === 'before') die();
      },
      after: () => {
        if (this.#death?.kind === 'send' && this.#death.stage === 'after') die();
      },
    });
  }

  #plan(death: Death | null): void {
    this.#death = death;
    this.#turnsLeft = death?.kind === 'turns' ? death.count : 0;
  }

  /** While a session is being started it has no state to look at: any turn counts. */
  #countTurns(starting: Promise<unknown>): void {
    let isStarting = true;
    void starting
      .catch(() => undefined)
      .finally(() => {
        isStarting = false;
      });
    const turn = (): void => {
      if (!isStarting) return;
      this.#onTurn(true, true);
      setImmediate(turn);
    };
    turn();
  }

  #onTurn(isWriting: boolean, isAsking: boolean): void {
    if (this.#death?.kind !== 'turns') return;
    const { of } = this.#death;
    if ((of === 'writing' && !isWriting) || (of === 'asking' && !isAsking)) return;
    this.#turnsLeft -= 1;
    if (this.#turnsLeft <= 0) die();
  }

  /** Until nothing is being written, and nothing is on the wire. */
  async #untilQuiet(): Promise<void> {
    const session = this.#session;
    for (let busy = 0; !this.#isOver; busy += 1) {
      if (busy > MOST_BUSY_TURNS) throw new Error('The session stands still.');
      await new Promise(setImmediate);
      const { isWriting, isQuiet } = session;
      this.#onTurn(isWriting, !isWriting && !isQuiet);
      if (isWriting) continue;
      await this.#end.settle();
      // What came in by then has to be taken in, and may have to be written down.
      await new Promise(setImmediate);
      if (!session.isWriting) break;
    }
    if (!this.#isOver) this.#quiet();
  }

  #quiet(): void {
    this.#tell({ kind: 'quiet', nextUtc: this.#clock.nextTimerUtc });
  }
}

/** At once, with whatever is half done. */
function die(): void {
  process.kill(process.pid, 'SIGKILL');
}
