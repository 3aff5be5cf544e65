import { type Decimal, OrderType } from '@lockstep/core';
import type { TerminalSession } from '../../bridge/terminal-session.ts';
import type { Instrument } from '../../symbols/instrument.ts';
import { MarginMode } from '../../wire/enums.ts';
import type { WireAccount, WirePosition } from '../../wire/structures.ts';
import { wireDecimal } from '../../wire/wire-decimal.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import { lotsOf, type OrderPart, orderParts, wholeOrder } from './order-parts.ts';

/** What is sent instead of a part that was refused, and of those that come after it. */
export interface PartsInstead {
  readonly parts: readonly OrderPart[];
  /** Nothing of the order gets lost by it. */
  readonly isWhole: boolean;
}

/** How orders are carried out against the positions of the account. */
export class PartPlanning {
  readonly #session: TerminalSession;
  readonly #magic: string;
  #isHedging = false;
  #isStrict = false;

  constructor(session: TerminalSession, magic: number) {
    this.#session = session;
    this.#magic = String(magic);
  }

  /** Takes note of what kind of account it is. */
  meet({ margin_mode, fifo_close }: WireAccount): void {
    this.#isHedging = margin_mode === MarginMode.RetailHedging;
    this.#isStrict ||= fifo_close;
  }

  /** The account has a position of each order, which is closed only by orders that name it. */
  get isHedging(): boolean {
    return this.#isHedging;
  }

  /**
   * The parts of an order. Pending orders cannot name a position: they open one when they fill. So does an entry with a stop or
   * a target, which are those of the position that it opens.
   */
  async plan(
    { order: { type, quantity }, children }: TrackedOrder,
    instrument: Instrument,
    lots: Decimal,
  ): Promise<readonly OrderPart[]> {
    if (!this.#isHedging || type !== OrderType.Market || children.length > 0) return wholeOrder(lots);
    return this.#parts(await this.#positions(instrument), lots, quantity.sign() < 0);
  }

  /**
   * What there is to be done about a part that was refused since its position is another one by now; null where that is not
   * why. What somebody else has closed is not closed again, and nothing is opened in its stead.
   *
   * @param parts the refused one, and those that were to come after it
   */
  async instead(
    code: string,
    [refused, ...others]: readonly [OrderPart, ...OrderPart[]],
    instrument: Instrument,
    isSale: boolean,
  ): Promise<PartsInstead | null> {
    if (refused.position === null) return null;
    if (code === 'POSITION_CLOSED') return { parts: others, isWhole: false };
    const positions = await this.#positions(instrument);
    if (code === 'FIFO_CLOSE' && !this.#isStrict) {
      this.#isStrict = true;
      return { parts: this.#parts(positions, lotsOf([refused, ...others]), isSale), isWhole: true };
    }
    if (code !== 'INVALID_CLOSE_VOLUME' && code !== 'CLOSE_ORDER_EXIST') return null;
    const held = positions.find(({ ticket }) => ticket === refused.position)?.volume;
    if (held === undefined) return { parts: others, isWhole: false };
    const lots = wireDecimal(held);
    return lots.lt(refused.lots) ? { parts: [{ ...refused, lots }, ...others], isWhole: false } : null;
  }

  #parts(positions: readonly WirePosition[], lots: Decimal, isSale: boolean): OrderPart[] {
    return orderParts(positions, { lots, isSale, magic: this.#magic, isStrict: this.#isStrict });
  }

  async #positions({ wire }: Instrument): Promise<WirePosition[]> {
    const positions = await this.#session.request<WirePosition[]>('positions', {});
    return positions.filter(({ symbol }) => symbol === wire.name);
  }
}
