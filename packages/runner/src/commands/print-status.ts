import type { DeploymentStatus } from '../deployments/deployment-status.ts';
import { shownPath } from '../terminal/shown-path.ts';
import { columnTable } from '../terminal/tables.ts';
import { type Terminal, writeLine } from '../terminal/terminal.ts';
import { amountText, processText, utcText } from '../terminal/texts.ts';

/** Width of the names to the left. */
const LABEL = 13;

/** Prints how a deployment stands. */
export function printStatus(terminal: Terminal, status: DeploymentStatus, cwd: string): void {
  const { out, style } = terminal;
  const line = (name: string, text: string): void => writeLine(out, `${style.bold(name.padEnd(LABEL))}${text}`);
  line('Deployment', `${status.deployment} (${shownPath(status.file, cwd)})`);
  line('Process', processLine(status));
  line('Trading', tradingLine(status));
  const { session, account, trades } = status;
  if (session !== null) {
    const place = `${session.broker} ${session.account}, ${session.money} money, ${session.environment}`;
    line('Session', `${session.id} of ${session.strategy} since ${utcText(session.startedMs)} UTC: ${place}`);
    line('Trades', `${trades.trades} closed, ${trades.winningTrades} won, net ${amountText(trades.netProfit)}`);
  }
  if (account !== null) {
    const { equity, cash, unrealizedProfit, currency } = account;
    const parts = `cash ${amountText(cash)}, unrealized ${amountText(unrealizedProfit)}`;
    line('Equity', `${amountText(equity)} ${currency} (${parts}) at ${utcText(account.timeMs)} UTC`);
  }
  printLists(terminal, status);
}

function printLists(terminal: Terminal, { positions, openOrders, waiting, events }: DeploymentStatus): void {
  printRows(
    terminal,
    'Positions',
    ['symbol', 'quantity', 'average', 'market', ''],
    positions.map(({ symbol, quantity, averagePrice, marketPrice, external }) => [
      symbol,
      quantity,
      averagePrice,
      marketPrice ?? '-',
      external ? 'external' : '',
    ]),
  );
  printRows(
    terminal,
    'Open orders',
    ['id', 'symbol', 'order', 'quantity', 'filled', 'price', 'status', 'since (UTC)'],
    openOrders.map((order) => [
      String(order.orderId),
      order.symbol,
      `${order.direction} ${order.type}`,
      order.quantity,
      order.filledQuantity,
      order.limitPrice ?? order.stopPrice ?? '-',
      order.sendState === 'unknown' ? 'unknown at the broker' : order.status,
      utcText(order.requestedMs),
    ]),
  );
  printRows(
    terminal,
    'Waiting',
    ['command', 'status', 'by', 'asked for (UTC)'],
    waiting.map(({ name, status, requestedBy, requestedMs }) => [name, status, requestedBy, utcText(requestedMs)]),
  );
  printRows(
    terminal,
    'Latest events',
    ['time (UTC)', 'severity', 'code', 'message'],
    events.map(({ timeMs, severity, code, message }) => [utcText(timeMs), severity, code, message]),
  );
}

function processLine({ owner, session }: DeploymentStatus): string {
  if (owner !== null) return `running: ${processText(owner)} since ${utcText(owner.sinceMs)} UTC`;
  if (session === null) return 'not running; it never began a session';
  if (session.endedMs !== null) return `not running; ended ${utcText(session.endedMs)} UTC: ${session.endReason ?? ''}`;
  return 'not running: it died without an end; the next start reconciles with the broker';
}

function tradingLine({ latch, strategies }: DeploymentStatus): string {
  if (latch.latched) {
    return `KILLED by ${latch.changedBy} at ${utcText(latch.changedMs)} UTC: ${latch.reason}; only \`lockstep unkill\` ends it`;
  }
  if (strategies.length === 0) return 'not begun';
  return strategies
    .map(({ name, status, statusReason, statusBy }) => {
      const why = statusReason === '' ? '' : ` (${statusBy}: ${statusReason})`;
      return `${name} ${status}${why}`;
    })
    .join('; ');
}

function printRows(
  { out, style }: Terminal,
  title: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  if (rows.length === 0) {
    writeLine(out, `${style.bold(title.padEnd(LABEL))}none`);
    return;
  }
  writeLine(out);
  writeLine(out, style.bold(title));
  for (const line of columnTable(header, rows, ['quantity', 'filled', 'average', 'market', 'price']))
    writeLine(out, `  ${line}`);
}
