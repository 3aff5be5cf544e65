import {
  type BarRow,
  type DataBatch,
  DataNormalizationMode,
  dayOf,
  type HistoryProvider,
  type HistoryRequest,
  hoursOfBars,
  type Interval,
  LockstepError,
  MS_PER_DAY,
  MS_PER_SECOND,
  type QuoteBarRow,
  quoteBarBatch,
  quoteTickBatch,
  Resolution,
  resolutionName,
  SecurityType,
  type SubscriptionDataConfig,
  securityTypeName,
  TickType,
  tradeBarBatch,
  tradeTickBatch,
} from '@lockstep/core';
import { type Contract, SecType, WhatToShow } from '@stoqey/ib';
import type { IbConnection } from '../connection/ib-connection.ts';
import type { ContractBook } from '../contracts/contract-book.ts';
import type { IbContract } from '../contracts/ib-contract.ts';
import { readTime } from '../wire/ib-times.ts';
import { HistoryRequests, type IbBar } from './history-requests.ts';
import { type AskedBars, askedBars, type HistorySpan, historySpans, spanToNow } from './history-span.ts';
import { TickHistory } from './tick-history.ts';

export interface IbHistoryOptions {
  readonly connection: IbConnection;
  readonly contracts: ContractBook;
  /** Told what of an answer is otherwise than it was asked for. */
  readonly onNotice?: ((text: string) => void) | undefined;
}

type IsWanted = (interval: Interval) => boolean;

interface BarQuestion {
  readonly config: SubscriptionDataConfig;
  readonly contract: IbContract;
  readonly asked: AskedBars;
  /** Epoch ms UTC. */
  readonly startUtc: number;
  readonly endUtc: number;
}

/** Kinds of securities of which IB has trades; of the others it has quotes only. */
const TRADED: ReadonlySet<SecurityType> = new Set<SecurityType>([
  SecurityType.Equity,
  SecurityType.Crypto,
  SecurityType.Future,
  SecurityType.Index,
]);
/** Days before a daily bar's end that it may begin, with a weekend and holidays between. */
const DAYS_BEFORE = 5;

/**
 * Past prices from IB, asked for in as few questions as IB allows and at its pace. IB adjusts prices of stocks for splits,
 * and daily ones for dividends as well where that is wanted. Quotes are put together of bids and asks.
 */
export class IbHistoryProvider implements HistoryProvider {
  readonly #options: IbHistoryOptions;
  readonly #requests: HistoryRequests;
  readonly #ticks: TickHistory;
  readonly #noticed = new Set<string>();
  #pending = 0;

  constructor(options: IbHistoryOptions) {
    this.#options = options;
    this.#requests = new HistoryRequests(options.connection);
    this.#ticks = new TickHistory(options.connection, this.#requests);
  }

  /** No question is under way. */
  get isIdle(): boolean {
    return this.#pending === 0;
  }

  /**
   * @throws LockstepError `DATA_KIND_UNSUPPORTED`, `DATA_NOT_PERMITTED`, `DATA_SOURCE_FAILED`, `BROKER_INSTRUMENT` when
   * the symbol is ambiguous, and what `IbConnection.connect` throws
   */
  async getHistory(request: HistoryRequest): Promise<readonly DataBatch[]> {
    const { config, startUtc, endUtc } = request;
    requireKnownKind(config);
    if (endUtc < startUtc) return [];
    this.#pending += 1;
    try {
      await this.#options.connection.connect(this);
      const contract = await this.#contractOf(config);
      return contract === null ? [] : await this.#batches(request, contract);
    } finally {
      this.#pending -= 1;
    }
  }

  /** Lets go of the connection; another question takes it up again. */
  close(): void {
    this.#options.connection.disconnect(this);
  }

  /** Null for what IB does not know (any more). */
  async #contractOf({ symbol }: SubscriptionDataConfig): Promise<IbContract | null> {
    try {
      return await this.#options.contracts.resolve(symbol);
    } catch (error) {
      const isUnknown = error instanceof LockstepError && error.details['conIds'] === undefined;
      if (isUnknown && error.code === 'BROKER_INSTRUMENT') {
        this.#notice(error.message);
        return null;
      }
      throw error;
    }
  }

  async #batches({ config, startUtc, endUtc }: HistoryRequest, contract: IbContract): Promise<readonly DataBatch[]> {
    const { resolution, tickType } = config;
    const isWanted: IsWanted = (interval) => interval.endTime >= startUtc && interval.endTime <= endUtc;
    if (resolution === Resolution.Tick) return this.#tickBatches(config, contract, startUtc, endUtc);
    const asked = askedBars(resolution);
    // Bars are asked for by their starts, and given by their ends.
    const before = resolution === Resolution.Daily ? DAYS_BEFORE * MS_PER_DAY : config.incrementMs;
    const ask = (whatToShow: WhatToShow): Promise<BarRow[]> =>
      this.#bars({ config, contract, asked, startUtc: startUtc - before, endUtc }, whatToShow);
    if (tickType === TickType.Quote) {
      const [bids, asks] = await Promise.all([ask(WhatToShow.BID), ask(WhatToShow.ASK)]);
      return filled(quoteBarBatch(config, joined(bids, asks), isWanted));
    }
    return filled(tradeBarBatch(config, await ask(this.#tradesOf(config, contract)), isWanted));
  }

  /** Which of IB's prices of trades a subscription is for. */
  #tradesOf({ symbol, normalization, resolution }: SubscriptionDataConfig, { contract }: IbContract): WhatToShow {
    if (contract.secType === SecType.CRYPTO) return WhatToShow.AGGTRADES;
    if (symbol.securityType !== SecurityType.Equity) return WhatToShow.TRADES;
    const isForDividends =
      normalization === DataNormalizationMode.Adjusted || normalization === DataNormalizationMode.ScaledRaw;
    if (isForDividends && resolution === Resolution.Daily) return WhatToShow.ADJUSTED_LAST;
    if (isForDividends) {
      this.#notice('IB adjusts prices within the day for splits only: dividends stay in them.');
    } else if (normalization === DataNormalizationMode.Raw) {
      this.#notice('IB adjusts all past prices for splits: those before a split are not what was paid.');
    }
    return WhatToShow.TRADES;
  }

  async #bars({ config, contract, asked, startUtc, endUtc }: BarQuestion, whatToShow: WhatToShow): Promise<BarRow[]> {
    const { symbol, extendedMarketHours, exchangeHours } = config;
    const isToday = whatToShow === WhatToShow.ADJUSTED_LAST;
    const now = this.#options.connection.clock.utcNow();
    const { timeZone } = exchangeHours;
    const isDaily = config.resolution === Resolution.Daily;
    // A day's bar is there once the day is over.
    const lastUtc = isDaily ? timeZone.toUtc((dayOf(timeZone.toLocal(endUtc)) + 1) * MS_PER_DAY) : endUtc;
    const spans = isToday ? [spanToNow(startUtc, now)] : historySpans(asked, startUtc, Math.min(lastUtc, now));
    const ask = ({ endUtc: spanEnd, duration }: HistorySpan): Promise<readonly IbBar[]> =>
      this.#requests.bars({
        contract: pricedContract(contract),
        endUtc: isToday ? null : spanEnd,
        duration,
        setting: asked.setting,
        whatToShow,
        // IB knows regular hours of stocks only.
        regularHours: symbol.securityType === SecurityType.Equity && !extendedMarketHours,
      });
    const answers = await Promise.all(spans.map(ask));
    const rows = new Map<number, BarRow>();
    for (const bar of answers.toReversed().flat()) {
      const row = rowOf(bar, exchangeHours);
      rows.set(row.timeMs, row);
    }
    const bars = [...rows.values()].toSorted((a, b) => a.timeMs - b.timeMs);
    return config.resolution === Resolution.Hour ? hoursOfBars(config, bars, asked.ms) : bars;
  }

  async #tickBatches(
    { tickType, symbol, extendedMarketHours }: SubscriptionDataConfig,
    contract: IbContract,
    startUtc: number,
    endUtc: number,
  ): Promise<readonly DataBatch[]> {
    const regularHours = symbol.securityType === SecurityType.Equity && !extendedMarketHours;
    const question = { contract: pricedContract(contract), startUtc, endUtc, regularHours };
    const batches: DataBatch[] = [];
    if (tickType === TickType.Quote) {
      for await (const rows of this.#ticks.quotes(question)) batches.push(quoteTickBatch(rows));
    } else {
      for await (const rows of this.#ticks.trades(question)) batches.push(tradeTickBatch(rows));
    }
    return batches;
  }

  /** Once is enough. */
  #notice(text: string): void {
    if (this.#noticed.has(text)) return;
    this.#noticed.add(text);
    this.#options.onNotice?.(text);
  }
}

/** Of CFD on stocks and pairs IB has no prices but those of what they are about. */
function pricedContract({ contract, details }: IbContract): Contract {
  const { underConId = 0, underSecType } = details;
  if (contract.secType !== SecType.CFD || underConId === 0) return contract;
  if (underSecType === SecType.STK) return { conId: underConId, exchange: 'SMART' };
  return underSecType === SecType.CASH ? { conId: underConId, exchange: 'IDEALPRO' } : contract;
}

function rowOf(
  { date, open, high, low, close, volume }: IbBar,
  { timeZone }: SubscriptionDataConfig['exchangeHours'],
): BarRow {
  const isDay = date.length === DAY_LENGTH;
  const timeMs = isDay ? (readTime(date, timeZone) ?? Number.NaN) : Number(date) * MS_PER_SECOND;
  return { timeMs, open, high, low, close, volume: Math.max(0, volume) };
}

/** Of `yyyymmdd`; seconds since 1970 have two digits more, since 2001. */
const DAY_LENGTH = 8;

/** Bids and asks that begin at the same time. A side without a price in it goes on as it was. */
function joined(bids: readonly BarRow[], asks: readonly BarRow[]): QuoteBarRow[] {
  const asksByTime = new Map(asks.map((ask) => [ask.timeMs, ask]));
  return bids.flatMap((bid) => {
    const ask = asksByTime.get(bid.timeMs);
    return ask === undefined ? [] : [{ timeMs: bid.timeMs, bid, ask }];
  });
}

function filled(batch: DataBatch): readonly DataBatch[] {
  return batch.length === 0 ? [] : [batch];
}

function requireKnownKind({ symbol, resolution, tickType, normalization, customType }: SubscriptionDataConfig): void {
  const { securityType, value } = symbol;
  const isKnown = tickType === TickType.Quote || (tickType === TickType.Trade && TRADED.has(securityType));
  if (isKnown && customType === null && normalization !== DataNormalizationMode.TotalReturn) return;
  const kind = tickType === TickType.Quote ? 'quotes' : tickType === TickType.Trade ? 'trades' : 'open interest';
  const total = normalization === DataNormalizationMode.TotalReturn ? ' with total returns' : '';
  throw new LockstepError(
    'DATA_KIND_UNSUPPORTED',
    `IB has no ${resolutionName(resolution)} ${kind} of ${value} (${securityTypeName(securityType)})${total}; expected quotes, or ` +
      'trades of stocks, crypto pairs, futures and indices.',
  );
}
