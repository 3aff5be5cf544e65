import type { AlgorithmRun, Order } from '@lockstep/core';
import type { RunOperation } from '../inputs/input-line.ts';
import type { JournaledBrokerage } from '../orders/journaled-brokerage.ts';
import type { Command } from '../store/command-desk.ts';
import type { TradingSwitch } from './trading-switch.ts';

const FLATTENED = 'All orders are being cancelled and all positions closed.';
const MAY_ENTER = 'The strategy may enter again.';

/** What operating works with. */
export interface OperatorOptions {
  readonly run: () => AlgorithmRun;
  readonly orders: () => JournaledBrokerage;
  /** Carries something out within the engine's step. */
  readonly post: (operation: () => void) => void;
  /** Carries something out before the strategy is called again. */
  readonly intervene: (operation: () => void) => void;
  /** Notes what is about to be done to the run. */
  readonly note: (operation: RunOperation) => void;
  readonly trading: TradingSwitch;
}

/** What a person can do to a running session, by command, signal, file or function. */
export class Operator {
  readonly #options: OperatorOptions;

  constructor(options: OperatorOptions) {
    this.#options = options;
  }

  /** Whether an order is of a position that is being closed: that goes on even when trading is killed. */
  isClosing({ symbol }: Order): boolean {
    return this.#options.run().flattening.isUnderWay(symbol);
  }

  pause(reason: string): void {
    this.#options.trading.pause('operator', reason);
  }

  /** Returns what still stands against trading; null when nothing does. */
  resume(reason: string): string | null {
    const { run, intervene, note } = this.#options;
    intervene(() => {
      note({ kind: 'resume' });
      run().riskGate?.resume();
    });
    return this.#options.trading.resume(reason);
  }

  /** Cancels every order and closes every position; resolves when that was begun. It goes on until nothing is held. */
  flatten(tag: string): Promise<void> {
    const { post, run, note } = this.#options;
    return new Promise((resolve) => {
      post(() => {
        note({ kind: 'flatten', tag });
        run().flattening.begin(tag);
        resolve();
      });
    });
  }

  /**
   * Stops trading until a person lifts it. Orders are cancelled at once, past the engine; stops and targets of open positions
   * stay until the positions can be closed, if that is wanted, and so does what is closing them already.
   */
  async kill(reason: string, by: string, flatten: boolean): Promise<void> {
    this.#options.trading.kill(reason, by);
    const stays = (order: Order): boolean => order.bracketId !== 0 || (flatten && this.#closes(order));
    await this.cancelOrders((order) => !stays(order));
    if (flatten) await this.flatten(`Kill switch: ${reason}`);
  }

  /** Whether an order closes a position, or a part of it. */
  #closes({ symbol, quantity }: Order): boolean {
    const held = this.#options.run().securities.find(symbol)?.holdings.exactQuantity.sign() ?? 0;
    return held !== 0 && quantity.sign() === -held;
  }

  unkill(reason: string): void {
    this.#options.trading.unkill(reason);
  }

  /** Cancels open orders, past the engine. */
  async cancelOrders(which: (order: Order) => boolean): Promise<void> {
    const { run, orders } = this.#options;
    const open = run().book.openOrders().filter(which);
    await Promise.all(open.map((order) => orders().cancelOrder(order)));
  }

  /** Carries out a command from the store; says what came of it. */
  async carryOut({ name, arguments: args, requestedBy }: Command): Promise<string> {
    const given = args['reason'];
    const reason = typeof given === 'string' && given !== '' ? given : `${name} by ${requestedBy}`;
    switch (name) {
      case 'pause':
        this.pause(reason);
        return 'Trading is paused: positions are kept and may be closed, new ones are not opened.';
      case 'resume': {
        const left = this.resume(reason);
        return left === null ? 'Trading goes on.' : `Something still stands against trading: ${left}.`;
      }
      case 'flatten': {
        const pauses = args['pause'] !== false;
        // First, so that the strategy does not enter again in the very step that closes everything.
        if (pauses) this.pause(reason);
        await this.flatten(reason);
        return pauses ? `${FLATTENED} Trading is paused until \`lockstep resume\`.` : `${FLATTENED} ${MAY_ENTER}`;
      }
      case 'kill':
        await this.kill(reason, requestedBy, args['flatten'] === true);
        return args['flatten'] === true
          ? 'Killed; orders are cancelled, positions closed.'
          : 'Killed; orders are cancelled.';
      default:
        this.unkill(reason);
        return 'The kill switch is lifted.';
    }
  }
}
