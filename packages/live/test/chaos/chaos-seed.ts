import { GOOD_LINE, PartialFills, RandomFaults, SeededRandom } from '@lockstep/core/testing';
import { Stage } from '../stage.ts';
import { type ChaosPlan, type Incident, planOf } from './chaos-plan.ts';
import { ProtectionWatch } from './protection-watch.ts';
import { LARGEST_ENTRY, RandomTrader, SINGLE } from './random-trader.ts';
import { judge, type Verdict } from './verdict.ts';

const PROTECTION_DEADLINE_MS = 5_000;
/** Time after trouble on the line until it can be expected that what it hid is known, ms. */
const KNOWN_AFTER_MS = 75_000;
/** Pages that leave a store no room. */
const NO_PAGES = 1;
const MANY_PAGES = 1_000_000;
const STEP_MS = 1_000;

/** Runs one seed: a random strategy, and random faults, crashes and trouble; then all is quiet, and the ledgers are compared. */
export class ChaosSeed {
  readonly #plan: ChaosPlan;
  readonly #stage: Stage<RandomFaults>;
  readonly #watch: ProtectionWatch;
  readonly #doubled: string[] = [];
  #incidents: Incident[];
  /** What ends by itself, and when. */
  readonly #ends: { readonly atUtc: number; readonly end: () => void | Promise<void> }[] = [];
  #startsAtUtc: number | null = null;
  #crashing: Promise<void> | null = null;
  #troubledUtc = Number.NEGATIVE_INFINITY;

  readonly #trace: ((text: string) => void) | null;

  /** @param trace told line by line what happens */
  constructor(seed: number, trace: ((text: string) => void) | null = null) {
    this.#plan = planOf(seed);
    this.#trace = trace;
    const { startUtc, data, capabilities, quality, partialFills } = this.#plan;
    const random = new SeededRandom(seed);
    const parts = random.fork(8);
    this.#incidents = [...this.#plan.incidents];
    this.#stage = new Stage({
      startUtc,
      data,
      capabilities,
      faults: new RandomFaults(quality, random.fork(7)),
      fillModel: (whole) => new PartialFills(whole, parts, partialFills),
    });
    this.#watch = new ProtectionWatch(this.#stage.line, PROTECTION_DEADLINE_MS);
  }

  async run(): Promise<Verdict> {
    try {
      return await this.#run();
    } finally {
      await this.#stage.dispose();
    }
  }

  async #run(): Promise<Verdict> {
    const { quietUtc, endUtc } = this.#plan;
    if (this.#trace !== null) this.#stage.line.onTrace = (text) => this.#tell(text);
    await this.#start();
    while (this.#stage.clock.utcNow() < quietUtc) await this.#step();
    this.#stage.faults.quality = GOOD_LINE;
    this.#incidents = [];
    await this.#endAll();
    while (this.#stage.clock.utcNow() < endUtc) await this.#step();
    const { line, session } = this.#stage;
    const verdict = await judge(line, session.store, session.status);
    verdict.duplicate.push(...this.#doubled);
    verdict.unprotected.push(...this.#watch.found);
    return verdict;
  }

  async #start(): Promise<void> {
    const { seed, quietUtc, strategyFailures, settings } = this.#plan;
    this.#startsAtUtc = null;
    await this.#stage.start(RandomTrader, {
      parameters: { seed, quietFrom: quietUtc, failures: strategyFailures },
      settings,
      risk: {},
      ...(this.#trace === null
        ? {}
        : {
            onLog: ({ text }) => this.#tell(text),
            onNotice: ({ title, text = '' }) => this.#tell(`! ${title} ${text}`),
          }),
    });
  }

  #tell(text: string): void {
    this.#trace?.(`${new Date(this.#stage.clock.utcNow()).toISOString()} ${text}`);
  }

  async #step(): Promise<void> {
    const stage = this.#stage;
    await stage.run(stage.clock.utcNow() + STEP_MS);
    const now = stage.clock.utcNow();
    if (this.#crashing !== null) await this.#crashing;
    this.#crashing = null;
    for (const { end } of this.#due(now)) await end();
    for (let next = this.#incidents[0]; next !== undefined && next.atUtc <= now; next = this.#incidents[0]) {
      this.#incidents.shift();
      this.#cause(next);
    }
    // A strategy that failed is started again, as somebody would.
    if (!this.#stage.isRunning) this.#startsAtUtc ??= now;
    if (this.#startsAtUtc !== null && this.#startsAtUtc <= now) await this.#start();
    await this.#look(now);
  }

  #due(now: number): { readonly end: () => void | Promise<void> }[] {
    const due = this.#ends.filter(({ atUtc }) => atUtc <= now);
    for (const each of due) this.#ends.splice(this.#ends.indexOf(each), 1);
    return due;
  }

  async #endAll(): Promise<void> {
    const { line } = this.#stage;
    line.onSending = null;
    for (const { end } of this.#due(Number.POSITIVE_INFINITY)) await end();
    if (line.isHalfOpen) this.#endHalfOpen();
    line.reconnect();
    if (this.#startsAtUtc !== null) await this.#start();
  }

  #later(forMs: number, end: () => void | Promise<void>): void {
    this.#ends.push({ atUtc: this.#stage.clock.utcNow() + forMs, end });
  }

  #cause({ what, forMs, expected }: Incident): void {
    this.#tell(`# ${what} for ${forMs} ms`);
    const { line } = this.#stage;
    switch (what) {
      case 'crash':
        this.#crash(forMs);
        break;
      case 'crashBeforeSend':
      case 'crashAfterSend':
        this.#crashWithSend(what === 'crashBeforeSend' ? 'before' : 'after', forMs);
        break;
      case 'disconnect':
        line.disconnect('chaos', expected);
        this.#later(forMs, () => line.reconnect());
        break;
      case 'halfOpen':
        line.isHalfOpen = true;
        this.#later(forMs, () => this.#endHalfOpen());
        break;
      case 'bust':
        break;
      default:
        this.#operate(what, forMs);
    }
  }

  #operate(what: Incident['what'], forMs: number): void {
    if (!this.#stage.isRunning) return;
    const { session } = this.#stage;
    switch (what) {
      case 'diskFull':
        // A process that is dying does not answer.
        session.store.allowPages(NO_PAGES).catch(() => undefined);
        this.#later(forMs, async () => {
          if (this.#stage.isRunning) await this.#stage.session.store.allowPages(MANY_PAGES).catch(() => undefined);
        });
        break;
      case 'kill':
        void session.kill('chaos', { flatten: forMs % 2 === 0 });
        this.#later(forMs, () => {
          if (this.#stage.isRunning) this.#stage.session.unkill('chaos');
        });
        break;
      case 'flatten':
        void session.flatten('chaos');
        break;
      default:
        session.pause('chaos');
        this.#later(forMs, () => {
          if (this.#stage.isRunning) this.#stage.session.resume('chaos');
        });
    }
  }

  #crash(forMs: number): void {
    if (!this.#stage.isRunning) return;
    this.#startsAtUtc = this.#stage.clock.utcNow() + forMs;
    this.#crashing = this.#stage.crash();
  }

  #crashWithSend(stage: 'before' | 'after', forMs: number): void {
    const { line } = this.#stage;
    line.onSending = (kind, _order, at) => {
      if (kind !== 'place' || at !== stage) return;
      line.onSending = null;
      this.#crash(forMs);
    };
  }

  /** The adapter notices at last, and connects anew. */
  #endHalfOpen(): void {
    const { line } = this.#stage;
    if (!line.isHalfOpen) return;
    line.isHalfOpen = false;
    line.disconnect('no heartbeat', false);
    line.reconnect();
  }

  async #look(now: number): Promise<void> {
    const { line, isRunning } = this.#stage;
    const { nativeBrackets } = line.venue.capabilities;
    // Where the venue keeps brackets from the first fill on there is no excuse.
    if (!isRunning || !line.isConnected || line.isHalfOpen || now < this.#plan.quietUtc) this.#troubledUtc = now;
    const isExcused = nativeBrackets !== 'fromFirstFill' && now - this.#troubledUtc < KNOWN_AFTER_MS;
    await this.#watch.look(now, isExcused);
    const single = (await line.venue.getHoldings()).find(({ instrument }) => instrument === SINGLE);
    const held = single?.quantity.toNumber() ?? 0;
    if ((held < 0 || held > LARGEST_ENTRY) && this.#doubled.length === 0)
      this.#doubled.push(`${SINGLE} is ${held} at ${new Date(now).toISOString()}: something was done twice`);
  }
}
