import { type Clock, MS_PER_MINUTE, MS_PER_SECOND } from '@lockstep/core';
import type { Instruments } from '../contracts/instruments.ts';
import type { SimulatorHabits } from '../habits.ts';
import type { ClientSession } from '../sessions/client-session.ts';
import { handlerOf, type RequestHandler } from '../sessions/request-router.ts';
import { readFlag, type ValuesOf } from '../wire/layout.ts';
import { REAL_TIME_BAR } from '../wire/market-data-messages.ts';
import { CANCEL_REAL_TIME_BARS, REQ_REAL_TIME_BARS } from '../wire/market-data-requests.ts';
import { type DataRequests, tradedInstrument } from './data-requests.ts';
import { FiveSecondStream } from './five-second-stream.ts';
import type { MarketBar } from './market-bar.ts';
import type { MarketWatch } from './market-watch.ts';
import { readSide } from './read-side.ts';

export interface RealTimeBarDeskOptions {
  readonly instruments: Instruments;
  readonly watch: MarketWatch;
  readonly requests: DataRequests;
  readonly clock: Clock;
  readonly habits: SimulatorHabits;
  readonly isDark: () => boolean;
}

const PACE_MS = 10 * MS_PER_MINUTE;
const MOST_REQUESTS = 60;

/** Tells clients bars of five seconds as they end. */
export class RealTimeBarDesk {
  readonly #options: RealTimeBarDeskOptions;
  #times: number[] = [];

  constructor(options: RealTimeBarDeskOptions) {
    this.#options = options;
  }

  get handlers(): readonly RequestHandler[] {
    return [
      handlerOf(REQ_REAL_TIME_BARS, (session, values) => this.#subscribe(session, values)),
      handlerOf(CANCEL_REAL_TIME_BARS, (session, { reqId }) => this.#cancel(session, Number(reqId))),
    ];
  }

  #cancel(session: ClientSession, reqId: number): void {
    if (this.#options.requests.remove(session, reqId)) return;
    session.tellError(reqId, 300, `Can't find EId with tickerId:${reqId}`);
  }

  #subscribe(session: ClientSession, values: ValuesOf<typeof REQ_REAL_TIME_BARS>): void {
    const { requests, instruments, watch, isDark, habits } = this.#options;
    const reqId = Number(values.reqId);
    if (!requests.isFree(session, reqId)) return;
    const side = readSide(values.whatToShow);
    if (side === null || side === 'BID_ASK' || values.barSize !== '5') {
      session.tellError(reqId, 321, "Error validating request.-'bX' : cause - Invalid real time query");
      return;
    }
    if (habits.pacesHistory && this.#isTooFast()) {
      session.tellError(reqId, 420, 'Invalid real-time query:Historical data request pacing violation');
      return;
    }
    const instrument = tradedInstrument(session, reqId, values, instruments);
    if (instrument === null) return;
    if (habits.marketData !== 'live') {
      session.tellError(reqId, 420, 'Invalid Real-time Query:No market data permissions');
      return;
    }
    const regularHours = readFlag(values.useRth);
    const stream = new FiveSecondStream({ reqId, kind: 'bars', instrument, side, regularHours }, (bar) => {
      if (!isDark()) this.#tell(session, reqId, bar);
    });
    requests.add(session, stream);
    watch.add(stream);
  }

  #isTooFast(): boolean {
    const now = this.#options.clock.utcNow();
    this.#times = [...this.#times.filter((time) => time > now - PACE_MS), now];
    return this.#times.length > MOST_REQUESTS;
  }

  #tell(session: ClientSession, reqId: number, { startMs, open, high, low, close, volume }: MarketBar): void {
    const time = Math.floor(startMs / MS_PER_SECOND);
    session.tell(REAL_TIME_BAR.write({ reqId, time, open, high, low, close, volume, wap: close, count: 1 }));
  }

  /** A bust has changed the bars of everybody, who must ask again. */
  bust(sessions: readonly ClientSession[]): void {
    for (const session of sessions) {
      for (const { reqId } of this.#options.requests.of(session, 'bars')) {
        this.#options.requests.remove(session, reqId);
        session.tellError(
          reqId,
          10_225,
          'Bust event occurred, current subscription is deactivated. Please resubscribe real-time bars immediately.',
        );
      }
    }
  }
}
