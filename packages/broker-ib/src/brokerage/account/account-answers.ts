import {
  type BrokerageCash,
  type BrokerageHolding,
  Decimal,
  LockstepError,
  type SecuritySymbol,
  sleepUntil,
} from '@lockstep/core';
import type { Contract } from '@stoqey/ib';
import type { IbConnection } from '../../connection/ib-connection.ts';
import { decimalOf } from '../orders/wire-numbers.ts';

/** What answering works with. */
export interface AccountAnswersOptions {
  readonly connection: IbConnection;
  readonly symbolOf: (contract: Contract) => SecuritySymbol | null;
}

/** TWS adds up all currencies under this name. */
const BASE = 'BASE';
/** After a restart TWS has no figures for a while; waits until it is asked again, ms. */
const NOT_READY_MS: readonly number[] = [1_000, 2_000, 4_000, 8_000];

/** What an account holds, asked of TWS. */
export class AccountAnswers {
  readonly #options: AccountAnswersOptions;
  /** Market prices of positions, by contract, as they were told last. */
  readonly #prices = new Map<number, Decimal>();

  constructor(options: AccountAnswersOptions) {
    this.#options = options;
  }

  /** @throws IbFailure without an answer in full */
  async getHoldings(): Promise<readonly BrokerageHolding[]> {
    const { connection, symbolOf } = this.#options;
    const held = new Map<number, BrokerageHolding>();
    await connection.question({
      name: 'positions',
      send: (api) => api.reqPositions(),
      on: {
        position: (account, contract, position, averageCost) => {
          if (account !== connection.account) return;
          const quantity = decimalOf(position) ?? Decimal.ZERO;
          const conId = contract.conId ?? 0;
          if (quantity.isZero()) {
            held.delete(conId);
            return;
          }
          held.set(conId, {
            symbol: symbolOf(contract),
            instrument: contract.localSymbol ?? contract.symbol ?? String(conId),
            quantity,
            averagePrice: priceOfCost(averageCost, contract),
            marketPrice: this.#prices.get(conId) ?? null,
            positionId: null,
          });
        },
      },
      end: 'positionEnd',
    });
    connection.send('orders', (api) => api.cancelPositions());
    return [...held.values()];
  }

  /** @throws IbFailure without an answer in full; LockstepError `BROKER_SILENT` when TWS has no figures yet */
  async getCashBalance(): Promise<readonly BrokerageCash[]> {
    const { clock } = this.#options.connection;
    for (const wait of [...NOT_READY_MS, null]) {
      const cash = await this.#askForCash();
      if (cash !== null) return cash;
      if (wait !== null) await sleepUntil(clock, clock.utcNow() + wait);
    }
    throw new LockstepError(
      'BROKER_SILENT',
      'TWS says that its figures of the account are not complete yet; expected them soon after it has started.',
    );
  }

  /** Null while TWS has not got all figures itself. */
  async #askForCash(): Promise<readonly BrokerageCash[] | null> {
    const { connection } = this.#options;
    const { account } = connection;
    const cash = new Map<string, Decimal>();
    let isReady = true;
    await connection.question({
      name: 'the account',
      send: (api) => api.reqAccountUpdates(true, account),
      on: {
        updateAccountValue: (key, value, currency, of) => {
          if (of !== account) return;
          if (key === 'AccountReady') isReady = value !== 'false';
          if (key === 'CashBalance' && currency !== BASE) cash.set(currency, Decimal.parse(value));
        },
        updatePortfolio: (contract, _, marketPrice) => {
          const price = decimalOf(marketPrice);
          if (price !== null && contract.conId !== undefined) this.#prices.set(contract.conId, price);
        },
      },
      end: 'accountDownloadEnd',
      isEnd: (of: string) => of === account,
    });
    connection.send('orders', (api) => api.reqAccountUpdates(false, account));
    return isReady ? [...cash].map(([currency, amount]) => ({ currency, amount: amount.normalize() })) : null;
  }
}

/** Of what has a multiplier the cost of one contract is told. */
function priceOfCost(cost: number | undefined, { multiplier }: Contract): Decimal {
  const value = decimalOf(cost) ?? Decimal.ZERO;
  const units = Number(multiplier);
  return units > 0 && units !== 1 ? value.dividedBy(Decimal.fromNumber(units)).normalize() : value;
}
