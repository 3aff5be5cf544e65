import type { BrokerageInbox } from '@lockstep/core';
import type { WireSnapshot } from '../../wire/structures.ts';

/** Whether orders can be sent, as account and terminal say, and what a person should know of it. */
export class TerminalHealth {
  readonly #inbox: () => BrokerageInbox | null;
  /** Why orders are refused; null while they are not. */
  #refusal: string | null = null;
  /** What the trade server itself has forbidden. */
  #halted: string | null = null;
  #isConnected = true;

  constructor(inbox: () => BrokerageInbox | null) {
    this.#inbox = inbox;
  }

  get refusal(): string | null {
    return this.#refusal ?? this.#halted;
  }

  /** The terminal is connected to its trade server. */
  get isConnected(): boolean {
    return this.#isConnected;
  }

  see({ account, terminal }: Pick<WireSnapshot, 'account' | 'terminal'>): void {
    if (terminal.connected !== this.#isConnected) {
      this.#isConnected = terminal.connected;
      if (terminal.connected) this.#inbox()?.message({ kind: 'reconnected', ordersLost: false });
      else {
        const reason = 'the terminal has lost its trade server';
        this.#inbox()?.message({ kind: 'disconnected', reason, expected: false });
      }
    }
    const refusal = refusalOf(account, terminal);
    if (refusal === this.#refusal) return;
    this.#refusal = refusal;
    if (refusal === null) {
      // Whoever has pressed the button has done what the server asked for.
      this.#halted = null;
      this.#notice('info', 'TRADING_ON', 'Orders are sent again: the terminal allows it.');
    } else this.#notice('error', 'TRADING_OFF', `Orders are refused: ${refusal}.`);
  }

  /** The trade server refuses every order. */
  halt(text: string): void {
    if (this.#halted === text) return;
    this.#halted = text;
    this.#notice('error', 'TRADING_OFF', `Orders are refused from now on: ${text}.`);
  }

  #notice(severity: 'info' | 'error', code: string, text: string): void {
    this.#inbox()?.message({ kind: 'notice', severity, code, text });
  }
}

function refusalOf(account: WireSnapshot['account'], terminal: WireSnapshot['terminal']): string | null {
  if (!terminal.trade_allowed) return 'automated trading is off: press AutoTrading in the terminal';
  if (!account.trade_allowed) return 'the account may not trade (logged in with the investor password, or blocked)';
  if (!account.trade_expert) return 'the broker does not allow automated trading for this account';
  return null;
}
