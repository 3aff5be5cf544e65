import { randomUUID } from 'node:crypto';
import {
  BrokerAccount,
  type BrokerAccountOptions,
  LockstepError,
  Market,
  machineClock,
  type PlacedOrder,
  requireMoneyAskedFor,
  SecuritySymbol,
  SecurityType,
} from '@lockstep/core';
import { IbBrokerage } from '../brokerage/ib-brokerage.ts';
import type { MarginImpact } from '../brokerage/requests/what-if.ts';
import { IbConnection } from '../connection/ib-connection.ts';
import { ContractBook } from '../contracts/contract-book.ts';
import type { ContractHints } from '../contracts/contract-query.ts';
import { IB_PORTS } from '../ports.ts';
import { handoverOf, type IbOrderRequest } from './order-request.ts';

/** What a broker is made with. */
export interface IbBrokerOptions extends BrokerAccountOptions {
  /** @defaultValue `IBKR_HOST` of the environment, or 127.0.0.1 */
  readonly host?: string | undefined;
  /** @defaultValue `IBKR_PORT` of the environment, or that of TWS: 7497 for paper, 7496 for real money */
  readonly port?: number | undefined;
  /** Always the same, since orders belong to it. @defaultValue `IBKR_CLIENT_ID` of the environment, or 1 */
  readonly clientId?: number | undefined;
  /** @defaultValue `IBKR_ACCOUNT` of the environment, or the only account of the login */
  readonly account?: string | undefined;
  /** What says which contract is meant, where a ticker alone does not. */
  readonly hints?: Readonly<Record<string, ContractHints>> | undefined;
}

/**
 * Interactive Brokers without a strategy: orders in plain words, each seen through to its end.
 *
 * @example
 * import { createIbBroker } from '@lockstep/broker-ib';
 *
 * const broker = createIbBroker({ paper: true });
 * await broker.connect();
 * const order = await broker.placeOrder({ symbol: 'AAPL', side: 'buy', quantity: 1 });
 * await order.done;
 * broker.disconnect();
 *
 * @throws LockstepError `CONFIG_INVALID` for real money that was not asked for twice, or a port that is none
 */
export function createIbBroker(options: IbBrokerOptions = {}): IbBroker {
  return new IbBroker(options);
}

/** A connection to an account at Interactive Brokers, by TWS or Gateway. */
export class IbBroker extends BrokerAccount<IbBrokerage> {
  constructor(options: IbBrokerOptions) {
    const { paper = true, realMoney, clock = machineClock(globalThis), hints } = options;
    requireMoneyAskedFor(paper, realMoney);
    const connection = new IbConnection({ ...addressOf(options, paper), paper, clock });
    const contracts = new ContractBook({ connection, hints, symbolOf: stockOf });
    const brokerage = new IbBrokerage({ connection, contracts });
    const prefix = `Q${randomUUID().replaceAll('-', '').slice(0, 12)}`;
    super({ ...options, brokerage, paper, clock, prefix });
  }

  /**
   * Places an order; the promise settles when it is known to be at IB or to be refused, which its status says.
   *
   * @throws LockstepError `ORDER_INVALID` for what can never be right, such as a quantity of 0
   */
  async placeOrder(request: IbOrderRequest): Promise<PlacedOrder> {
    return this.orders.place(handoverOf(request, this.numbers));
  }

  /**
   * What an order would do to the account's margin; nothing is placed.
   *
   * @throws IbFailure when IB refuses or does not answer
   */
  async whatIf(request: IbOrderRequest): Promise<MarginImpact> {
    return this.brokerage.whatIf(handoverOf(request, this.numbers));
  }

  /** Asks for the cancel of every open order of the login, whoever placed it. */
  cancelAllOrders(): void {
    this.brokerage.cancelAllOrders();
  }
}

type Address = Pick<IbBrokerOptions, 'host' | 'clientId' | 'account'> & { readonly port: number };

function addressOf(options: IbBrokerOptions, paper: boolean): Address {
  const { IBKR_HOST: host, IBKR_PORT: port, IBKR_CLIENT_ID: clientId, IBKR_ACCOUNT: account } = process.env;
  return {
    host: options.host ?? given(host),
    port: options.port ?? wholeNumber('IBKR_PORT', port) ?? (paper ? IB_PORTS.paper : IB_PORTS.live).tws,
    clientId: options.clientId ?? wholeNumber('IBKR_CLIENT_ID', clientId),
    account: options.account ?? given(account),
  };
}

function given(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  const value = given(text);
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  throw new LockstepError('CONFIG_INVALID', `The environment has ${name}=${value}; expected a whole number.`);
}

function stockOf(ticker: string, securityType: SecurityType): SecuritySymbol | null {
  if (securityType !== SecurityType.Equity) return null;
  return new SecuritySymbol(ticker, { ticker, securityType, market: Market.USA });
}
