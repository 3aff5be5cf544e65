import { type BrokerageInbox, type BrokerageOrder, Decimal, type SecuritySymbol, SecurityType } from '@lockstep/core';
import type { WireOrder } from '../../wire/order.ts';
import type { WireExecution } from './broker-order.ts';
import { executionId } from './order-chain.ts';

/** What telling of the orders of others works with. */
export interface ExternalOrdersOptions {
  readonly inbox: () => BrokerageInbox | null;
  readonly describe: (wire: WireOrder) => Promise<BrokerageOrder>;
  readonly symbolOf: (symbol: string, securityType: SecurityType) => SecuritySymbol | null;
}

/** Tells of orders and executions that are not ours: made by hand, or by another program. */
export class ExternalOrders {
  readonly #options: ExternalOrdersOptions;
  readonly #orders = new Set<string>();
  readonly #executions = new Set<string>();

  constructor(options: ExternalOrdersOptions) {
    this.#options = options;
  }

  /** An order of others was seen. */
  see(wire: WireOrder): void {
    if (this.#orders.has(wire.id)) return;
    this.#orders.add(wire.id);
    const { describe, inbox } = this.#options;
    void describe(wire).then(
      (order) => inbox()?.message({ kind: 'externalOrder', order }),
      // It is seen again when it changes.
      () => this.#orders.delete(wire.id),
    );
  }

  /** An execution of an order of others was told. */
  execute(wire: WireOrder, execution: WireExecution): void {
    const { quantity, price, timeMs } = execution;
    const id = executionId(wire.id, execution);
    if (this.#executions.has(id)) return;
    this.#executions.add(id);
    const securityType = wire.asset_class === 'crypto' ? SecurityType.Crypto : SecurityType.Equity;
    this.#options.inbox()?.message({
      kind: 'externalExecution',
      execution: {
        id,
        clientOrderId: wire.client_order_id,
        brokerIds: [wire.id],
        symbol: this.#options.symbolOf(wire.symbol, securityType),
        instrument: wire.symbol,
        quantity: wire.side === 'sell' ? Decimal.ZERO.minus(quantity) : quantity,
        price,
        timeMs,
        fee: null,
      },
      forced: false,
    });
  }
}
