import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { STORE_FILE } from '../../src/session/run-live.ts';
import { StoreVisit } from '../../src/store/store-visit.ts';
import { scratchRoot } from '../scratch-root.ts';
import type { VenueSide } from '../venue-side.ts';
import type { ChaosPlan } from './chaos-plan.ts';
import type { ServedVenue } from './chaos-wiring.ts';
import type { Death } from './death.ts';
import type { DeploymentBooks, EngineHost } from './engine-host.ts';
import type { FromHosted } from './hosted-messages.ts';
import type { HostedPool } from './hosted-pool.ts';
import type { HostedProcess } from './hosted-process.ts';
import type { Operation } from './operation.ts';
import type { SentOrder } from './sent-orders.ts';
import { wiringOf } from './wirings.ts';

/**
 * The engine in processes of their own, one after the other, each killed with SIGKILL wherever it is, on a store of the file
 * system; the venue lives on here. Both share virtual time, which this side moves when the other is quiet.
 */
export class ProcessHost implements EngineHost {
  readonly sent = new Map<number, SentOrder>();
  readonly cancelled = new Map<number, string>();
  readonly #plan: ChaosPlan;
  readonly #venue: VenueSide;
  readonly #pool: HostedPool;
  readonly #trace: ((text: string) => void) | null;
  readonly #folder = mkdtempSync(join(scratchRoot(), 'lockstep-chaos-'));
  #served: ServedVenue | null = null;
  #process: HostedProcess | null = null;
  #failure: string | null = null;
  #isOver = false;
  /** Movements of time until the process is killed, and how far into the last one. */
  #steps: { count: number; readonly microseconds: number } | null = null;

  constructor(plan: ChaosPlan, venue: VenueSide, pool: HostedPool, trace: ((text: string) => void) | null) {
    this.#plan = plan;
    this.#venue = venue;
    this.#pool = pool;
    this.#trace = trace;
  }

  get isRunning(): boolean {
    return this.#process !== null;
  }

  async start(death: Death | null): Promise<void> {
    const { seed, broker } = this.#plan;
    this.#served ??= await wiringOf(broker).serve(this.#venue.line, this.#plan);
    const process = await this.#pool.take();
    process.onMessage = (message) => this.#onMessage(message);
    this.#process = process;
    this.#isOver = false;
    this.#planSteps(death);
    await this.#step({
      kind: 'begin',
      seed,
      broker,
      address: this.#served.address,
      folder: this.#folder,
      utcMs: this.#venue.clock.utcNow(),
      isTraced: this.#trace !== null,
      death,
    });
    await this.#bury();
  }

  #onMessage(message: FromHosted): void {
    if (message.kind === 'sending') for (const order of message.orders) this.sent.set(order.id, order);
    else if (message.kind === 'cancelling') this.cancelled.set(message.orderId, message.tag);
    else if (message.kind === 'trace') this.#trace?.(message.text);
    else if (message.kind === 'failed') this.#failure = message.text;
    else if (message.kind === 'over') this.#isOver = true;
  }

  async run(untilUtc: number): Promise<void> {
    const { clock } = this.#venue;
    while (clock.utcNow() < untilUtc) {
      const process = this.#process;
      if (process === null) {
        clock.advanceTo(untilUtc);
        return;
      }
      const next = Math.min(clock.nextTimerUtc, process.nextUtc, untilUtc);
      const isVenueDue = clock.nextTimerUtc <= next;
      // Whatever one side tells, the other hears it at the time at which it is told: at most a millisecond apart.
      clock.advanceTo(isVenueDue ? next - 1 : next);
      if (process.nextUtc <= next) await this.#step({ kind: 'move', utcMs: next });
      else if (isVenueDue) await process.untilQuiet({ kind: 'clock', utcMs: next });
      clock.advanceTo(next);
      if (isVenueDue) await this.#step({ kind: 'move', utcMs: next });
      await this.#bury();
    }
  }

  /** Something that the engine answers by being quiet, and may die of. */
  async #step(message: Parameters<HostedProcess['untilQuiet']>[0]): Promise<void> {
    const process = this.#process;
    if (process === null) return;
    const steps = this.#steps;
    if (steps !== null) steps.count -= 1;
    const isLast = steps !== null && steps.count <= 0;
    if (isLast) this.#steps = null;
    const quiet = process.untilQuiet(message);
    if (isLast) await this.#killWithin(steps.microseconds, process);
    await quiet;
  }

  async #killWithin(microseconds: number, process: HostedProcess): Promise<void> {
    const until = performance.now() + microseconds / 1_000;
    while (performance.now() < until) await new Promise(setImmediate);
    process.kill();
    await process.gone();
  }

  /** After a death: what it had sent has arrived, and nobody is at the other end. */
  async #bury(): Promise<void> {
    const process = this.#process;
    if (this.#failure !== null) throw new Error(`The process of the engine failed: ${this.#failure}`);
    if (process === null || (process.isAlive && !this.#isOver)) return;
    if (process.isAlive) process.kill();
    await process.gone();
    await this.#served?.drained();
    this.#process = null;
    this.#steps = null;
  }

  operate(operation: Operation): void {
    this.#process?.tell({ kind: 'operate', operation });
  }

  die(death: Death): void {
    this.#planSteps(death);
    if (death.kind !== 'steps') this.#process?.tell({ kind: 'die', death });
  }

  #planSteps(death: Death | null): void {
    this.#steps = death?.kind === 'steps' ? { count: death.count, microseconds: death.microseconds } : null;
  }

  spare(): void {
    this.#steps = null;
    this.#process?.tell({ kind: 'die', death: null });
  }

  async read<T>(look: (books: DeploymentBooks) => Promise<T>): Promise<T> {
    const process = this.#process;
    if (process === null) throw new TypeError('No process runs.');
    const status = await process.status();
    const visit = await StoreVisit.open(join(this.#folder, STORE_FILE));
    try {
      return await look({ status, queries: visit.queries, chain: await visit.verify() });
    } finally {
      await visit.close();
    }
  }

  async dispose(): Promise<void> {
    this.#process?.kill();
    await this.#process?.gone();
    await this.#served?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
