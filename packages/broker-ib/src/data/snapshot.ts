import type { Contract } from '@stoqey/ib';
import type { IbConnection } from '../connection/ib-connection.ts';
import { describeContract } from '../contracts/contract-query.ts';

/** Prices of a moment; null for those that IB has none of. */
export interface Snapshot {
  readonly bid: number | null;
  readonly ask: number | null;
  readonly last: number | null;
}

/** IB takes up to eleven seconds for one. */
const ANSWER_WITHIN_MS = 15_000;
const BID = 1;
const ASK = 2;
const LAST = 4;

/** Asks for the prices of a moment. @throws IbFailure when they do not come, or are not permitted */
export async function priceSnapshot(connection: IbConnection, contract: Contract): Promise<Snapshot> {
  const answer = await connection.request({
    name: `the prices of ${describeContract(contract)}`,
    send: (api, reqId) => api.reqMktData(reqId, contract, '', true, false),
    item: 'tickPrice',
    end: 'tickSnapshotEnd',
    cancel: (api, reqId) => api.cancelMktData(reqId),
    deadlineMs: ANSWER_WITHIN_MS,
  });
  const priceOf = (tick: number): number | null => {
    const price = answer.findLast(([, type]) => type === tick)?.[2] ?? -1;
    return price > 0 ? price : null;
  };
  return { bid: priceOf(BID), ask: priceOf(ASK), last: priceOf(LAST) };
}
