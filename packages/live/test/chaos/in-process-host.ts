import type { RandomFaults } from '@lockstep/core/testing';
import type { LiveOptions } from '../../src/session/live-options.ts';
import type { Stage } from '../stage.ts';
import type { ChaosPlan } from './chaos-plan.ts';
import type { ChaosWiring, ServedVenue, WireEnd } from './chaos-wiring.ts';
import type { Death } from './death.ts';
import type { DeploymentBooks, EngineHost } from './engine-host.ts';
import { type Operation, operate } from './operation.ts';
import { RandomTrader } from './random-trader.ts';
import { type SentOrder, WatchedBrokerage } from './sent-orders.ts';
import { traderOptions } from './trader-options.ts';

/** The engine in the process of the venue: a crash cuts its wire and leaves what it had not written down. */
export class InProcessHost implements EngineHost {
  readonly sent = new Map<number, SentOrder>();
  readonly cancelled = new Map<number, string>();
  readonly #plan: ChaosPlan;
  readonly #stage: Stage<RandomFaults>;
  readonly #wiring: ChaosWiring;
  readonly #trace: ((text: string) => void) | null;
  #served: ServedVenue | null = null;
  #end: WireEnd | null = null;
  #planned: Death | null = null;
  #dying: Promise<void> | null = null;

  constructor(
    plan: ChaosPlan,
    stage: Stage<RandomFaults>,
    wiring: ChaosWiring,
    trace: ((text: string) => void) | null,
  ) {
    this.#plan = plan;
    this.#stage = stage;
    this.#wiring = wiring;
    this.#trace = trace;
  }

  get isRunning(): boolean {
    return this.#stage.isRunning;
  }

  async start(): Promise<void> {
    const brokerage = await this.#join();
    await this.#stage.start(RandomTrader, {
      ...traderOptions(this.#plan, this.#trace),
      brokerage: (run) => new WatchedBrokerage(brokerage(run), this.#watch),
    });
  }

  async #join(): Promise<LiveOptions['brokerage']> {
    const { line, clock } = this.#stage;
    const { within } = this.#wiring;
    if (within !== undefined) return () => within(line);
    this.#served ??= await this.#wiring.serve(line, this.#plan);
    const end = await this.#wiring.connect(this.#served.address, clock);
    this.#end = end;
    this.#stage.settle = () => end.settle();
    return (run) => end.brokerage(run);
  }

  readonly #watch = {
    cancelling: (orderId: number, tag: string): void => void this.cancelled.set(orderId, tag),
    before: (orders: readonly SentOrder[]): void => {
      for (const order of orders) this.sent.set(order.id, order);
      this.#dieAt('before');
    },
    after: (): void => this.#dieAt('after'),
  };

  #dieAt(stage: 'before' | 'after'): void {
    if (this.#planned?.kind === 'send' && this.#planned.stage === stage) this.#crash();
  }

  async run(untilUtc: number): Promise<void> {
    await this.#stage.run(untilUtc);
    await this.#dying;
    this.#dying = null;
  }

  operate(operation: Operation): void {
    if (this.isRunning) operate(this.#stage.session, operation);
  }

  die(death: Death): void {
    if (death.kind === 'send') this.#planned = death;
    else if (this.isRunning) this.#crash();
  }

  spare(): void {
    this.#planned = null;
  }

  #crash(): void {
    this.#planned = null;
    this.#dying = this.#stage.crash();
    this.#end?.close();
    this.#end = null;
  }

  async read<T>(look: (books: DeploymentBooks) => Promise<T>): Promise<T> {
    const { status, store } = this.#stage.session;
    return look({ status, queries: store.queries, chain: await store.verify() });
  }

  async dispose(): Promise<void> {
    this.#end?.close();
    await this.#stage.dispose();
    await this.#served?.close();
  }
}
