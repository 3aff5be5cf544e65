import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type LineFaults, MemoryDataFeed, testReferenceData } from '@lockstep/core/testing';
import type { LiveOptions, StrategyClass } from '../src/session/live-options.ts';
import type { LiveSession } from '../src/session/live-session.ts';
import type { Notice } from '../src/session/notices.ts';
import { runLive } from '../src/session/run-live.ts';
import { scratchRoot } from './scratch-root.ts';
import { VenueSide, type VenueSideOptions } from './venue-side.ts';

const MS_PER_DAY = 86_400_000;
/** Turns of the event loop that a session may be busy for before that counts as a standstill. */
const MOST_BUSY_TURNS = 200_000;

/** What a stage is made of. */
export interface StageOptions<F extends LineFaults> extends VenueSideOptions<F> {
  readonly settings?: Partial<LiveOptions>;
}

/** A venue's side, and live sessions of one deployment that come and go, all in this process and by one virtual clock. */
export class Stage<F extends LineFaults> extends VenueSide<F> {
  readonly folder: string = mkdtempSync(join(scratchRoot(), 'lockstep-stage-'));
  /** Settles when all that is on the wire at present has arrived, where that is another than the line. */
  settle: () => Promise<void> = () => Promise.resolve();
  /** What the sessions have told so far. */
  readonly notices: Notice[] = [];
  readonly #options: StageOptions<F>;
  #session: LiveSession | null = null;

  constructor(options: StageOptions<F>) {
    super(options);
    this.#options = options;
  }

  /** The session that runs. */
  get session(): LiveSession {
    if (this.#session === null) throw new TypeError('No session runs.');
    return this.#session;
  }

  get isRunning(): boolean {
    return this.#session !== null;
  }

  /** Starts a process of the deployment. */
  async start(strategy: StrategyClass, settings: Partial<LiveOptions> = {}): Promise<LiveSession> {
    const { data } = this.#options;
    const feed = new MemoryDataFeed(...data);
    this.#session = await runLive(strategy, {
      deployment: 'stage',
      folder: this.folder,
      data: { feed, history: feed, reference: testReferenceData() },
      brokerage: () => this.line.connect(),
      clock: this.clock,
      endDay: Math.floor(this.clock.utcNow() / MS_PER_DAY) + 30,
      onNotice: (notice) => this.notices.push(notice),
      ...this.#options.settings,
      ...settings,
    });
    return this.#session;
  }

  /** Lets time pass: until an instant, until the session is over, or until something has happened. */
  async run(untilUtc: number, isDone: () => boolean = () => false): Promise<void> {
    const { clock } = this;
    let isOver = this.#session === null;
    const session = this.#session;
    void session?.ended
      .catch(() => undefined)
      .finally(() => {
        isOver = true;
      });
    for (let busy = 0; clock.utcNow() < untilUtc && !isDone(); busy += 1) {
      await new Promise(setImmediate);
      if (session !== this.#session) return;
      if (isOver && session !== null) {
        this.#session = null;
        this.line.cut();
        return;
      }
      if (busy > MOST_BUSY_TURNS)
        throw new Error(`The session stands still at ${new Date(clock.utcNow()).toISOString()}.`);
      if (session?.isWriting === true) continue;
      await this.settle();
      const nextUtc = Math.min(clock.nextTimerUtc, untilUtc);
      // Nothing waits for the clock, but files may still be written.
      if (nextUtc === Number.POSITIVE_INFINITY) continue;
      clock.advanceTo(nextUtc);
      busy = 0;
    }
  }

  /** Lets so many seconds pass. */
  async seconds(count: number): Promise<void> {
    await this.run(this.clock.utcNow() + count * 1_000);
  }

  /** The process dies: what it had not written down is lost, and it sends nothing any more. */
  async crash(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    this.line.cut();
    await session?.abandon();
  }

  /** The process ends in order. */
  async stop(): Promise<void> {
    const session = this.#session;
    if (session === null) return;
    const stopped = session.stop();
    await this.run(Number.POSITIVE_INFINITY);
    await stopped;
    this.#session = null;
    this.line.cut();
  }

  async dispose(): Promise<void> {
    await this.crash();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
