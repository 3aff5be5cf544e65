import { type Clock, dayOf, type ExchangeHours, formatDay, MS_PER_MINUTE } from '@lockstep/core';
import type { SimulatorHabits } from '../habits.ts';
import type { ClientSession } from '../sessions/client-session.ts';
import { handlerOf, type RequestHandler } from '../sessions/request-router.ts';
import { CONTRACT_DATA, CONTRACT_DATA_END, MARKET_RULE, SYMBOL_SAMPLES } from '../wire/contract-messages.ts';
import type { ValuesOf, WireMessage } from '../wire/layout.ts';
import { REQ_CONTRACT_DATA, REQ_MARKET_RULE, REQ_MATCHING_SYMBOLS } from '../wire/requests.ts';
import type { Instrument, Instruments } from './instruments.ts';
import type { MarketRules } from './market-rules.ts';

/** Days of trading hours that are told. */
const DAYS_TOLD = 6;
const ORDER_TYPES = 'ACTIVETIM,ALGO,DAY,GTC,GTD,IOC,FOK,LIT,LMT,LOC,MKT,MOC,OPG,STP,STPLMT,TRAIL,WHATIF';

/** Answers questions about contracts. */
export class ContractDesk {
  readonly #instruments: Instruments;
  readonly #rules: MarketRules;
  readonly #clock: Clock;
  readonly #habits: Pick<SimulatorHabits, 'checksPriceSteps'>;

  constructor(
    instruments: Instruments,
    rules: MarketRules,
    clock: Clock,
    habits: Pick<SimulatorHabits, 'checksPriceSteps'>,
  ) {
    this.#habits = habits;
    this.#instruments = instruments;
    this.#rules = rules;
    this.#clock = clock;
  }

  get handlers(): readonly RequestHandler[] {
    return [
      handlerOf(REQ_CONTRACT_DATA, (session, values) => this.#details(session, values)),
      handlerOf(REQ_MARKET_RULE, (session, { ruleId }) => this.#rule(session, ruleId)),
      handlerOf(REQ_MATCHING_SYMBOLS, (session, { reqId, pattern }) => this.#samples(session, reqId, pattern)),
    ];
  }

  #details(session: ClientSession, query: ValuesOf<typeof REQ_CONTRACT_DATA>): void {
    const found = this.#instruments.find(query);
    if (found.length === 0) {
      session.tellError(Number(query.reqId), 200, 'No security definition has been found for the request');
      return;
    }
    for (const instrument of found) session.tell(this.#describe(query.reqId, query.exchange, instrument));
    session.tell(CONTRACT_DATA_END.write({ reqId: query.reqId }));
  }

  #describe(reqId: string, exchange: string, { contract, security }: Instrument): WireMessage {
    const { priceBands, minSize, sizeIncrement, secType, primaryExchange, lastTradeDate } = contract;
    const finest = priceBands.map(({ increment }) => increment).toSorted((a, b) => a.compare(b))[0];
    const routed = exchange === '' ? (secType === 'STK' ? 'SMART' : primaryExchange) : exchange;
    const exchanges = [...new Set(['SMART', primaryExchange])];
    const rule = this.#rules.idOf(contract);
    // Where any price will do, no steps are told.
    const hasSteps = this.#habits.checksPriceSteps;
    return CONTRACT_DATA.write({
      ...contract,
      reqId,
      lastTradeDateOrMonth: lastTradeDate,
      contractMonth: lastTradeDate.slice(0, 6),
      exchange: routed,
      marketName: contract.tradingClass,
      minTick: hasSteps ? (finest ?? '0.01') : 0,
      orderTypes: ORDER_TYPES,
      validExchanges: exchanges.join(','),
      marketRuleIds: hasSteps ? exchanges.map(() => rule).join(',') : '',
      timeZoneId: contract.timeZoneId === 'America/New_York' ? 'US/Eastern' : contract.timeZoneId,
      tradingHours: security === null ? '' : this.#hours(security.exchange.hours, true),
      liquidHours: security === null ? '' : this.#hours(security.exchange.hours, false),
      realExpirationDate: lastTradeDate,
      stockType: secType === 'STK' ? 'COMMON' : '',
      minSize,
      sizeIncrement,
      suggestedSizeIncrement: secType === 'STK' ? '100' : sizeIncrement,
    });
  }

  #hours(hours: ExchangeHours, extended: boolean): string {
    const today = dayOf(hours.timeZone.toLocal(this.#clock.utcNow()));
    return Array.from({ length: DAYS_TOLD }, (_, at) => dayHours(hours, today + at, extended)).join(';');
  }

  #rule(session: ClientSession, ruleId: string): void {
    const bands = this.#rules.get(Number(ruleId));
    if (bands === undefined) {
      session.tellError(-1, 321, `Error validating request.-'bd' : cause - Invalid market rule id ${ruleId}`);
      return;
    }
    const rest = bands.flatMap(({ lowEdge, increment }) => [lowEdge, increment]);
    session.tell(MARKET_RULE.write({ ruleId, count: bands.length }, rest));
  }

  #samples(session: ClientSession, reqId: string, pattern: string): void {
    const found = this.#instruments.startingWith(pattern);
    const rest = found.flatMap(({ contract }) => {
      const { conId, symbol, secType, primaryExchange, currency, longName } = contract;
      return [conId, symbol, secType, primaryExchange, currency, 0, longName, ''];
    });
    session.tell(SYMBOL_SAMPLES.write({ reqId, count: found.length }, rest));
  }
}

/** `20260115:0930-20260115:1600`, sessions of a day with commas between, or `20260117:CLOSED`. */
function dayHours(hours: ExchangeHours, day: number, extended: boolean): string {
  const date = formatDay(day);
  const open = hours.segments(day).filter(({ state }) => extended || state === 'market');
  const first = open[0];
  if (first === undefined) return `${date}:CLOSED`;
  const time = (ms: number): string => {
    const minutes = Math.min(ms / MS_PER_MINUTE, 24 * 60 - 1);
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}${String(minutes % 60).padStart(2, '0')}`;
  };
  const spans = extended ? [{ start: first.start, end: open.at(-1)?.end ?? first.end }] : open;
  return spans.map(({ start, end }) => `${date}:${time(start)}-${date}:${time(end)}`).join(',');
}
