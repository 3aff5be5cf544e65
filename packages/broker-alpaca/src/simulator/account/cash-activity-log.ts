import { type Decimal, TimeZone } from '@lockstep/core';
import type { WireCashActivity } from '../../wire/account.ts';
import type { WireIds } from '../wire-ids.ts';

const NEW_YORK = TimeZone.of('America/New_York');

/** Money that came or went without a trade. */
export interface CashMovement {
  /** Alpaca's type, such as `DIV` or `FEE`. */
  readonly type: string;
  /** Negative when it was taken. */
  readonly amount: Decimal;
  readonly symbol?: string | undefined;
  readonly timeMs: number;
}

/** A movement as it is told. */
export interface CashActivity {
  readonly timeMs: number;
  readonly fields: WireCashActivity;
}

/** Activities of the account that are no executions, oldest first. */
export class CashActivityLog {
  readonly #ids: WireIds;
  readonly #all: CashActivity[] = [];

  constructor(ids: WireIds) {
    this.#ids = ids;
  }

  get all(): readonly CashActivity[] {
    return this.#all;
  }

  /** Books a movement under New York's day. */
  add({ type, amount, symbol, timeMs }: CashMovement): void {
    const date = new Date(NEW_YORK.toLocal(timeMs)).toISOString().slice(0, 10);
    const id = `${date.replaceAll('-', '')}000000000::${this.#ids.uuid('activity', String(this.#all.length))}`;
    const fields: WireCashActivity = {
      id,
      activity_type: type,
      date,
      net_amount: amount.normalize().toString(),
      status: 'executed',
      description: '',
      ...(symbol === undefined ? {} : { symbol }),
    };
    this.#all.push({ timeMs, fields });
  }
}
