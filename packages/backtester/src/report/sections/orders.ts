import type { TableColumn } from '../client/payload.ts';
import { html, type SafeHtml } from '../html.ts';
import type { ReportView } from '../report-view.ts';
import { card, emptyNote, foldedCard } from './card.ts';
import { dataTable, latestRows } from './data-table.ts';

const ORDER_BUDGET_BYTES = 330_000;
const EVENT_BUDGET_BYTES = 280_000;

const ORDER_COLUMNS: readonly TableColumn[] = [
  { label: 'Id', kind: 'number' },
  { label: 'Time', kind: 'time' },
  { label: 'Symbol', kind: 'text' },
  { label: 'Type', kind: 'text' },
  { label: 'Quantity', kind: 'quantity', signed: true },
  { label: 'Asked', kind: 'price' },
  { label: 'Filled at', kind: 'price' },
  { label: 'Status', kind: 'text' },
  { label: 'Tag', kind: 'text' },
];

const EVENT_COLUMNS: readonly TableColumn[] = [
  { label: 'Order', kind: 'number' },
  { label: 'Time', kind: 'time' },
  { label: 'Symbol', kind: 'text' },
  { label: 'Status', kind: 'text' },
  { label: 'Filled', kind: 'quantity', signed: true },
  { label: 'Price', kind: 'price' },
  { label: 'Fee', kind: 'money' },
  { label: 'Message', kind: 'text' },
];

/** Orders and what happened to them, folded. */
export function orderSection({ input, clock }: ReportView): SafeHtml {
  if (input.orders.length === 0) return card('orders', 'Orders', '', emptyNote('No order was sent.'));
  const orders = latestRows(input.orders, 'orders', ORDER_BUDGET_BYTES, (order) => [
    order.id,
    clock.toLocalMs(order.timeMs),
    order.symbol,
    order.type,
    order.quantity,
    order.askedPrice,
    order.fillPrice,
    order.status,
    order.tag,
  ]);
  const events = latestRows(input.orderEvents, 'order events', EVENT_BUDGET_BYTES, (event) => [
    event.orderId,
    clock.toLocalMs(event.timeMs),
    event.symbol,
    event.status,
    event.fillQuantity === 0 ? null : event.fillQuantity,
    event.fillQuantity === 0 ? null : event.fillPrice,
    event.fee === 0 ? null : event.fee,
    event.message,
  ]);
  const { currencySymbol } = input;
  const body = html`${dataTable('orders-data', 'Orders', { columns: ORDER_COLUMNS, rows: orders.rows, currencySymbol })}
<h3>Events <span class="note">${events.note}</span></h3>
${dataTable('events-data', 'Order events', { columns: EVENT_COLUMNS, rows: events.rows, currencySymbol })}`;
  return foldedCard('orders', 'Orders and events', orders.note, body);
}
