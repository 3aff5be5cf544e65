import { expect, test } from 'vitest';
import { createBroker } from './create-broker.ts';

test('makes a broker by its name, for paper money', async () => {
  const broker = await createBroker('alpaca', { keyId: 'PK1', secret: 's' });
  expect([broker.paper, broker.brokerage.name, broker.brokerage.isReady]).toEqual([true, 'alpaca', false]);
});

test('says which brokers there are', async () => {
  await expect(createBroker('robinhood' as 'alpaca')).rejects.toMatchObject({ code: 'BROKER_UNAVAILABLE' });
});
