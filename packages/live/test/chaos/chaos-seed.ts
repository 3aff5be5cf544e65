import type { FillModel } from '@lockstep/core';
import { GOOD_LINE, PartialFills, RandomFaults, SeededRandom } from '@lockstep/core/testing';
import { Stage } from '../stage.ts';
import { VenueSide } from '../venue-side.ts';
import { bust } from './bust.ts';
import { type ChaosPlan, type Incident, planOf } from './chaos-plan.ts';
import type { Death } from './death.ts';
import type { EngineHost } from './engine-host.ts';
import type { HostedPool } from './hosted-pool.ts';
import { InProcessHost } from './in-process-host.ts';
import { BUST_KNOWN_AFTER_MS, KNOWN_AFTER_MS } from './known-after.ts';
import { ProcessHost } from './process-host.ts';
import { ProtectionWatch } from './protection-watch.ts';
import { LARGEST_ENTRY, SINGLE } from './random-trader.ts';
import { judge, type Verdict } from './verdict.ts';
import { wiringOf } from './wirings.ts';

const PROTECTION_DEADLINE_MS = 5_000;
const STEP_MS = 1_000;

/** How a seed is run. */
export interface ChaosSeedOptions {
  /** Name of the wiring between engine and venue. */
  readonly broker: string;
  /** Where processes for the engine come from; null to run it in this one. */
  readonly pool: HostedPool | null;
  /** Told line by line what happens. */
  readonly trace: ((text: string) => void) | null;
}

/** Runs one seed: a random strategy, and random faults, crashes and trouble; then all is quiet, and the ledgers are compared. */
export class ChaosSeed {
  readonly #plan: ChaosPlan;
  readonly #venue: VenueSide<RandomFaults>;
  readonly #host: EngineHost;
  readonly #watch: ProtectionWatch;
  readonly #doubled: string[] = [];
  #incidents: Incident[];
  /** What ends by itself, and when. */
  readonly #ends: { readonly atUtc: number; readonly end: () => void }[] = [];
  #startsAtUtc: number | null = null;
  /** How long the deployment stays down when its process dies, ms. */
  #downMs = 0;
  #nextDeath: Death | null = null;
  #troubledUtc = Number.NEGATIVE_INFINITY;
  readonly #busts: SeededRandom;
  /** When an execution was taken back last, epoch ms UTC. */
  #bustedUtc = Number.NEGATIVE_INFINITY;
  readonly #trace: ((text: string) => void) | null;

  constructor(seed: number, { broker, pool, trace }: ChaosSeedOptions) {
    const plan = planOf(seed, broker);
    this.#plan = plan;
    this.#trace =
      trace === null ? null : (text) => trace(`${new Date(this.#venue.clock.utcNow()).toISOString()} ${text}`);
    const { startUtc, data, capabilities, quality, partialFills } = plan;
    const random = new SeededRandom(seed);
    const parts = random.fork(8);
    this.#busts = random.fork(9);
    this.#incidents = [...plan.incidents];
    const options = {
      startUtc,
      data,
      capabilities,
      brokerageModel: wiringOf(broker).brokerageModel,
      faults: new RandomFaults(quality, random.fork(7)),
      fillModel: (whole: FillModel) => new PartialFills(whole, parts, partialFills),
    };
    if (pool === null) {
      const stage = new Stage(options);
      this.#venue = stage;
      this.#host = new InProcessHost(plan, stage, wiringOf(broker), this.#trace);
    } else {
      this.#venue = new VenueSide(options);
      this.#host = new ProcessHost(plan, this.#venue, pool, this.#trace);
    }
    this.#watch = new ProtectionWatch(this.#venue.standing.venue, this.#host, PROTECTION_DEADLINE_MS);
  }

  async run(): Promise<Verdict> {
    try {
      return await this.#run();
    } finally {
      await this.#host.dispose();
    }
  }

  async #run(): Promise<Verdict> {
    const { quietUtc, endUtc } = this.#plan;
    const { line, clock, faults } = this.#venue;
    line.onTrace = this.#trace;
    await this.#start();
    while (clock.utcNow() < quietUtc) await this.#step();
    faults.quality = GOOD_LINE;
    this.#incidents = [];
    await this.#endAll();
    while (clock.utcNow() < endUtc) await this.#step();
    const verdict = await this.#host.read((books) => judge(line, books));
    verdict.duplicate.push(...this.#doubled);
    verdict.unprotected.push(...this.#watch.found);
    return verdict;
  }

  async #start(): Promise<void> {
    const death = this.#nextDeath;
    this.#startsAtUtc = null;
    this.#nextDeath = null;
    await this.#host.start(death);
  }

  async #step(): Promise<void> {
    const { clock } = this.#venue;
    await this.#host.run(clock.utcNow() + STEP_MS);
    const now = clock.utcNow();
    for (const end of this.#due(now)) end();
    for (let next = this.#incidents[0]; next !== undefined && next.atUtc <= now; next = this.#incidents[0]) {
      this.#incidents.shift();
      await this.#cause(next, now);
    }
    // A process that died, or a strategy that failed, is started again, as somebody would.
    if (!this.#host.isRunning) {
      this.#startsAtUtc ??= now + this.#downMs;
      this.#downMs = 0;
    }
    if (this.#startsAtUtc !== null && this.#startsAtUtc <= now) await this.#start();
    await this.#look(now);
  }

  #due(now: number): (() => void)[] {
    const due = this.#ends.filter(({ atUtc }) => atUtc <= now);
    for (const each of due) this.#ends.splice(this.#ends.indexOf(each), 1);
    return due.map(({ end }) => end);
  }

  async #endAll(): Promise<void> {
    const { line } = this.#venue;
    this.#host.spare();
    this.#nextDeath = null;
    for (const end of this.#due(Number.POSITIVE_INFINITY)) end();
    if (line.isHalfOpen) this.#endHalfOpen();
    line.reconnect();
    if (!this.#host.isRunning) await this.#start();
  }

  #later(forMs: number, end: () => void): void {
    this.#ends.push({ atUtc: this.#venue.clock.utcNow() + forMs, end });
  }

  async #cause(incident: Incident, now: number): Promise<void> {
    const { what, forMs, expected } = incident;
    this.#trace?.(`# ${what} for ${forMs} ms`);
    const { line } = this.#venue;
    switch (what) {
      case 'crash':
        this.#die(incident, incident.death);
        break;
      case 'crashBeforeSend':
      case 'crashAfterSend':
        this.#die(incident, { kind: 'send', stage: what === 'crashBeforeSend' ? 'before' : 'after' });
        break;
      case 'disconnect':
        line.disconnect('chaos', expected);
        this.#later(forMs, () => line.reconnect());
        break;
      case 'halfOpen':
        line.isHalfOpen = true;
        this.#later(forMs, () => this.#endHalfOpen());
        break;
      case 'bust': {
        const done = await bust(this.#venue.standing.venue, this.#busts, now);
        if (done !== null) this.#bustedUtc = now;
        this.#trace?.(`# ${done ?? 'nothing to take back'}`);
        break;
      }
      default:
        this.#operate(what, forMs);
    }
  }

  #die({ forMs, nextDeath }: Incident, death: Death): void {
    if (!this.#host.isRunning) return;
    this.#downMs = forMs;
    this.#nextDeath = nextDeath;
    this.#host.die(death);
  }

  #operate(what: Incident['what'], forMs: number): void {
    const host = this.#host;
    switch (what) {
      case 'diskFull':
        host.operate('fillDisk');
        this.#later(forMs, () => host.operate('emptyDisk'));
        break;
      case 'kill':
        host.operate(forMs % 2 === 0 ? 'killAndFlatten' : 'kill');
        this.#later(forMs, () => host.operate('unkill'));
        break;
      case 'flatten':
        host.operate('flatten');
        break;
      default:
        host.operate('pause');
        this.#later(forMs, () => host.operate('resume'));
    }
  }

  /** The adapter notices at last, and connects anew. */
  #endHalfOpen(): void {
    const { line } = this.#venue;
    if (!line.isHalfOpen) return;
    line.isHalfOpen = false;
    line.disconnect('no heartbeat', false);
    line.reconnect();
  }

  async #look(now: number): Promise<void> {
    const { line } = this.#venue;
    const { isRunning } = this.#host;
    const { nativeBrackets } = line.venue.capabilities;
    // Where the venue keeps brackets from the first fill on there is no excuse.
    if (!isRunning || !line.isConnected || line.isHalfOpen || now < this.#plan.quietUtc) this.#troubledUtc = now;
    const isBustUnknown = now - this.#bustedUtc < BUST_KNOWN_AFTER_MS;
    const isExcused = isBustUnknown || (nativeBrackets !== 'fromFirstFill' && now - this.#troubledUtc < KNOWN_AFTER_MS);
    await this.#watch.look(now, isExcused);
    const single = (await line.venue.getHoldings()).find(({ instrument }) => instrument === SINGLE);
    const held = single?.quantity.toNumber() ?? 0;
    if ((held < 0 || held > LARGEST_ENTRY) && this.#doubled.length === 0)
      this.#doubled.push(`${SINGLE} is ${held} at ${new Date(now).toISOString()}: something was done twice`);
  }
}
