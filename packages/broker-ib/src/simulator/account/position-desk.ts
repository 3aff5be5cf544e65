import { Decimal } from '@lockstep/core';
import type { Instrument } from '../contracts/instruments.ts';
import { contractFields } from '../orders/order-wire.ts';
import type { ClientSession } from '../sessions/client-session.ts';
import { handlerOf, type RequestHandler } from '../sessions/request-router.ts';
import {
  PNL,
  PNL_SINGLE,
  POSITION,
  POSITION_END,
  POSITION_MULTI,
  POSITION_MULTI_END,
} from '../wire/account-messages.ts';
import {
  CANCEL_PNL,
  CANCEL_PNL_SINGLE,
  CANCEL_POSITIONS,
  CANCEL_POSITIONS_MULTI,
  REQ_PNL,
  REQ_PNL_SINGLE,
  REQ_POSITIONS,
  REQ_POSITIONS_MULTI,
} from '../wire/requests.ts';
import type { AccountParts } from './account-desk.ts';
import { averageCost, realizedProfit, unrealizedProfit, unrealizedProfitOf } from './account-figures.ts';

/** Something that a client is told again when positions change. */
type Telling = () => void;

/** Tells clients of positions, and of what they have earned. */
export class PositionDesk {
  readonly #parts: AccountParts;
  readonly #tellings = new Map<ClientSession, Map<string, Telling>>();

  constructor(parts: AccountParts) {
    this.#parts = parts;
  }

  get handlers(): readonly RequestHandler[] {
    return [
      handlerOf(REQ_POSITIONS, (session) => this.#positions(session)),
      handlerOf(CANCEL_POSITIONS, (session) => this.#cancel(session, 'positions')),
      handlerOf(REQ_POSITIONS_MULTI, (session, { reqId, model }) => this.#multi(session, reqId, model)),
      handlerOf(CANCEL_POSITIONS_MULTI, (session, { reqId }) => this.#cancel(session, `multi ${reqId}`)),
      handlerOf(REQ_PNL, (session, { reqId }) => this.#profit(session, reqId)),
      handlerOf(CANCEL_PNL, (session, { reqId }) => this.#cancel(session, `pnl ${reqId}`)),
      handlerOf(REQ_PNL_SINGLE, (session, { reqId, conId }) => this.#profitOf(session, reqId, Number(conId))),
      handlerOf(CANCEL_PNL_SINGLE, (session, { reqId }) => this.#cancel(session, `single ${reqId}`)),
    ];
  }

  /** Money or positions have changed. */
  changed(): void {
    for (const tellings of this.#tellings.values()) for (const tell of tellings.values()) tell();
  }

  forget(session: ClientSession): void {
    this.#tellings.delete(session);
  }

  #subscribe(session: ClientSession, key: string, tell: Telling): void {
    const tellings = this.#tellings.get(session) ?? new Map<string, Telling>();
    tellings.set(key, tell);
    this.#tellings.set(session, tellings);
  }

  #cancel(session: ClientSession, key: string): void {
    this.#tellings.get(session)?.delete(key);
  }

  /** All positions once, then those that change; one that was closed comes once more, with nothing in it. */
  #positions(session: ClientSession): void {
    const write = (instrument: Instrument): void => session.tell(POSITION.write(this.#fields(instrument)));
    this.#subscribe(session, 'positions', this.#changes(write));
    session.tell(POSITION_END.write({}));
  }

  #multi(session: ClientSession, reqId: string, model: string): void {
    const write = (instrument: Instrument): void =>
      session.tell(POSITION_MULTI.write({ ...this.#fields(instrument), reqId, model }));
    this.#subscribe(session, `multi ${reqId}`, this.#changes(write));
    session.tell(POSITION_MULTI_END.write({ reqId }));
  }

  /** Writes what is held now, and gives a function that writes what is different since. */
  #changes(write: (instrument: Instrument) => void): Telling {
    const told = new Map<number, string>();
    const tell = (): void => {
      for (const instrument of this.#parts.instruments.traded()) {
        const { contract, security } = instrument;
        if (security === null) continue;
        const { exactQuantity } = security.holdings;
        const text = exactQuantity.isZero() ? '' : `${exactQuantity.toString()} ${averageCost(security).toString()}`;
        if ((told.get(contract.conId) ?? '') === text) continue;
        told.set(contract.conId, text);
        write(instrument);
      }
    };
    tell();
    return tell;
  }

  #fields({ contract, security }: Instrument) {
    return {
      ...contractFields(contract, ''),
      account: this.#parts.accounts[0],
      position: security?.holdings.exactQuantity ?? Decimal.ZERO,
      avgCost: security === null ? '0.0' : averageCost(security),
    };
  }

  #profit(session: ClientSession, reqId: string): void {
    const tell = (): void => {
      const { venue } = this.#parts;
      const unrealized = unrealizedProfit(venue);
      const realized = realizedProfit(venue);
      session.tell(PNL.write({ reqId, daily: unrealized.plus(realized), unrealized, realized }));
    };
    this.#subscribe(session, `pnl ${reqId}`, tell);
    tell();
  }

  #profitOf(session: ClientSession, reqId: string, conId: number): void {
    const security = this.#parts.instruments.withConId(conId)?.security ?? null;
    if (security === null) {
      session.tellError(Number(reqId), 321, "Error validating request.-'bN' : cause - Invalid contract id");
      return;
    }
    const tell = (): void => {
      const { exactQuantity, exactProfit, exactHoldingsValue } = security.holdings;
      const unrealized = unrealizedProfitOf(security);
      session.tell(
        PNL_SINGLE.write({
          reqId,
          position: exactQuantity,
          daily: unrealized.plus(exactProfit),
          unrealized,
          realized: exactProfit,
          value: exactHoldingsValue,
        }),
      );
    };
    this.#subscribe(session, `single ${reqId}`, tell);
    tell();
  }
}
