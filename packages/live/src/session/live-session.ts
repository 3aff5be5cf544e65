import type { Clock, Engine, EngineOutcome, RuntimeFailure } from '@lockstep/core';
import type { Heartbeat } from '../alerts/heartbeat.ts';
import type { LiveSettings } from '../config/lockstep-config.ts';
import type { SessionInputs } from '../inputs/session-inputs.ts';
import type { JournaledBrokerage } from '../orders/journaled-brokerage.ts';
import type { CommandWatch } from '../store/command-watch.ts';
import type { TradingStatus } from '../store/journal-record.ts';
import type { Store } from '../store/store.ts';
import type { BrokerWatch } from './broker-watch.ts';
import type { FeedWatch } from './feed-watch.ts';
import type { JournalRecorder } from './journal-recorder.ts';
import type { Notices } from './notices.ts';
import type { Operator } from './operator.ts';
import type { StartPatience } from './start-patience.ts';
import type { TradingSwitch } from './trading-switch.ts';
import type { Upkeep } from './upkeep.ts';

/** Longest wait at the end for orders that are being cancelled or positions that are being closed, ms. */
const END_WAIT_MS = 10_000;

/** A session as of now. */
export interface LiveStatus {
  readonly trading: TradingStatus;
  readonly pausedBecause: string | null;
  readonly isConnected: boolean;
  /** Engine time, epoch ms UTC. */
  readonly timeMs: number;
  /** In account currency, as are the other amounts. */
  readonly equity: number;
  readonly cash: number;
  readonly unrealizedProfit: number;
  readonly positions: readonly { readonly symbol: string; readonly quantity: number; readonly price: number }[];
  readonly openOrders: number;
  readonly orders: number;
  readonly trades: number;
}

/** How a session ended. */
export interface SessionOutcome {
  /** `stopped`, `killed`, `strategy error`, `end of the data`, … */
  readonly reason: string;
  readonly failure: RuntimeFailure | null;
  readonly status: LiveStatus;
  readonly outcome: EngineOutcome;
  /** Id of the session in the store. */
  readonly session: number;
}

/** The parts that `runLive` puts together. */
export interface SessionParts {
  readonly engine: Engine;
  readonly store: Store;
  readonly clock: Clock;
  readonly orders: JournaledBrokerage;
  readonly trading: TradingSwitch;
  readonly operator: Operator;
  readonly watch: BrokerWatch;
  readonly patience: StartPatience;
  readonly commands: CommandWatch;
  readonly recorder: JournalRecorder;
  readonly inputs: SessionInputs;
  readonly notices: Notices;
  readonly feedWatch: FeedWatch;
  readonly upkeep: Upkeep;
  readonly heartbeat: Heartbeat | undefined;
  readonly settings: LiveSettings;
  readonly session: number;
  /** No question to the broker is under way. */
  readonly isAsking: () => boolean;
}

/** A running session: what can be seen of it, and what can be done to it. */
export class LiveSession {
  /** Settles when the session is over and everything is written down. Rejects for mistakes made before the first data. */
  readonly ended: Promise<SessionOutcome>;
  readonly #parts: SessionParts;
  #reason: string | null = null;
  #abandoned = false;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.ended = this.#execute();
    this.ended.catch(() => undefined);
  }

  get store(): Store {
    return this.#parts.store;
  }

  /** Id of the session in the store. */
  get id(): number {
    return this.#parts.session;
  }

  /** Nothing is being written, sent or asked: a virtual clock may move on. */
  get isQuiet(): boolean {
    return !this.isWriting && !this.#parts.isAsking();
  }

  /** Something is being written down, or waits for that to be sent. */
  get isWriting(): boolean {
    const { store, orders } = this.#parts;
    // What was kept and waits for others, or for another try, waits for the clock.
    return store.isWriting || !orders.isIdle;
  }

  get status(): LiveStatus {
    const { engine, trading, orders } = this.#parts;
    const { run } = engine;
    const held = run.securities.values.filter((security) => security.holdings.quantityNumber !== 0);
    return {
      trading: trading.status,
      pausedBecause: trading.pausedBecause ?? run.riskGate?.pausedBecause ?? null,
      isConnected: orders.isReady,
      timeMs: run.clock.utcNow(),
      equity: run.portfolio.totalPortfolioValue,
      cash: run.portfolio.cash,
      unrealizedProfit: run.portfolio.totalUnrealizedProfit,
      positions: held.map(({ symbol, holdings, price }) => ({
        symbol: symbol.value,
        quantity: holdings.quantityNumber,
        price,
      })),
      openOrders: run.book.openOrders().length,
      orders: run.book.count,
      trades: run.tradeBuilder.closedCount,
    };
  }

  /** New positions are not opened until `resume`; what is open stays, and may be closed. */
  pause(reason = 'paused by the program'): void {
    this.#parts.operator.pause(reason);
  }

  /** Returns what still stands against trading; null when nothing does. */
  resume(reason = 'resumed by the program'): string | null {
    return this.#parts.operator.resume(reason);
  }

  /** Cancels every order and closes every position. The strategy may enter again unless `pause` was called before. */
  flatten(reason = 'flattened by the program'): Promise<void> {
    return this.#parts.operator.flatten(reason);
  }

  /** Cancels orders, closes positions if wanted, and stays stopped through restarts until a person lifts it. */
  async kill(reason: string, { flatten = false, by = 'program' } = {}): Promise<void> {
    await this.#parts.operator.kill(reason, by, flatten);
  }

  /** Lifts the kill switch. */
  unkill(reason = 'lifted by the program'): void {
    this.#parts.operator.unkill(reason);
  }

  /** Ends in order: what the settings say becomes of orders and positions (`atEnd`), then everything is written down. */
  async stop(reason = 'stopped'): Promise<SessionOutcome> {
    if (this.#reason === null) {
      this.#reason = reason;
      const { operator, settings, engine, patience, watch } = this.#parts;
      patience.close();
      // Before the account was taken up it waits for the broker, perhaps without end.
      if (engine.run.isInitializing) watch.close();
      if (settings.atEnd === 'flatten') await this.#waitFor(operator.flatten('End of the session'));
      else if (settings.atEnd === 'cancelOrders') await operator.cancelOrders(({ bracketId }) => bracketId === 0);
      await this.#settleOrders();
      engine.stop();
    }
    return this.ended;
  }

  /** Ends at once, as a crash does: nothing more is sent or written. */
  async abandon(): Promise<void> {
    this.#abandoned = true;
    this.#reason ??= 'abandoned';
    const { engine, watch, store, orders, inputs, patience } = this.#parts;
    patience.close();
    watch.close();
    orders.inFlight.close();
    const written = inputs.abandon();
    engine.stop();
    const closed = this.#closeWatches();
    await written;
    await store.abandon();
    await closed;
  }

  async #execute(): Promise<SessionOutcome> {
    const { engine, commands, watch } = this.#parts;
    const { feedWatch, upkeep, heartbeat } = this.#parts;
    commands.start();
    feedWatch.start();
    upkeep.start();
    heartbeat?.start();
    try {
      const outcome = await engine.execute();
      return await this.#end(outcome);
    } catch (error) {
      watch.close();
      if (!this.#abandoned) await this.#closeAfter(error);
      throw error;
    }
  }

  async #end(outcome: EngineOutcome): Promise<SessionOutcome> {
    const { engine, watch, recorder, inputs, store, trading, notices, session, orders } = this.#parts;
    const { failure } = outcome;
    const reason = this.#reason ?? (failure === null ? 'end of the data' : 'strategy error');
    const result = { reason, failure, status: this.status, outcome, session };
    if (this.#abandoned) return result;
    watch.close();
    orders.inFlight.close();
    await this.#closeWatches();
    recorder.close();
    await inputs.close(reason, engine.run);
    if (failure !== null) {
      notices.tell({
        severity: 'critical',
        code: 'STRATEGY_FAILED',
        title: `The strategy has failed and the session ends: ${failure.message}`,
        text: 'Stops and targets that rest at the broker stay there. Mend the strategy and start again.',
        details: { phase: failure.phase, timeMs: failure.utcMs },
      });
    }
    if (trading.status === 'running')
      void store.keep({ kind: 'tradingStatus', status: 'stopped', reason, by: 'session' });
    void store.keep({ kind: 'sessionEnded', reason, summary: summaryOf(result.status) });
    await store.close();
    return result;
  }

  async #closeAfter(error: unknown): Promise<void> {
    const { store, notices, inputs } = this.#parts;
    await inputs.abandon();
    const reason = error instanceof Error ? error.message : String(error);
    notices.tell({
      severity: 'critical',
      code: 'SESSION_FAILED',
      title: `The session could not be started: ${reason}`,
    });
    await this.#closeWatches();
    void store.keep({ kind: 'sessionEnded', reason: 'could not start', summary: { reason } });
    await store.close();
  }

  async #closeWatches(): Promise<void> {
    const { feedWatch, upkeep, heartbeat, commands } = this.#parts;
    feedWatch.close();
    heartbeat?.stop();
    await upkeep.close();
    await commands.stop();
  }

  /** Until nothing is in flight, for a while. */
  async #settleOrders(): Promise<void> {
    const { clock, orders, engine } = this.#parts;
    const until = clock.utcNow() + END_WAIT_MS;
    const isOpen = (): boolean =>
      orders.inFlight.size > 0 || (this.#parts.settings.atEnd === 'flatten' && engine.run.portfolio.invested);
    while (isOpen() && clock.utcNow() < until) {
      engine.arrived();
      await new Promise<void>((resolve) => clock.at(clock.utcNow() + 50, resolve));
    }
  }

  #waitFor(work: Promise<void>): Promise<void> {
    const { clock } = this.#parts;
    const late = new Promise<void>((resolve) => clock.at(clock.utcNow() + END_WAIT_MS, resolve));
    return Promise.race([work, late]);
  }
}

function summaryOf({ equity, cash, orders, trades, openOrders, positions }: LiveStatus): Record<string, number> {
  return { equity, cash, orders, trades, openOrders, openPositions: positions.length };
}
