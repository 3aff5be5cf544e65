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

const AT_THE_END = Number.POSITIVE_INFINITY;

/**
 * Everything that two runs must have alike. Broker's ids and texts are not among it, and fees only where the wire tells
 * them with each execution.
 */
export function factsOf(outcome: EngineOutcome, requests: readonly LoggedRequest[], hasFees: boolean): RunFacts {
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
      fields: eventFields(orderEventToJson(event), hasFees),
    })),
    orders: run.book.all().map((order) => ({
      timeMs: order.timeMs,
      text: `order #${order.id}`,
      fields: orderFields(orderToJson(order)),
    })),
    trades: run.closedTrades.map((trade) => {
      const { totalFees, ...fields } = tradeToJson(trade);
      return {
        timeMs: trade.exitTimeMs,
        text: `trade of ${trade.symbol.value}`,
        fields: hasFees ? { ...fields, totalFees } : { ...fields },
      };
    }),
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

function eventFields(json: OrderEventJson, hasFees: boolean): Readonly<Record<string, unknown>> {
  const { eventId: _number, message: _text, fee, feeCurrency, ...fields } = json;
  return hasFees ? { ...fields, fee, feeCurrency } : fields;
}

/** Where the market has moved the stop of a trailing order to, a wire tells when it is asked. */
function orderFields(json: OrderJson): Readonly<Record<string, unknown>> {
  const { brokerIds: _ids, stopPrice, ...fields } = json;
  return json.type === 'TrailingStop' ? fields : { ...fields, stopPrice };
}
