import { Market, SecuritySymbol, SecurityType } from '@lockstep/core';
import { isPaperAccount } from '../connection/account-choice.ts';
import type { IbConnection } from '../connection/ib-connection.ts';
import { ibErrorText } from '../connection/ib-errors.ts';
import { IbFailure } from '../connection/ib-failure.ts';
import { ContractBook } from '../contracts/contract-book.ts';
import { priceSnapshot } from '../data/snapshot.ts';

/** What an account and its TWS are found to be. */
export interface ExaminedAccount {
  readonly account: string;
  readonly paper: boolean;
  readonly serverVersion: number;
  /** Server time minus this machine's, ms; TWS tells whole seconds. */
  readonly skewMs: number;
  /** Figures by IB's names, in words such as `NetLiquidation 100000 USD`. */
  readonly figures: readonly string[];
  /** The last price of a stock; null when there is none. */
  readonly price: number | null;
  /** Why there are no live prices; null when there are. */
  readonly dataRefusal: string | null;
}

const FIGURES = 'NetLiquidation,TotalCashValue,AvailableFunds';
const SAMPLE = 'SPY';

/**
 * Looks at an account by questions only; nothing is ordered.
 *
 * @throws LockstepError what `IbConnection.connect` throws
 * @throws IbFailure when TWS does not answer
 */
export async function examineAccount(connection: IbConnection): Promise<ExaminedAccount> {
  const owner = {};
  await connection.connect(owner);
  try {
    const { account, session } = connection;
    await connection.echo();
    const figures = await connection.request({
      name: 'the account',
      send: (api, reqId) => api.reqAccountSummary(reqId, 'All', FIGURES),
      item: 'accountSummary',
      end: 'accountSummaryEnd',
      cancel: (api, reqId) => api.cancelAccountSummary(reqId),
    });
    return {
      account,
      paper: isPaperAccount(account),
      serverVersion: session?.serverVersion ?? 0,
      skewMs: connection.skewMs,
      figures: figures
        .filter(([, of]) => of === account)
        .map(([, , tag, value, currency]) => [tag, value, currency].filter((part) => part !== '').join(' ')),
      ...(await samplePrice(new ContractBook({ connection }), connection)),
    };
  } finally {
    connection.disconnect(owner);
  }
}

async function samplePrice(
  contracts: ContractBook,
  connection: IbConnection,
): Promise<Pick<ExaminedAccount, 'price' | 'dataRefusal'>> {
  const symbol = new SecuritySymbol(SAMPLE, { ticker: SAMPLE, securityType: SecurityType.Equity, market: Market.USA });
  try {
    const { contract } = await contracts.resolve(symbol);
    const { bid, ask, last } = await priceSnapshot(connection, contract);
    return { price: last ?? bid ?? ask, dataRefusal: null };
  } catch (error) {
    if (error instanceof IbFailure && error.code !== null)
      return { price: null, dataRefusal: ibErrorText(error.code, error.message) };
    return { price: null, dataRefusal: error instanceof Error ? error.message : String(error) };
  }
}
