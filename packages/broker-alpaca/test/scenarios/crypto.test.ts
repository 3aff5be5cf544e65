import { AlpacaFeeModel, Decimal, Market, OrderStatus, OrderType, SecurityType } from '@lockstep/core';
import { afterEach, expect, it } from 'vitest';
import { CRYPTO_HOURS, fixture } from '../../../core/src/securities/models/model-fixture.ts';
import { BrokerageDesk } from '../../../core/src/testing/contracts/brokerage-desk.ts';
import { AdapterStage } from '../adapter-stage.ts';
import { noticesOf } from './scenario-desk.ts';

let stage: AdapterStage;

afterEach(() => stage.close());

async function bitcoinDesk(): Promise<BrokerageDesk> {
  const lotSize = Decimal.parse('0.000000001');
  const bitcoin = fixture({
    ticker: 'BTCUSD',
    type: SecurityType.Crypto,
    market: Market.Coinbase,
    hours: CRYPTO_HOURS,
    properties: { lotSize },
    models: { fee: new AlpacaFeeModel() },
  });
  bitcoin.cashBook.get('BTC').exactConversionRate = Decimal.fromInteger(100);
  stage = await AdapterStage.open({ others: { BTCUSD: bitcoin } });
  stage.simulator.instruments.find('BTC/USD');
  return BrokerageDesk.open(stage.harness('BTCUSD'));
}

it('74 crypto is bought: the position is smaller by the fee, which is told in what was bought', async () => {
  const desk = await bitcoinDesk();
  const order = await desk.place(OrderType.Market, 1);
  expect(order.status).toBe(OrderStatus.Filled);
  const [fill] = desk.fillsOf(order);
  expect([fill?.fillQuantity, fill?.orderFee.amount.toString(), fill?.orderFee.currency]).toEqual([1, '0.0025', 'BTC']);
  const [holding] = await stage.adapter.getHoldings();
  expect(holding?.quantity.toString()).toBe('0.9975');
  // What the engine books is what Alpaca holds.
  expect(fill?.exactFillQuantity.minus(fill.orderFee.amount).equals(holding!.quantity)).toBe(true);
  expect(noticesOf(desk)).toEqual([]);
});

it('74 a purchase in parts: the fee is told with the part that was kept less of, and sales have none in what is sold', async () => {
  const desk = await bitcoinDesk();
  stage.fillInParts('BTCUSD', [0.4, 0.6]);
  const purchase = await desk.place(OrderType.Limit, 1, { limit: 100 });
  await desk.trade(99);
  await desk.trade(98);
  const fees = desk.fillsOf(purchase).map(({ orderFee }) => orderFee.amount.toNumber());
  expect(fees).toEqual([0, 0.0015]);
  const [holding] = await stage.adapter.getHoldings();
  expect(holding?.quantity.toNumber()).toBe(0.9985);
  const sale = await desk.place(OrderType.Market, -0.5);
  expect(desk.fillsOf(sale).map(({ orderFee }) => orderFee.amount.toNumber())).toEqual([0]);
});
