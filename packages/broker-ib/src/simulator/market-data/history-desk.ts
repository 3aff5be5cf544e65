import { type Clock, dayOf, formatDay, MS_PER_SECOND, type Security, type TimeZone } from '@lockstep/core';
import { readTime, zonedTime } from '../../wire/ib-times.ts';
import type { Instrument, Instruments } from '../contracts/instruments.ts';
import type { SimulatorHabits } from '../habits.ts';
import type { ClientSession } from '../sessions/client-session.ts';
import { handlerOf, type RequestHandler } from '../sessions/request-router.ts';
import { readFlag, type ValuesOf, type WireValue } from '../wire/layout.ts';
import { HEAD_TIMESTAMP, HISTORICAL_DATA, HISTORICAL_DATA_UPDATE } from '../wire/market-data-messages.ts';
import {
  CANCEL_HEAD_TIMESTAMP,
  CANCEL_HISTORICAL_DATA,
  REQ_HEAD_TIMESTAMP,
  REQ_HISTORICAL_DATA,
} from '../wire/market-data-requests.ts';
import { type BarSize, barStart, readBarSize, readSpan, spanStart } from './bar-size.ts';
import { type DataRequests, tradedInstrument } from './data-requests.ts';
import { FiveSecondStream } from './five-second-stream.ts';
import { HistoryPacing } from './history-pacing.ts';
import { joinBars, type MarketBar } from './market-bar.ts';
import type { MarketWatch } from './market-watch.ts';
import type { BarRequest, PriceHistory } from './price-history.ts';
import { readSide } from './read-side.ts';

export interface HistoryDeskOptions {
  readonly instruments: Instruments;
  readonly history: PriceHistory;
  readonly watch: MarketWatch;
  readonly requests: DataRequests;
  readonly clock: Clock;
  readonly zone: TimeZone;
  readonly habits: SimulatorHabits;
  readonly isDark: () => boolean;
  /** Work that goes on after the call. */
  readonly track: (work: Promise<void>) => void;
}

/** A request that was found in order. */
interface HistoryQuery {
  readonly reqId: number;
  readonly instrument: Instrument;
  readonly bars: BarRequest;
  /** Times as text or as seconds. */
  readonly formatDate: string;
  readonly keepsUpToDate: boolean;
}

type HistoryValues = ValuesOf<typeof REQ_HISTORICAL_DATA>;

const EPOCH_SECONDS = '2';
/** Before any data. */
const LONG_AGO_UTC = Date.UTC(1970, 0, 1);

/** Answers questions about past prices. */
export class HistoryDesk {
  readonly #options: HistoryDeskOptions;
  readonly #pacing = new HistoryPacing();

  constructor(options: HistoryDeskOptions) {
    this.#options = options;
  }

  get handlers(): readonly RequestHandler[] {
    return [
      handlerOf(REQ_HISTORICAL_DATA, (session, values) => this.#ask(session, values)),
      handlerOf(CANCEL_HISTORICAL_DATA, (session, { reqId }) => this.#cancel(session, Number(reqId))),
      handlerOf(REQ_HEAD_TIMESTAMP, (session, values) => this.#askHead(session, values)),
      handlerOf(CANCEL_HEAD_TIMESTAMP, () => undefined),
    ];
  }

  #cancel(session: ClientSession, reqId: number): void {
    if (this.#options.requests.remove(session, reqId)) {
      session.tellError(reqId, 162, `${SERVICE}API historical data query cancelled: ${reqId}`);
    } else {
      session.tellError(reqId, 366, `No historical data query found for ticker id:${reqId}`);
    }
  }

  #ask(session: ClientSession, values: HistoryValues): void {
    const query = this.#read(session, values);
    if (query === null) return;
    const { clock, habits, track } = this.#options;
    const { reqId: _, ...same } = values;
    const { conId } = query.instrument.contract;
    const contract = `${conId} ${values.exchange} ${values.whatToShow}`;
    if (habits.pacesHistory && this.#pacing.isTooFast(clock.utcNow(), JSON.stringify(same), contract)) {
      session.tellError(query.reqId, 162, `${SERVICE}Historical data request pacing violation`);
      return;
    }
    track(this.#answer(session, query, values));
  }

  async #answer(session: ClientSession, query: HistoryQuery, values: HistoryValues): Promise<void> {
    const { reqId, bars: request, keepsUpToDate } = query;
    const found = await this.#options.history.bars(request);
    if (found.length === 0 && !keepsUpToDate) {
      const text = `HMDS query returned no data: ${values.symbol}@${values.exchange} ${values.whatToShow}`;
      session.tellError(reqId, 162, SERVICE + text);
      return;
    }
    const rest = found.flatMap((bar): WireValue[] => [
      this.#date(bar, query),
      bar.open,
      bar.high,
      bar.low,
      bar.close,
      bar.volume,
      bar.close,
      1,
    ]);
    const [start, end] = [request.startUtc, request.endUtc].map((utcMs) => zonedTime(utcMs, this.#options.zone));
    session.tell(HISTORICAL_DATA.write({ reqId, start, end, count: found.length }, rest));
    if (keepsUpToDate) this.#keepUpToDate(session, query);
  }

  #read(session: ClientSession, values: HistoryValues): HistoryQuery | null {
    const reqId = Number(values.reqId);
    const { requests, instruments } = this.#options;
    if (!requests.isFree(session, reqId)) return null;
    const size = readBarSize(values.barSize);
    const span = readSpan(values.duration);
    const side = readSide(values.whatToShow);
    const keepsUpToDate = readFlag(values.keepUpToDate);
    const isAdjusted = values.whatToShow === 'ADJUSTED_LAST';
    const hasEnd = values.endDateTime !== '';
    if (size === null || span === null || side === null || (hasEnd && (keepsUpToDate || isAdjusted))) {
      session.tellError(reqId, 321, `Error validating request.-'bU' : cause - Historical data request is invalid`);
      return null;
    }
    const endUtc = this.#endOf(session, reqId, values.endDateTime);
    const instrument = endUtc === null ? null : tradedInstrument(session, reqId, values, instruments);
    if (endUtc === null || instrument === null || instrument.security === null) return null;
    const isCrypto = instrument.contract.secType === 'CRYPTO';
    if (isCrypto && values.whatToShow === 'TRADES') {
      session.tellError(reqId, 10_299, 'Expected what to show is AGGTRADES, please use that instead of TRADES.');
      return null;
    }
    const { security } = instrument;
    const regularHours = readFlag(values.useRth);
    const startUtc = spanStart(span, endUtc, security.exchange.hours);
    const bars = { security, side, size, startUtc, endUtc, regularHours, isAdjusted };
    return { reqId, instrument, bars, formatDate: values.formatDate, keepsUpToDate };
  }

  /** Where the data ends, epoch ms UTC: never after now. Null when the client was told that it is no time. */
  #endOf(session: ClientSession, reqId: number, text: string): number | null {
    const { clock, zone } = this.#options;
    const now = clock.utcNow();
    if (text === '') return now;
    const utcMs = readTime(text, zone);
    if (utcMs === null) {
      session.tellError(reqId, 10_314, 'End Date/Time: The date, time, or time-zone entered is invalid.');
      return null;
    }
    return Math.min(utcMs, now);
  }

  #date({ startMs }: MarketBar, { formatDate, bars }: HistoryQuery): string {
    const { timeZone } = bars.security.exchange.hours;
    if (bars.size.unit !== 'intraday') return formatDay(dayOf(timeZone.toLocal(startMs)));
    return formatDate === EPOCH_SECONDS ? String(Math.floor(startMs / MS_PER_SECOND)) : zonedTime(startMs, timeZone);
  }

  /** Tells the bar that forms, again and again; a new date says that the one before is over. */
  #keepUpToDate(session: ClientSession, query: HistoryQuery): void {
    const { requests, watch, isDark } = this.#options;
    const { reqId, instrument, bars } = query;
    const forming = new FormingBar(bars.security, bars.size);
    const { side, regularHours } = bars;
    const stream = new FiveSecondStream({ reqId, kind: 'history', instrument, side, regularHours }, (part) => {
      const bar = forming.add(part);
      if (bar === null || isDark()) return;
      const { open, close, high, low, volume } = bar;
      const date = this.#date(bar, query);
      session.tell(
        HISTORICAL_DATA_UPDATE.write({ reqId, barCount: 1, date, open, close, high, low, wap: close, volume }),
      );
    });
    requests.add(session, stream);
    watch.add(stream);
  }

  /** Streams of history die without a word of them; the clients hear it, or do not. */
  failUpdates(sessions: readonly ClientSession[], isTold: boolean): void {
    for (const session of sessions) {
      for (const { reqId } of this.#options.requests.of(session, 'history')) {
        this.#options.requests.remove(session, reqId);
        if (isTold) session.tellError(reqId, 10_182, 'Failed to request live updates (disconnected).');
      }
    }
  }

  #askHead(session: ClientSession, values: ValuesOf<typeof REQ_HEAD_TIMESTAMP>): void {
    const reqId = Number(values.reqId);
    const side = readSide(values.whatToShow);
    const instrument = tradedInstrument(session, reqId, values, this.#options.instruments);
    if (instrument === null || instrument.security === null) return;
    if (side === null) {
      session.tellError(reqId, 321, "Error validating request.-'bX' : cause - Invalid head timestamp query");
      return;
    }
    this.#options.track(this.#answerHead(session, reqId, instrument.security, values));
  }

  async #answerHead(
    session: ClientSession,
    reqId: number,
    security: Security,
    values: ValuesOf<typeof REQ_HEAD_TIMESTAMP>,
  ): Promise<void> {
    const { history, clock, zone } = this.#options;
    const [first] = await history.bars({
      security,
      side: readSide(values.whatToShow) ?? 'TRADES',
      size: { unit: 'day' },
      startUtc: LONG_AGO_UTC,
      endUtc: clock.utcNow(),
      regularHours: readFlag(values.useRth),
      isAdjusted: false,
    });
    if (first === undefined) {
      session.tellError(reqId, 162, `${SERVICE}No head time stamp`);
      return;
    }
    const seconds = String(Math.floor(first.startMs / MS_PER_SECOND));
    session.tell(
      HEAD_TIMESTAMP.write({
        reqId,
        value: values.formatDate === EPOCH_SECONDS ? seconds : zonedTime(first.startMs, zone).slice(0, 17),
      }),
    );
  }
}

const SERVICE = 'Historical Market Data Service error message:';

/** The bar that forms of shorter ones. */
class FormingBar {
  readonly #security: Security;
  readonly #size: BarSize;
  #parts: MarketBar[] = [];
  #startMs = Number.NaN;

  constructor(security: Security, size: BarSize) {
    this.#security = security;
    this.#size = size;
  }

  /** The bar as it is with another part. */
  add(part: MarketBar): MarketBar | null {
    const { timeZone } = this.#security.exchange.hours;
    const startMs = timeZone.toUtc(barStart(this.#size, timeZone.toLocal(part.startMs)));
    if (startMs !== this.#startMs) this.#parts = [];
    this.#startMs = startMs;
    this.#parts.push(part);
    return joinBars(this.#parts, startMs, part.endMs);
  }
}
