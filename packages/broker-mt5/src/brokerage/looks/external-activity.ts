import type { BrokerageInbox, BrokerageMessage } from '@lockstep/core';
import type { Instrument } from '../../symbols/instrument.ts';
import type { SymbolBook } from '../../symbols/symbol-book.ts';
import type { ServerTime } from '../../wire/server-time.ts';
import type { WireDeal, WireOrder } from '../../wire/structures.ts';
import { wireDecimal } from '../../wire/wire-decimal.ts';
import { describeDeal, describeOrder } from '../account/broker-records.ts';

type CashReason = Extract<BrokerageMessage, { kind: 'cashFlow' }>['reason'];

/** What a deal that is no trade is about, by its type. */
const REASONS: Readonly<Record<number, CashReason>> = {
  2: 'transfer',
  3: 'transfer',
  4: 'fee',
  5: 'correction',
  6: 'transfer',
  7: 'fee',
  8: 'fee',
  9: 'fee',
  10: 'fee',
  11: 'fee',
  12: 'interest',
  15: 'dividend',
  16: 'dividend',
  17: 'tax',
};

/** What others do on the account: by hand, with other programs, or the broker himself. */
export class ExternalActivity {
  readonly #inbox: () => BrokerageInbox | null;
  readonly #symbols: SymbolBook;
  readonly #server: ServerTime;
  /** Orders that were told, by ticket. */
  readonly #told = new Set<string>();

  constructor(inbox: () => BrokerageInbox | null, symbols: SymbolBook, server: ServerTime) {
    this.#inbox = inbox;
    this.#symbols = symbols;
    this.#server = server;
  }

  order(wire: WireOrder): void {
    if (this.#told.has(wire.ticket)) return;
    this.#told.add(wire.ticket);
    const symbol = this.#symbols.find(wire.symbol);
    void (symbol === null ? Promise.resolve(null) : this.#symbols.instrument(symbol))
      .catch(() => null)
      .then((instrument) =>
        this.#inbox()?.message({
          kind: 'externalOrder',
          order: describeOrder(wire, { instrument, server: this.#server, deals: [], clientOrderId: null }),
        }),
      );
  }

  execution(
    deal: WireDeal,
    instrument: Instrument | null,
    server: ServerTime,
    currency: string,
    forced: boolean,
  ): void {
    const execution = describeDeal(deal, { instrument, server, currency, clientOrderId: null });
    this.#inbox()?.message({ kind: 'externalExecution', execution, forced });
  }

  /** A deal that moves money and no position. */
  money(deal: WireDeal, timeMs: number, currency: string): void {
    const reason = REASONS[deal.type];
    const amount = wireDecimal(deal.profit).plus(wireDecimal(deal.commission)).plus(wireDecimal(deal.fee));
    if (reason !== undefined) {
      this.#inbox()?.message({ kind: 'cashFlow', id: `deal-${deal.ticket}`, reason, currency, amount, timeMs });
      return;
    }
    const text = `Deal ${deal.ticket} of type ${deal.type} takes back an earlier one (${deal.volume} lots of ${deal.symbol} at ${deal.price}). Positions and cash are compared with the account.`;
    this.#inbox()?.message({ kind: 'notice', severity: 'error', code: 'DEAL_CANCELED', text });
  }
}
