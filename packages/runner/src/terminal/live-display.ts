import type { LiveStatus } from '@lockstep/live';
import type { LiveLine } from '../live/live-line.ts';
import { type Terminal, writeLine } from './terminal.ts';
import { amountText, utcText } from './texts.ts';

const ERASE_LINE = '\r\u001b[2K';
/** Time between two status lines, ms: on a screen, where one is redrawn, and elsewhere. */
const REDRAW_MS = 500;
const PLAIN_MS = 60_000;

/** What a session shows: lines of what happens on `out`, and below them how it stands, on `err`. */
export class LiveDisplay {
  readonly #terminal: Terminal;
  readonly #status: () => string;
  #timer: NodeJS.Timeout | null = null;
  #isDrawn = false;

  /** @param status how the session stands, in a line */
  constructor(terminal: Terminal, status: () => string) {
    this.#terminal = terminal;
    this.#status = status;
  }

  start(): void {
    const { errIsScreen, err } = this.#terminal;
    this.#timer = setInterval(
      () => {
        if (errIsScreen) this.#draw();
        else writeLine(err, this.#status());
      },
      errIsScreen ? REDRAW_MS : PLAIN_MS,
    );
  }

  line({ timeMs, severity, text }: LiveLine): void {
    const { style } = this.#terminal;
    const coloured = severity === 'info' ? text : severity === 'warning' ? style.yellow(text) : style.red(text);
    this.text(`${style.dim(`${utcText(timeMs)} UTC`)}  ${coloured}`);
  }

  /** A line of any kind, above the status. */
  text(text: string): void {
    this.#erase();
    writeLine(this.#terminal.out, text);
    if (this.#timer !== null && this.#terminal.errIsScreen) this.#draw();
  }

  /** An alert, above the status. */
  alert(text: string): void {
    this.#erase();
    this.#terminal.err.write(this.#terminal.style.yellow(text));
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#erase();
  }

  #draw(): void {
    this.#erase();
    this.#terminal.err.write(this.#status().slice(0, this.#terminal.width - 1));
    this.#isDrawn = true;
  }

  #erase(): void {
    if (this.#isDrawn) this.#terminal.err.write(ERASE_LINE);
    this.#isDrawn = false;
  }
}

/** How a session stands, in a line. @param startEquity that profit is counted from */
export function statusText(status: LiveStatus, startEquity: number): string {
  const { timeMs, equity, positions, orders, openOrders, trading, pausedBecause, isConnected, trades } = status;
  const held = positions.map(({ symbol, quantity }) => `${symbol} ${quantity}`).join(', ');
  return [
    `${utcText(timeMs)} UTC`,
    pausedBecause !== null && trading === 'running' ? 'paused' : trading,
    isConnected ? 'connected' : 'DISCONNECTED',
    `equity ${amountText(equity.toFixed(2))}`,
    `P&L ${profitText(equity - startEquity)}`,
    held === '' ? 'no position' : held,
    `${orders} orders (${openOrders} open)`,
    `${trades} trades`,
  ].join(' | ');
}

/** A profit with its sign. */
export function profitText(amount: number): string {
  return `${amount < 0 ? '-' : '+'}${amountText(Math.abs(amount).toFixed(2))}`;
}
