import {
  dayOf,
  type ExchangeHours,
  Market,
  MS_PER_DAY,
  MS_PER_HOUR,
  MS_PER_MINUTE,
  SecurityType,
} from '@lockstep/core';
import { jsonReply, malformed, notFound, type Reply, refusalReply } from '../http/reply.ts';
import type { Route } from '../http/router.ts';
import type { DeskParts } from '../orders/desk-parts.ts';
import type { Instrument, InstrumentReference } from './instruments.ts';

const LONGEST_CALENDAR_DAYS = 366 * 60;
const USUAL_CALENDAR_DAYS = 366;
/** How long trading goes on after the close. */
const EVENING_MS = 4 * MS_PER_HOUR;

/** Clock, calendar and assets. */
export function marketRoutes(parts: DeskParts, { marketHours }: InstrumentReference): Route[] {
  const { clock, instruments } = parts;
  const hours = marketHours.entry(Market.USA, null, SecurityType.Equity).exchangeHours;
  return [
    { method: 'GET', path: '/v2/clock', answer: () => jsonReply(200, renderClock(hours, clock.utcNow())) },
    { method: 'GET', path: '/v2/calendar', answer: ({ query }) => calendar(hours, query, clock.utcNow()) },
    {
      method: 'GET',
      path: '/v2/assets',
      answer: ({ query }) => {
        const assets = instruments.all().map(renderAsset);
        const asked = ['status', 'class', 'exchange'] as const;
        const wanted = (name: string): string | null => query.get(name === 'class' ? 'asset_class' : name);
        return jsonReply(
          200,
          assets.filter((asset) => asked.every((name) => wanted(name) === null || wanted(name) === asset[name])),
        );
      },
    },
    {
      method: 'GET',
      path: '/v2/assets/:name',
      answer: ({ params }) => {
        const name = params['name'] ?? '';
        const found = instruments.find(name);
        return found === null
          ? refusalReply(notFound(`asset not found for ${name}`))
          : jsonReply(200, renderAsset(found));
      },
    },
  ];
}

function renderClock(hours: ExchangeHours, utcMs: number): Record<string, unknown> {
  const local = hours.timeZone.toLocal(utcMs);
  return {
    timestamp: localText(hours, local),
    is_open: hours.isOpen(local, false),
    next_open: localText(hours, hours.nextMarketOpen(local, false)),
    next_close: localText(hours, hours.nextMarketClose(local, false)),
  };
}

/** A wall-clock time with its distance from UTC, such as `2026-11-20T18:50:10.100-05:00`. */
function localText({ timeZone }: ExchangeHours, localMs: number): string {
  const offset = (localMs - timeZone.toUtc(localMs)) / MS_PER_MINUTE;
  const minutes = Math.abs(offset);
  const two = (value: number): string => String(value).padStart(2, '0');
  const shift = `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return new Date(localMs).toISOString().slice(0, -1) + shift;
}

function calendar(hours: ExchangeHours, query: URLSearchParams, utcMs: number): Reply {
  const today = dayOf(hours.timeZone.toLocal(utcMs));
  const start = dayParameter(query.get('start')) ?? today;
  const end = dayParameter(query.get('end')) ?? start + USUAL_CALENDAR_DAYS;
  if (Number.isNaN(start) || Number.isNaN(end)) return refusalReply(malformed('start and end must be dates'));
  const days: Record<string, unknown>[] = [];
  for (let day = start; day <= Math.min(end, start + LONGEST_CALENDAR_DAYS); day += 1) {
    if (hours.isDateOpen(day)) days.push(renderDay(hours, day));
  }
  return jsonReply(200, days);
}

/** A day of a date or of a complete timestamp, as clients send both. */
function dayParameter(text: string | null): number | null {
  return text === null ? null : dayOf(Date.parse(`${text.slice(0, 10)}T00:00:00Z`));
}

function renderDay(hours: ExchangeHours, day: number): Record<string, unknown> {
  const time = (localMs: number | undefined, separator: string): string => {
    const text = new Date(localMs ?? day * MS_PER_DAY).toISOString();
    return text.slice(11, 13) + separator + text.slice(14, 16);
  };
  const close = hours.lastMarketClose(day, false);
  return {
    date: dateText(day),
    open: time(hours.firstMarketOpen(day, false), ':'),
    close: time(close, ':'),
    session_open: time(hours.firstMarketOpen(day, true), ''),
    session_close: time((close ?? 0) + EVENING_MS, ''),
    settlement_date: dateText(hours.nextTradingDay(day)),
  };
}

function dateText(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

function renderAsset({ assetId, assetClass, symbol, traits, security }: Instrument): Record<string, unknown> & {
  readonly status: string;
  readonly class: string;
  readonly exchange: string;
} {
  const { lotSize, minimumPriceVariation } = security.symbolProperties;
  return {
    id: assetId,
    class: assetClass,
    exchange: traits.exchange,
    symbol,
    name: traits.name,
    status: 'active',
    tradable: traits.tradable,
    marginable: traits.marginable,
    maintenance_margin_requirement: 30,
    margin_requirement_long: '30',
    margin_requirement_short: '30',
    shortable: traits.shortable,
    easy_to_borrow: traits.easyToBorrow,
    borrow_status: traits.easyToBorrow ? 'easy_to_borrow' : 'not_available',
    fractionable: traits.fractionable,
    attributes: traits.attributes,
    ...(assetClass === 'crypto' && {
      min_order_size: lotSize.toString(),
      min_trade_increment: lotSize.toString(),
      price_increment: minimumPriceVariation.toString(),
    }),
  };
}
