import { readFileSync } from 'node:fs';
import { Decimal, Order, OrderType } from '@lockstep/core';
import { expect, test } from 'vitest';
import { IB_CAPABILITIES } from '../src/brokerage/ib-capabilities.ts';
import { orderForm } from '../src/brokerage/orders/order-form.ts';
import { knownIbErrors } from '../src/connection/ib-errors.ts';
import { contractOfDetails } from '../src/contracts/ib-contract.ts';
import { symbolOf } from './data-stage.ts';

const PAGE = readFileSync(new URL('../../../docs/brokers/ib.md', import.meta.url), 'utf8');

const AAPL = contractOfDetails(symbolOf('AAPL'), { contract: { conId: 265_598, symbol: 'AAPL' } }, []);

/** How an order of each type goes out: the fields that are set because of its type. */
function orderRows(): string[] {
  return [...IB_CAPABILITIES.orderTypes].map((type) => {
    const [limit, stop, trigger, trail] = ['101', '102', '103', '0.5'].map((text) => Decimal.parse(text));
    const order = new Order({
      id: 1,
      type,
      symbol: AAPL.symbol,
      quantity: Decimal.ONE,
      timeMs: 0,
      tag: '',
      properties: {},
      limitPrice: limit,
      stopPrice: stop,
      triggerPrice: trigger,
      trailingAmount: trail,
      trailingAsPercentage: false,
    });
    const form = orderForm(order, { contract: AAPL, account: 'DU1', clientOrderId: 'o1' });
    const values = { 101: 'the limit', 102: 'the stop', 103: 'the trigger', 0.5: 'the distance' } as const;
    const fields = (['lmtPrice', 'auxPrice', 'trailStopPrice'] as const)
      .filter((name) => form[name] !== undefined)
      .map((name) => `\`${name}\` ${values[form[name] as keyof typeof values]}`);
    const isForAuction = type === OrderType.MarketOnOpen || type === OrderType.MarketOnClose;
    const kind = isForAuction ? `\`${form.orderType}\`, time in force \`${form.tif}\`` : `\`${form.orderType}\``;
    const [name = ''] = Object.entries(OrderType).find(([, value]) => value === type) ?? [];
    return `| ${name} | ${[kind, ...fields].join(', ')} |`;
  });
}

function errorRows(): string[] {
  return knownIbErrors().map(
    ([code, { class: errorClass, meaning, action }]) => `| ${code} | \`${errorClass}\` | ${meaning} | ${action} |`,
  );
}

test('the page says how each order goes onto the wire', () => {
  expect(PAGE).toContain(['| --- | --- |', ...orderRows(), ''].join('\n'));
});

test('the page lists what the adapter knows of IB’s numbers, as it knows it', () => {
  expect(PAGE).toContain(['| --- | --- | --- | --- |', ...errorRows(), ''].join('\n'));
});
