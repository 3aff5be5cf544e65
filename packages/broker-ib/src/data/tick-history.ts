import { MS_PER_DAY, MS_PER_SECOND, type QuoteRow, type TradeRow } from '@lockstep/core';
import { type Contract, type HistoricalTickBidAsk, type HistoricalTickLast, WhatToShow } from '@stoqey/ib';
import type { IbConnection } from '../connection/ib-connection.ts';
import { describeContract } from '../contracts/contract-query.ts';
import { dashTime } from '../wire/ib-times.ts';
import type { HistoryRequests } from './history-requests.ts';

/** Whose ticks, and of which span, epoch ms UTC. */
export interface TickQuestion {
  readonly contract: Contract;
  readonly startUtc: number;
  readonly endUtc: number;
  readonly regularHours: boolean;
}

/** Ticks that are asked for at once: the most that IB gives. */
const MOST_TICKS = 1_000;
/** A start is given, so no end may be. */
const NO_END = '';

/** Past ticks, in parts, oldest first. */
export class TickHistory {
  readonly #connection: IbConnection;
  readonly #requests: HistoryRequests;

  constructor(connection: IbConnection, requests: HistoryRequests) {
    this.#connection = connection;
    this.#requests = requests;
  }

  /** Trades without those that no exchange reported, as in the data of backtests. */
  trades(question: TickQuestion): AsyncGenerator<readonly TradeRow[], void, void> {
    return parts(
      question,
      (startUtc) => this.#ask(question, startUtc, WhatToShow.TRADES, 'historicalTicksLast'),
      tradeOf,
    );
  }

  quotes(question: TickQuestion): AsyncGenerator<readonly QuoteRow[], void, void> {
    return parts(
      question,
      (startUtc) => this.#ask(question, startUtc, WhatToShow.BID_ASK, 'historicalTicksBidAsk'),
      quoteOf,
    );
  }

  #ask<E extends keyof TicksByEvent>(
    { contract, endUtc, regularHours }: TickQuestion,
    startUtc: number,
    whatToShow: WhatToShow,
    item: E,
  ): Promise<readonly TicksByEvent[E][]> {
    const name = `${whatToShow === WhatToShow.TRADES ? 'trades' : 'quotes'} of ${describeContract(contract)}`;
    const subject = `${contract.conId ?? ''} ${contract.exchange ?? ''} ${whatToShow}`;
    const weight = whatToShow === WhatToShow.BID_ASK ? 2 : 1;
    const paced = { key: `ticks ${subject} ${startUtc} ${regularHours}`, subject, weight };
    return this.#requests.ask(paced, endUtc, name, async () => {
      const start = dashTime(startUtc);
      const answer = await this.#connection.request({
        name,
        send: (api, reqId) =>
          api.reqHistoricalTicks(reqId, contract, start, NO_END, MOST_TICKS, whatToShow, regularHours, false),
        item,
        isLast: (_reqId, _ticks, done) => done,
      });
      return answer.flatMap(([, ticks]) => ticks as readonly TicksByEvent[E][]);
    });
  }
}

interface TicksByEvent {
  readonly historicalTicksLast: HistoricalTickLast;
  readonly historicalTicksBidAsk: HistoricalTickBidAsk;
}

function tradeOf({
  time = 0,
  price = 0,
  size = 0,
  exchange = '',
  tickAttribLast,
}: HistoricalTickLast): TradeRow | null {
  if (tickAttribLast?.unreported === true) return null;
  return { timeMs: Number(time) * MS_PER_SECOND, price, size, exchange };
}

function quoteOf({ time = 0, priceBid = 0, priceAsk = 0, sizeBid = 0, sizeAsk = 0 }: HistoricalTickBidAsk): QuoteRow {
  const sides = { bidPrice: priceBid, bidSize: sizeBid, askPrice: priceAsk, askSize: sizeAsk };
  return { timeMs: Number(time) * MS_PER_SECOND, ...sides, exchange: '' };
}

/** Part after part: each holds all ticks of its last second. */
async function* parts<R extends { readonly time?: number }, T extends { readonly timeMs: number }>(
  { startUtc, endUtc }: TickQuestion,
  ask: (startUtc: number) => Promise<readonly R[]>,
  rowOf: (tick: R) => T | null,
): AsyncGenerator<readonly T[], void, void> {
  for (let from = startUtc; from < endUtc; ) {
    const ticks = await ask(from);
    const wanted = ticks
      .map(rowOf)
      .filter((row): row is T & Exclude<T, null> => row !== null && row.timeMs >= startUtc && row.timeMs < endUtc);
    if (wanted.length > 0) yield wanted;
    const lastSecond = Number(ticks.at(-1)?.time ?? 0);
    const after = Math.max(from, (lastSecond + 1) * MS_PER_SECOND);
    // A part that is not full ends with the day, or with what there is.
    from = ticks.length >= MOST_TICKS ? after : Math.max(after, from + MS_PER_DAY);
  }
}
