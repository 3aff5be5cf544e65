import type { JournalEntry, OrderEventRecord, OrderRequestedRecord, Severity } from '@lockstep/live';
import { amountText } from '../terminal/texts.ts';

/** A line of what happens in a session. */
export interface LiveLine {
  /** Engine time, epoch ms UTC. */
  readonly timeMs: number;
  readonly severity: Severity;
  readonly text: string;
}

/** What of an order event is worth a line: everything but that an order was taken. */
const QUIET_STATUSES: ReadonlySet<string> = new Set(['Submitted', 'New', 'UpdateSubmitted', 'CancelPending', 'None']);

/** The line of a journal entry; null for those that are for machines only, or are told otherwise. */
export function lineOf({ timeMs, record }: JournalEntry): LiveLine | null {
  const line = (text: string, severity: Severity = 'info'): LiveLine => ({ timeMs, severity, text });
  switch (record.kind) {
    case 'signal':
      return line(
        `signal ${record.name}${record.symbol === null ? '' : ` ${record.symbol}`} ${valuesText(record.values)}`,
      );
    case 'orderRequested':
      return line(requestText(record));
    case 'orderEvent':
      return orderEventLine(timeMs, record);
    case 'tradeClosed': {
      const { symbol, direction, quantity, entryPrice, exitPrice, profitLoss, fees } = record;
      const result = `${amountText(profitLoss)}, fees ${amountText(fees)}`;
      return line(`trade ${direction} ${quantity} ${symbol}: ${entryPrice} to ${exitPrice}, profit ${result}`);
    }
    case 'tradingStatus':
      return line(
        `trading ${record.status}${record.reason === '' ? '' : `: ${record.reason}`}`,
        statusSeverity(record.status),
      );
    case 'command':
      return record.phase === 'acknowledged' ? null : line(`command ${record.name} ${record.phase}: ${record.outcome}`);
    case 'reconciliationDifference': {
      const { subject, key, ours, theirs, action } = record;
      return line(
        `difference of ${subject} ${key}: ours ${ours ?? 'none'}, broker's ${theirs ?? 'none'}: ${action}`,
        'warning',
      );
    }
    case 'daySummary': {
      const { day, profitLoss, trades, endEquity } = record;
      return line(`day ${day}: ${trades} trades, profit ${amountText(profitLoss)}, equity ${amountText(endEquity)}`);
    }
    default:
      return null;
  }
}

function requestText({ order }: OrderRequestedRecord): string {
  const { id, direction, type, symbol, limitPrice, stopPrice } = order;
  const price = limitPrice ?? stopPrice;
  return `order #${id} ${direction} ${order.quantity.replace('-', '')} ${symbol} ${type}${price === null ? '' : ` at ${price}`}`;
}

function orderEventLine(timeMs: number, { event }: OrderEventRecord): LiveLine | null {
  const { orderId, status, symbol, fillQuantity, fillPrice, fee, message } = event;
  if (QUIET_STATUSES.has(status)) return null;
  if (status === 'Filled' || status === 'PartiallyFilled') {
    const kind = status === 'Filled' ? 'filled' : 'filled in part';
    const text = `order #${orderId} ${kind}: ${fillQuantity} ${symbol} at ${fillPrice}, fee ${fee}`;
    return { timeMs, severity: 'info', text };
  }
  const why = message === '' ? '' : `: ${message}`;
  const severity = status === 'Invalid' ? 'warning' : 'info';
  return { timeMs, severity, text: `order #${orderId} ${status.toLowerCase()}${why}` };
}

function statusSeverity(status: string): Severity {
  if (status === 'killed') return 'error';
  return status === 'paused' ? 'warning' : 'info';
}

function valuesText(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(
      ([name, value]) => `${name}=${typeof value === 'number' ? Number(value.toPrecision(8)) : JSON.stringify(value)}`,
    )
    .join(' ');
}
