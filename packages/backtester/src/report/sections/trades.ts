import type { TableColumn } from '../client/payload.ts';
import type { SafeHtml } from '../html.ts';
import type { ReportView } from '../report-view.ts';
import { card, emptyNote } from './card.ts';
import { dataTable, latestRows } from './data-table.ts';

const BUDGET_BYTES = 450_000;

/** From this size on, cents of an excursion are left out. */
const LARGE_EXCURSION = 1_000;

const COLUMNS: readonly TableColumn[] = [
  { label: 'Entry', kind: 'time' },
  { label: 'Symbol', kind: 'text' },
  { label: 'Side', kind: 'text' },
  { label: 'Profit', kind: 'money', signed: true },
  { label: 'Return', kind: 'percent', signed: true },
  { label: 'Quantity', kind: 'quantity' },
  { label: 'Entry price', kind: 'price' },
  { label: 'Exit price', kind: 'price' },
  { label: 'Exit', kind: 'time' },
  { label: 'Held', kind: 'duration' },
  { label: 'Fees', kind: 'money' },
];

/** Closed trades. */
export function tradeSection({ input, clock }: ReportView): SafeHtml {
  if (input.trades.length === 0) return card('trades', 'Trades', '', emptyNote('No trade was closed.'));
  const { rows, note } = latestRows(input.trades, 'closed trades', BUDGET_BYTES, (trade) => {
    const move = (trade.exitPrice / trade.entryPrice - 1) * (trade.direction === 'Long' ? 1 : -1);
    return [
      clock.toLocalMs(trade.entryTimeMs),
      trade.symbol,
      trade.direction,
      trade.profitLoss,
      Number.isFinite(move) ? Number(move.toFixed(6)) : null,
      trade.quantity,
      trade.entryPrice,
      trade.exitPrice,
      clock.toLocalMs(trade.exitTimeMs),
      trade.exitTimeMs - trade.entryTimeMs,
      trade.totalFees,
      trade.mae,
      trade.mfe,
    ];
  });
  const excursion = { kind: 'money', decimals: input.largestExcursion >= LARGE_EXCURSION ? 0 : 2 } as const;
  const columns = [...COLUMNS, { label: 'MAE', ...excursion }, { label: 'MFE', ...excursion }];
  const table = { columns, rows, currencySymbol: input.currencySymbol };
  return card('trades', 'Trades', `${note}; profit before fees`, dataTable('trades-data', 'Closed trades', table));
}
