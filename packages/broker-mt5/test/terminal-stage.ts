import { VirtualClock } from '@lockstep/core';
import { DefaultBrokerageModel } from '../../core/src/brokerage-models/default-brokerage-model.ts';
import { CashBook } from '../../core/src/currencies/cash-book.ts';
import { Decimal } from '../../core/src/numeric/decimal.ts';
import { type Fixture, fixture, quote, trade } from '../../core/src/securities/models/model-fixture.ts';
import { BrokerageDesk } from '../../core/src/testing/contracts/brokerage-desk.ts';
import type { BrokerageHarness } from '../../core/src/testing/contracts/brokerage-harness.ts';
import { FillsInParts } from '../../core/src/testing/faults/fills-in-parts.ts';
import { passTime } from '../../core/src/testing/pass-time.ts';
import { mirrorSecurity } from '../../core/src/venue/mirror-security.ts';
import { SimulatedVenue } from '../../core/src/venue/simulated-venue.ts';
import { Mt5Terminal, type Mt5TerminalOptions } from '../src/bridge/mt5-terminal.ts';
import { Mt5Brokerage, type Mt5BrokerageOptions } from '../src/brokerage/mt5-brokerage.ts';
import { MT5_CAPABILITIES, MT5_HEDGING_CAPABILITIES } from '../src/brokerage/mt5-capabilities.ts';
import { ExpertServer } from '../src/expert/expert-server.ts';
import { Mt5Simulator, type Mt5SimulatorOptions, type SimulatedExpert } from '../src/simulator/index.ts';
import { MarginMode } from '../src/wire/enums.ts';
import { BridgeTap } from './bridge-tap.ts';

const MINUTE_MS = 60_000;
const FIRST_PRICE = '100';
/** Rounds in which nothing happens until everything counts as settled. */
const STILL_ROUNDS = 3;

/** The account has a position of each order. */
export const HEDGING = { marginMode: MarginMode.RetailHedging };

/** What a stage differs in. */
export interface TerminalStageOptions {
  readonly simulator?: Partial<Mt5SimulatorOptions>;
  readonly terminal?: Partial<Mt5TerminalOptions>;
  readonly adapter?: Partial<Mt5BrokerageOptions>;
  readonly cash?: number;
  /** How the adapter reaches the terminal. @defaultValue bridge */
  readonly way?: Way;
}

/** Through the bridge in Python, or an Expert Advisor. */
export type Way = 'bridge' | 'expert';

/** An Expert Advisor that has dialled in, and where it has done so. */
interface Expert {
  readonly server: ExpertServer;
  readonly advisor: SimulatedExpert;
}

const TOKEN = 'a token of tests';

/** A market that a test moves, a simulated terminal in front of it, the real bridge, and the adapter, by one virtual clock. */
export class TerminalStage {
  readonly clock: VirtualClock;
  readonly venue: SimulatedVenue;
  readonly simulator: Mt5Simulator;
  adapter: Mt5Brokerage;
  /** The way to the bridge of the adapter. */
  bridge!: BridgeTap;
  terminal!: Mt5Terminal;
  readonly #options: TerminalStageOptions;
  readonly #source: Fixture;
  #last = FIRST_PRICE;
  #looked = -1;
  #followsAlone = true;
  readonly #expert: Expert | null;

  private constructor(
    parts: Pick<TerminalStage, 'clock' | 'venue' | 'simulator'>,
    source: Fixture,
    expert: Expert | null,
    options: TerminalStageOptions,
  ) {
    const { clock, venue, simulator } = parts;
    this.#expert = expert;
    this.clock = clock;
    this.venue = venue;
    this.simulator = simulator;
    this.#source = source;
    this.#options = options;
    this.adapter = this.connectAnew();
  }

  static async open(options: TerminalStageOptions = {}): Promise<TerminalStage> {
    const source = fixture({ ticker: 'SPY' });
    const clock = new VirtualClock(source.clock.now);
    const model = new DefaultBrokerageModel();
    const isHedging = options.simulator?.account?.marginMode === MarginMode.RetailHedging;
    const venue = new SimulatedVenue({
      openingCash: () => {
        const book = new CashBook('USD');
        book.set('USD', Decimal.fromNumber(options.cash ?? 100_000), Decimal.ONE);
        return book;
      },
      utcNow: () => clock.utcNow(),
      brokerageModel: () => model,
      stalePriceMs: () => 3_600_000,
      list: (symbol, on) => (symbol.value === 'SPY' ? mirrorSecurity(source.security, on.cashBook, clock) : null),
      capabilities: isHedging ? MT5_HEDGING_CAPABILITIES : MT5_CAPABILITIES,
      reportError: () => undefined,
    });
    const simulator = await Mt5Simulator.start({
      venue,
      clock,
      ...options.simulator,
      symbols: { SPY: { volume_step: 0.1, volume_min: 0.1 }, ...options.simulator?.symbols },
    });
    const expert = options.way === 'expert' ? await expertIn(simulator) : null;
    const stage = new TerminalStage({ clock, venue, simulator }, source, expert, options);
    simulator.instruments.find('SPY');
    stage.quote(Number(FIRST_PRICE));
    return stage;
  }

  /** Another adapter, as a new process has it. */
  connectAnew(): Mt5Brokerage {
    const { login, password, server } = this.simulator.account;
    this.bridge = new BridgeTap(this.#expert?.server ?? this.simulator.bridge());
    this.terminal = new Mt5Terminal({
      transport: this.bridge,
      clock: this.clock,
      account: { login: String(login), password, server },
      ...this.#options.terminal,
    });
    this.adapter = new Mt5Brokerage({
      terminal: this.terminal,
      clock: this.clock,
      looks: { busyMs: 10_000, openMs: 20_000, idleMs: 20_000 },
      ...this.#options.adapter,
    });
    return this.adapter;
  }

  /** The bridge of the adapter dies. */
  async killBridge(): Promise<void> {
    this.bridge.kill();
    await this.settle();
  }

  /** The Expert Advisor of a stage that has one. */
  get advisor(): SimulatedExpert {
    if (this.#expert === null) throw new TypeError('This stage has a bridge.');
    return this.#expert.advisor;
  }

  /** Names of the calls that have come to the terminal. */
  calls(name: string): number {
    return this.simulator.calls.filter((call) => call === name).length;
  }

  /** From now on the adapter finds out what happens by its own looks only. */
  leaveAlone(): void {
    this.#followsAlone = false;
  }

  /** Lets orders fill in these parts, one at each look of the venue, and wholly afterwards. */
  fillInParts(...parts: readonly number[]): void {
    const security = this.venue.securities.values.find(({ symbol }) => symbol.value === 'SPY');
    security?.setFillModel(new FillsInParts(security.fillModel, parts));
  }

  /** What trades SPY through the adapter, as the engine would. */
  desk(): Promise<BrokerageDesk> {
    return BrokerageDesk.open(this.harness());
  }

  harness(): BrokerageHarness {
    return {
      brokerage: this.adapter,
      symbol: this.#source.security.symbol,
      utcNow: () => this.clock.utcNow(),
      trade: (price) => this.trade(price),
      settle: () => this.settle(),
      dispose: () => this.close(),
    };
  }

  /** A minute passes, in which the market comes to a price. */
  async trade(price: number): Promise<void> {
    await this.pass(MINUTE_MS / 2);
    this.quote(price);
    await this.pass(MINUTE_MS / 2);
  }

  /** The market comes to a price now. */
  quote(price: number): void {
    const { security } = this.#source;
    const text = String(price);
    const ends = [this.#last, text].toSorted((a, b) => Number(a) - Number(b)) as [string, string];
    const bar = [this.#last, ends[1], ends[0], text] as const;
    trade(security, this.clock.utcNow(), bar);
    quote(security, this.clock.utcNow(), bar, bar);
    this.#last = text;
    this.venue.scan();
  }

  /** Time passes, ms; whatever is due on the way happens in its turn. */
  pass(ms: number): Promise<void> {
    return passTime(this.clock, ms, () => this.settle());
  }

  /** Resolves when nothing is under way, and what happened at the terminal was seen. */
  async settle(): Promise<void> {
    for (let still = 0; still < STILL_ROUNDS; ) {
      await new Promise((resolve) => setTimeout(resolve, still === 0 ? 1 : 0));
      const isWaiting = this.adapter.pendingCalls > 0 && this.simulator.parked === 0 && !this.bridge.isDeaf;
      still = isWaiting ? 0 : still + 1;
      const { revision } = this.simulator;
      if (isWaiting || !this.#followsAlone || this.#looked === revision || !this.adapter.isReady) continue;
      this.#looked = revision;
      await this.adapter.look();
      still = 0;
    }
  }

  async close(): Promise<void> {
    this.adapter.disconnect();
    this.#expert?.advisor.stop();
    await this.#expert?.server.close();
    await this.simulator.stop();
  }
}

async function expertIn(simulator: Mt5Simulator): Promise<Expert> {
  const server = await ExpertServer.listen({ port: 0, token: TOKEN });
  const advisor = simulator.expert({ port: server.port, token: TOKEN });
  advisor.attach();
  return { server, advisor };
}
