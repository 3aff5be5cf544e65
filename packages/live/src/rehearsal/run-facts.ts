import {
  type EngineOutcome,
  formatUtc,
  type OrderEventJson,
  type OrderJson,
  orderEventToJson,
  orderToJson,
  tradeToJson,
} from '@lockstep/core';
import type { LoggedRequest } from './request-log.ts';

/** Something that a run did or came to, as it is compared with another run's. */
export interface RunFact {
  /** Epoch ms UTC; infinity for what is left at the end. */
  readonly timeMs: number;
  readonly text: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What is compared, in the order in which a difference is looked for among things of one time. */
export const FACT_KINDS = ['requests', 'order events', 'orders', 'trades', 'holdings', 'cash', 'steps'] as const;
export type FactKind = (typeof FACT_KINDS)[number];
export type RunFacts = Readonly<Record<FactKind, readonly RunFact[]>>;

const ENDED: ReadonlySet<string> = new Set(['Filled', 'Canceled', 'Invalid']);
const AT_THE_END = Number.POSITIVE_INFINITY;

/**
 * Everything that two runs must have alike. Broker's ids and texts are not among it. Fees are: where a wire does not tell
 * them, neither run books any.
 */
export function factsOf(outcome: EngineOutcome, requests: readonly LoggedRequest[]): RunFacts {
  const { run, orderEvents, dataPoints } = outcome;
  return {
    requests: requests.map(({ timeMs, kind, orderId, fields }) => ({
      timeMs,
      text: `${kind} order #${orderId}`,
      fields: { kind, orderId, time: formatUtc(timeMs), ...fields },
    })),
    'order events': orderEvents.map((event) => ({
      timeMs: event.utcTimeMs,
      text: `order #${event.orderId}`,
      fields: eventFields(orderEventToJson(event)),
    })),
    orders: run.book.all().map((order) => ({
      timeMs: order.timeMs,
      text: `order #${order.id}`,
      fields: orderFields(orderToJson(order)),
    })),
    trades: run.closedTrades.map((trade) => ({
      timeMs: trade.exitTimeMs,
      text: `trade of ${trade.symbol.value}`,
      fields: { ...tradeToJson(trade) },
    })),
    holdings: run.securities.values
      .filter(({ holdings }) => holdings.quantityNumber !== 0)
      .map(({ symbol, holdings }) => ({
        timeMs: AT_THE_END,
        text: `position in ${symbol.value}`,
        fields: {
          symbol: symbol.value,
          quantity: holdings.exactQuantity.toString(),
          averagePrice: holdings.exactAveragePrice.toString(),
        },
      })),
    cash: [...run.cashBook].map(({ symbol, exactAmount }) => ({
      timeMs: AT_THE_END,
      text: `cash in ${symbol}`,
      fields: { currency: symbol, amount: exactAmount.toString() },
    })),
    steps: [{ timeMs: AT_THE_END, text: 'data points', fields: { dataPoints } }],
  };
}

function eventFields(json: OrderEventJson): Readonly<Record<string, unknown>> {
  const { eventId: _number, message: _text, ...fields } = json;
  return fields;
}

/** Where the market has moved the stop of a working trailing order to, a wire tells only when it is asked. */
function orderFields(json: OrderJson): Readonly<Record<string, unknown>> {
  const { brokerIds: _ids, stopPrice, ...fields } = json;
  return json.type === 'TrailingStop' && !ENDED.has(json.status) ? fields : { ...fields, stopPrice };
}
