import { type BarBatch, type Clock, DataKind, Decimal, MS_PER_SECOND } from '@lockstep/core';
import type { Instrument, Instruments } from '../contracts/instruments.ts';
import type { SimulatorHabits } from '../habits.ts';
import type { ClientSession } from '../sessions/client-session.ts';
import { handlerOf, type RequestHandler } from '../sessions/request-router.ts';
import { readFlag, type ValuesOf } from '../wire/layout.ts';
import {
  MARKET_DATA_TYPE,
  TICK_BY_TICK,
  TICK_PRICE,
  TICK_REQ_PARAMS,
  TICK_SIZE,
  TICK_SNAPSHOT_END,
  TICK_STRING,
} from '../wire/market-data-messages.ts';
import {
  CANCEL_MKT_DATA,
  CANCEL_TICK_BY_TICK,
  REQ_MARKET_DATA_TYPE,
  REQ_MKT_DATA,
  REQ_TICK_BY_TICK,
} from '../wire/market-data-requests.ts';
import { type DataRequests, tradedInstrument } from './data-requests.ts';
import { type MarketWatch, type Quote, quoteOf } from './market-watch.ts';

export interface QuoteDeskOptions {
  readonly instruments: Instruments;
  readonly watch: MarketWatch;
  readonly requests: DataRequests;
  readonly clock: Clock;
  readonly habits: SimulatorHabits;
  /** No data comes: a farm is down, or IB is lost. */
  readonly isDark: () => boolean;
}

/** Live, frozen, delayed, delayed and frozen. */
const LIVE = 1;
const FROZEN = 2;
const DELAYED = 3;
const MOST_TICK_STREAMS = 3;
/** Generic tick with which each trade is told with its size. */
const EACH_TRADE = '233';
/** Column of closes. */
const CLOSE = 3;
/** By how much the numbers of ticks differ that are delayed: price ticks, sizes. */
const DELAYED_TICKS: Readonly<Record<number, number>> = {
  0: 69,
  1: 66,
  2: 67,
  3: 70,
  4: 68,
  5: 71,
  6: 72,
  7: 73,
  8: 74,
  9: 75,
  14: 76,
  45: 88,
};
const TICK_TYPES: Readonly<Record<string, number>> = { Last: 1, AllLast: 2, BidAsk: 3, MidPoint: 4 };
const TWO = Decimal.fromInteger(2);

/** Tells clients prices as they change. */
export class QuoteDesk {
  readonly #options: QuoteDeskOptions;
  /** The kind of data that each client wants. */
  readonly #types = new WeakMap<ClientSession, number>();

  constructor(options: QuoteDeskOptions) {
    this.#options = options;
  }

  get handlers(): readonly RequestHandler[] {
    return [
      handlerOf(REQ_MARKET_DATA_TYPE, (session, { type }) => this.#types.set(session, Number(type))),
      handlerOf(REQ_MKT_DATA, (session, values) => this.#subscribe(session, values)),
      handlerOf(CANCEL_MKT_DATA, (session, { reqId }) => this.#cancel(session, Number(reqId))),
      handlerOf(REQ_TICK_BY_TICK, (session, values) => this.#subscribeTicks(session, values)),
      handlerOf(CANCEL_TICK_BY_TICK, (session, { reqId }) => this.#cancel(session, Number(reqId))),
    ];
  }

  #cancel(session: ClientSession, reqId: number): void {
    if (this.#options.requests.remove(session, reqId)) return;
    session.tellError(reqId, 300, `Can't find EId with tickerId:${reqId}`);
  }

  #subscribe(session: ClientSession, values: ValuesOf<typeof REQ_MKT_DATA>): void {
    const { requests, instruments, habits } = this.#options;
    const reqId = Number(values.reqId);
    if (!requests.isFree(session, reqId)) return;
    const instrument = tradedInstrument(session, reqId, values, instruments);
    if (instrument === null) return;
    const type = this.#typeFor(session, reqId, instrument);
    if (type === null) return;
    if (requests.of(session, 'quotes').length >= habits.marketDataLines) {
      session.tellError(reqId, 101, 'Max number of tickers has been reached.');
      return;
    }
    session.tell(MARKET_DATA_TYPE.write({ reqId, type }));
    const step = instrument.contract.priceBands.at(-1)?.increment;
    session.tell(TICK_REQ_PARAMS.write({ reqId, minTick: step }));
    if (readFlag(values.snapshot)) this.#snapshot(session, reqId, instrument, type);
    else this.#stream(session, reqId, instrument, type, values.genericTicks.split(',').includes(EACH_TRADE));
  }

  /** What kind of data comes; null when none does. */
  #typeFor(session: ClientSession, reqId: number, { security }: Instrument): number | null {
    const { habits } = this.#options;
    const wanted = this.#types.get(session) ?? LIVE;
    const isDelayedFine = wanted >= DELAYED;
    if (habits.marketData === 'live')
      return wanted === FROZEN && security?.exchange.exchangeOpen === false ? FROZEN : LIVE;
    if (habits.marketData === 'delayed' && isDelayedFine) {
      session.tellError(reqId, 10_167, 'Requested market data is not subscribed. Displaying delayed market data.');
      return DELAYED;
    }
    if (isDelayedFine) {
      session.tellError(reqId, 10_168, 'Requested market data is not subscribed. Delayed market data is not enabled.');
    } else {
      session.tellError(reqId, 354, 'Requested market data is not subscribed.');
    }
    return null;
  }

  #snapshot(session: ClientSession, reqId: number, { security }: Instrument, type: number): void {
    const { clock, habits } = this.#options;
    if (security !== null) this.#tell(session, reqId, quoteOf(security), type, new Map());
    const end = (): void => session.tell(TICK_SNAPSHOT_END.write({ reqId }));
    if (habits.snapshotEndMs === 0) end();
    else clock.at(clock.utcNow() + habits.snapshotEndMs, end);
  }

  #stream(session: ClientSession, reqId: number, instrument: Instrument, type: number, tellsEachTrade: boolean): void {
    const { requests, watch, isDark } = this.#options;
    const told = new Map<number, string>();
    let dayVolume = 0;
    const stream = {
      reqId,
      kind: 'quotes' as const,
      instrument,
      onQuote: (quote: Quote) => {
        if (!isDark()) this.#tell(session, reqId, quote, type, told);
      },
      onBar: (batch: BarBatch, row: number) => {
        if (batch.kind !== DataKind.TradeBar || !tellsEachTrade || type >= DELAYED) return;
        dayVolume += batch.volume[row] ?? 0;
        if (!isDark())
          session.tell(TICK_STRING.write({ reqId, tickType: 48, value: tradeText(batch, row, dayVolume) }));
      },
    };
    requests.add(session, stream);
    watch.add(stream);
    if (instrument.security !== null && !isDark()) this.#tell(session, reqId, quoteOf(instrument.security), type, told);
  }

  /** Prices and sizes that differ from what was told. */
  #tell(session: ClientSession, reqId: number, quote: Quote, type: number, told: Map<number, string>): void {
    const number = (tick: number): number => (type >= DELAYED ? (DELAYED_TICKS[tick] ?? tick) : tick);
    const size = (tick: number, units: number): void => {
      if (isNew(told, tick, String(units)))
        session.tell(TICK_SIZE.write({ reqId, tickType: number(tick), size: units }));
    };
    const price = (tick: number, value: Decimal | null, units: number): void => {
      const text = value === null ? '-1' : value.toString();
      if (!isNew(told, tick, `${text} ${units}`)) return;
      session.tell(
        TICK_PRICE.write({
          reqId,
          tickType: number(tick),
          price: text,
          size: value === null ? 0 : units,
          attributes: 1,
        }),
      );
    };
    price(1, quote.bid, quote.bidSize);
    size(0, quote.bidSize);
    price(2, quote.ask, quote.askSize);
    size(3, quote.askSize);
    if (quote.last !== null) {
      price(4, quote.last, quote.lastSize);
      size(5, quote.lastSize);
      session.tell(TICK_STRING.write({ reqId, tickType: number(45), value: this.#seconds() }));
    }
    for (const [tick, value] of [
      [14, quote.open],
      [6, quote.high],
      [7, quote.low],
    ] as const)
      if (value !== null) price(tick, value, 0);
  }

  #seconds(): string {
    return String(Math.floor(this.#options.clock.utcNow() / MS_PER_SECOND));
  }

  #subscribeTicks(session: ClientSession, values: ValuesOf<typeof REQ_TICK_BY_TICK>): void {
    const { requests, instruments, watch, isDark } = this.#options;
    const reqId = Number(values.reqId);
    const type = TICK_TYPES[values.tickType];
    if (!requests.isFree(session, reqId)) return;
    if (type === undefined) {
      session.tellError(reqId, 321, `Error validating request.-'ca' : cause - Invalid tick type ${values.tickType}`);
      return;
    }
    if (requests.of(session, 'ticks').length >= MOST_TICK_STREAMS) {
      session.tellError(reqId, 10_190, 'Max number of tick-by-tick requests has been reached.');
      return;
    }
    const instrument = tradedInstrument(session, reqId, values, instruments);
    if (instrument === null) return;
    const stream = {
      reqId,
      kind: 'ticks' as const,
      instrument,
      onQuote: (quote: Quote) => {
        if (!isDark()) this.#tellTick(session, reqId, type, quote);
      },
    };
    requests.add(session, stream);
    watch.add(stream);
  }

  #tellTick(session: ClientSession, reqId: number, type: number, quote: Quote): void {
    const head = { reqId, type, time: this.#seconds() };
    const { bid, ask, last } = quote;
    if (type <= 2) {
      if (last !== null) session.tell(TICK_BY_TICK.write(head, [last, quote.lastSize, 0, 'NASDAQ', '']));
      return;
    }
    if (bid === null || ask === null) return;
    if (type === 3) session.tell(TICK_BY_TICK.write(head, [bid, ask, quote.bidSize, quote.askSize, 0]));
    else session.tell(TICK_BY_TICK.write(head, [bid.plus(ask).dividedBy(TWO)]));
  }
}

/** A bar as one trade at its end: price, size, time, volume of the day, average price, made by one market maker. */
function tradeText(batch: BarBatch & { readonly kind: typeof DataKind.TradeBar }, row: number, volume: number): string {
  const price = batch.exact.at(CLOSE, row).toString();
  return [price, batch.volume[row], (batch.endTime[row] ?? 0) - 1, volume, price, true].join(';');
}

function isNew(told: Map<number, string>, tick: number, text: string): boolean {
  if (told.get(tick) === text) return false;
  told.set(tick, text);
  return true;
}
