import { type Clock, MS_PER_DAY, MS_PER_MINUTE, MS_PER_SECOND, type TimeZone } from '@lockstep/core';
import { readTime } from '../../wire/ib-times.ts';
import type { Instrument, Instruments } from '../contracts/instruments.ts';
import type { ClientSession } from '../sessions/client-session.ts';
import { handlerOf, type RequestHandler } from '../sessions/request-router.ts';
import { readFlag, type ValuesOf, type WireValue } from '../wire/layout.ts';
import { HISTORICAL_TICKS, HISTORICAL_TICKS_BID_ASK, HISTORICAL_TICKS_LAST } from '../wire/market-data-messages.ts';
import { REQ_HISTORICAL_TICKS } from '../wire/market-data-requests.ts';
import { tradedInstrument } from './data-requests.ts';
import type { MarketBar, PriceSide } from './market-bar.ts';
import type { PriceHistory } from './price-history.ts';

export interface TickHistoryDeskOptions {
  readonly instruments: Instruments;
  readonly history: PriceHistory;
  readonly clock: Clock;
  readonly zone: TimeZone;
  readonly track: (work: Promise<void>) => void;
}

type TickValues = ValuesOf<typeof REQ_HISTORICAL_TICKS>;

const MOST_TICKS = 1_000;
/** Size of quotes of which the data has none. */
const ROUND_LOT = 100;
const SIDES: Readonly<Record<string, PriceSide>> = { TRADES: 'TRADES', MIDPOINT: 'MIDPOINT', BID_ASK: 'BID_ASK' };

/** Past ticks: where the data has bars, one for the end of each minute. */
export class TickHistoryDesk {
  readonly #options: TickHistoryDeskOptions;

  constructor(options: TickHistoryDeskOptions) {
    this.#options = options;
  }

  get handlers(): readonly RequestHandler[] {
    return [handlerOf(REQ_HISTORICAL_TICKS, (session, values) => this.#ask(session, values))];
  }

  #ask(session: ClientSession, values: TickValues): void {
    const reqId = Number(values.reqId);
    const { instruments, track, zone } = this.#options;
    const side = SIDES[values.whatToShow];
    const [start, end] = [readTime(values.start, zone), readTime(values.end, zone)];
    const count = Number(values.count);
    const isOne = (start === null) !== (end === null);
    if (side === undefined || !isOne || !(count >= 1 && count <= MOST_TICKS)) {
      session.tellError(reqId, 321, "Error validating request.-'bV' : cause - Historical tick request is invalid");
      return;
    }
    const instrument = tradedInstrument(session, reqId, values, instruments);
    if (instrument !== null)
      track(this.#answer(session, reqId, instrument, { side, start, end, count, useRth: readFlag(values.useRth) }));
  }

  async #answer(
    session: ClientSession,
    reqId: number,
    { security, contract }: Instrument,
    { side, start, end, count, useRth }: TickQuery,
  ): Promise<void> {
    if (security === null) return;
    const now = this.#options.clock.utcNow();
    const endUtc = Math.min(end ?? (start ?? now) + MS_PER_DAY, now);
    const read = (of: PriceSide): Promise<readonly MarketBar[]> =>
      this.#options.history.bars({
        security,
        side: of,
        size: { unit: 'intraday', ms: MS_PER_MINUTE },
        startUtc: start ?? endUtc - MS_PER_DAY,
        endUtc,
        regularHours: useRth,
        isAdjusted: false,
      });
    const bars = await read(side === 'BID_ASK' ? 'BID' : side);
    const asks = side === 'BID_ASK' ? await read('ASK') : [];
    const ticks = bars.map((bar, at) => rowOf(bar, asks[at] ?? null, side, contract.primaryExchange));
    const chosen = start === null ? ticks.slice(-count) : ticks.slice(0, count);
    const rows = chosen.flat();
    const layout =
      side === 'TRADES' ? HISTORICAL_TICKS_LAST : side === 'BID_ASK' ? HISTORICAL_TICKS_BID_ASK : HISTORICAL_TICKS;
    session.tell(layout.write({ reqId, count: chosen.length }, [...rows, true]));
  }
}

interface TickQuery {
  readonly side: PriceSide;
  readonly start: number | null;
  readonly end: number | null;
  readonly count: number;
  readonly useRth: boolean;
}

/** The tick that a bar ended with. */
function rowOf(bar: MarketBar, ask: MarketBar | null, side: PriceSide, exchange: string): readonly WireValue[] {
  const time = Math.floor((bar.endMs - 1) / MS_PER_SECOND);
  if (side === 'TRADES') return [time, 0, bar.close, bar.volume, exchange, ''];
  if (ask !== null) return [time, 0, bar.close, ask.close, ROUND_LOT, ROUND_LOT];
  return [time, 0, bar.close, 0];
}
