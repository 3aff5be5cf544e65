import type { BrokerageInbox } from '@lockstep/core';
import type { TerminalSession } from '../../bridge/terminal-session.ts';
import type { SymbolBook } from '../../symbols/symbol-book.ts';
import { OrderModeBit, PositionSide, TradeAction } from '../../wire/enums.ts';
import type { WirePosition } from '../../wire/structures.ts';
import { instrumentOf } from '../looks/deal-reader.ts';
import { messageOf, type OrderSending, once } from '../requests/order-sending.ts';
import type { SendingLines } from '../requests/sending-lines.ts';
import { compareAges } from './order-parts.ts';
import type { PartPlanning } from './part-planning.ts';

export interface OppositePositionsOptions {
  readonly session: TerminalSession;
  readonly symbols: SymbolBook;
  readonly planning: PartPlanning;
  readonly sending: OrderSending;
  readonly lines: SendingLines;
  readonly magic: number;
  readonly inbox: () => BrokerageInbox | null;
}

interface Pair {
  readonly long: WirePosition;
  readonly short: WirePosition;
}

/**
 * Pending orders open a position on a hedging account, even against one that is there: a stop that has filled leaves two
 * opposite ones, of which the sum is right. They are closed by each other, where the broker lets them. Positions with stops of
 * their own are left alone: what an entry with a stop has opened is closed at that.
 */
export class OppositePositions {
  readonly #options: OppositePositionsOptions;
  /** Symbols of which pairs are being closed. */
  readonly #closing = new Set<string>();
  /** Symbols in which that was refused. */
  readonly #refused = new Set<string>();

  constructor(options: OppositePositionsOptions) {
    this.#options = options;
  }

  /** Takes in the positions of the account. */
  see(positions: readonly WirePosition[]): void {
    if (!this.#options.planning.isHedging) return;
    for (const name of new Set(positions.map(({ symbol }) => symbol))) {
      if (this.#closing.has(name) || this.#refused.has(name) || this.#pairOf(positions, name) === null) continue;
      this.#closing.add(name);
      this.#options.lines.add(name, () => this.#close(name));
    }
  }

  async #close(name: string): Promise<void> {
    const { session, symbols } = this.#options;
    try {
      const instrument = await instrumentOf(symbols, name);
      if (instrument !== null && (instrument.wire.order_mode & OrderModeBit.CloseBy) === 0) {
        this.#onRefused(name, 'the broker lets no position be closed by another');
        return;
      }
      const positions = await session.request<WirePosition[]>('positions', {});
      const pair = this.#pairOf(positions, name);
      if (pair !== null) await this.#closePair(name, pair);
    } catch (error) {
      this.#onRefused(name, messageOf(error));
    } finally {
      this.#closing.delete(name);
    }
  }

  async #closePair(name: string, { long, short }: Pair): Promise<void> {
    const { sending, magic } = this.#options;
    const outcome = await sending.send(
      once({
        action: TradeAction.CloseBy,
        position: long.ticket,
        position_by: short.ticket,
        magic: String(magic),
      }),
    );
    // Of what became of it when nobody said so, the next look tells.
    if (outcome.kind === 'refused') this.#onRefused(name, outcome.text);
  }

  #pairOf(positions: readonly WirePosition[], name: string): Pair | null {
    const magic = String(this.#options.magic);
    const own = positions
      .filter((each) => each.symbol === name && each.magic === magic && each.sl === 0 && each.tp === 0)
      .toSorted(compareAges);
    const long = own.find(({ type }) => type === PositionSide.Buy);
    const short = own.find(({ type }) => type === PositionSide.Sell);
    return long === undefined || short === undefined ? null : { long, short };
  }

  #onRefused(name: string, reason: string): void {
    this.#refused.add(name);
    const text = `There are a long and a short position in ${name}, which could not be closed by each other: ${reason}. They are worth their sum and stay open; the next order in ${name} closes of them what it can. To be rid of them close both by hand.`;
    this.#options.inbox()?.message({ kind: 'notice', severity: 'warning', code: 'POSITIONS_OPPOSED', text });
  }
}
