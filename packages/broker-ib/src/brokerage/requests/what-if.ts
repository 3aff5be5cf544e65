import type { Clock, Decimal, OrderHandover } from '@lockstep/core';
import type { OrderState } from '@stoqey/ib';
import type { IbConnection } from '../../connection/ib-connection.ts';
import { ibErrorText, isHarmless } from '../../connection/ib-errors.ts';
import type { IbNotice } from '../../connection/ib-events.ts';
import { IbFailure } from '../../connection/ib-failure.ts';
import type { ContractBook } from '../../contracts/contract-book.ts';
import { orderForm } from '../orders/order-form.ts';
import type { OrderIds } from '../orders/order-ids.ts';
import { decimalOf } from '../orders/wire-numbers.ts';

/** What an order would do to the account, in its currency; null for what IB does not say. */
export interface MarginImpact {
  readonly initialMarginBefore: Decimal | null;
  readonly initialMarginChange: Decimal | null;
  readonly initialMarginAfter: Decimal | null;
  readonly maintenanceMarginBefore: Decimal | null;
  readonly maintenanceMarginChange: Decimal | null;
  readonly maintenanceMarginAfter: Decimal | null;
  readonly equityWithLoanBefore: Decimal | null;
  readonly equityWithLoanAfter: Decimal | null;
  readonly commission: Decimal | null;
  readonly commissionCurrency: string;
  readonly warning: string;
}

interface Asked {
  readonly resolve: (impact: MarginImpact) => void;
  readonly reject: (failure: IbFailure) => void;
}

const ANSWER_WITHIN_MS = 10_000;

/** Asks IB what an order would do, without placing it. */
export class WhatIf {
  readonly #connection: IbConnection;
  readonly #contracts: ContractBook;
  readonly #ids: OrderIds;
  readonly #clock: Clock;
  readonly #asked = new Map<number, Asked>();

  constructor(connection: IbConnection, contracts: ContractBook, ids: OrderIds) {
    this.#connection = connection;
    this.#contracts = contracts;
    this.#ids = ids;
    this.#clock = connection.clock;
  }

  /** @throws IbFailure when IB refuses or does not answer; LockstepError `BROKER_INSTRUMENT` for no clear contract */
  async ask({ order, clientOrderId }: OrderHandover): Promise<MarginImpact> {
    const contract = await this.#contracts.resolve(order.symbol);
    const form = orderForm(order, { contract, account: this.#connection.account, clientOrderId });
    return new Promise((resolve, reject) => {
      this.#connection.send(
        'orders',
        (api) => {
          const orderId = this.#ids.take(1);
          const late = this.#clock.at(this.#clock.utcNow() + ANSWER_WITHIN_MS, () =>
            this.#fail(orderId, new IbFailure('silent', 'IB did not say what the order would do.')),
          );
          this.#asked.set(orderId, {
            resolve: (impact) => {
              late.cancel();
              resolve(impact);
            },
            reject: (failure) => {
              late.cancel();
              reject(failure);
            },
          });
          api.placeOrder(orderId, contract.contract, { ...form, whatIf: true, transmit: true });
        },
        () => reject(new IbFailure('unsent', 'There is no connection to TWS: the question was not sent.')),
      );
    });
  }

  onOpenOrder(orderId: number, state: OrderState): void {
    const asked = this.#asked.get(orderId);
    this.#asked.delete(orderId);
    asked?.resolve(impactOf(state));
  }

  /** @returns whether it was about a question of ours */
  onNotice({ id, code, text }: IbNotice): boolean {
    if (!this.#asked.has(id)) return false;
    if (!isHarmless(code)) this.#fail(id, new IbFailure('refused', ibErrorText(code, text), code));
    return true;
  }

  /** The connection has ended. */
  lose(): void {
    for (const orderId of this.#asked.keys())
      this.#fail(orderId, new IbFailure('lost', 'The connection to TWS ended before IB said what the order would do.'));
  }

  #fail(orderId: number, failure: IbFailure): void {
    const asked = this.#asked.get(orderId);
    this.#asked.delete(orderId);
    asked?.reject(failure);
  }
}

function impactOf(state: OrderState): MarginImpact {
  return {
    initialMarginBefore: decimalOf(state.initMarginBefore),
    initialMarginChange: decimalOf(state.initMarginChange),
    initialMarginAfter: decimalOf(state.initMarginAfter),
    maintenanceMarginBefore: decimalOf(state.maintMarginBefore),
    maintenanceMarginChange: decimalOf(state.maintMarginChange),
    maintenanceMarginAfter: decimalOf(state.maintMarginAfter),
    equityWithLoanBefore: decimalOf(state.equityWithLoanBefore),
    equityWithLoanAfter: decimalOf(state.equityWithLoanAfter),
    commission: decimalOf(state.commission),
    commissionCurrency: state.commissionCurrency ?? '',
    warning: state.warningText ?? '',
  };
}
