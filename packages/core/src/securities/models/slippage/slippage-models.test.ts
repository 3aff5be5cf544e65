import { describe, expect, test } from 'vitest';
import { SecurityType } from '../../../market/security-type.ts';
import { OrderType } from '../../../orders/order-type.ts';
import { at, fixture, orderFor, quote, trade } from '../model-fixture.ts';
import { ConstantSlippageModel } from './constant-slippage-model.ts';
import { NullSlippageModel } from './null-slippage-model.ts';
import { VolumeShareSlippageModel } from './volume-share-slippage-model.ts';

const NOW = at('2013-10-07 10:00');

function equity(volume: number) {
  const { security } = fixture();
  trade(security, NOW, ['100', '100', '100', '100.50'], 60_000, volume);
  return security;
}

describe('NullSlippageModel and ConstantSlippageModel', () => {
  test('default: nothing, or a fraction of the close', () => {
    expect(NullSlippageModel.instance.getSlippageApproximation().isZero()).toBe(true);
    expect(new ConstantSlippageModel(0.001).getSlippageApproximation(equity(1)).toString()).toBe('0.10050');
  });

  test('behavior: the middle of a quote bar, nothing without data', () => {
    const { security } = fixture({ ticker: 'EURUSD', type: SecurityType.Forex, market: 'oanda' });
    const model = new ConstantSlippageModel('0.01');
    expect(model.getSlippageApproximation(security).isZero()).toBe(true);
    quote(security, NOW, ['1', '1', '1', '1.38'], ['1', '1', '1', '1.40']);
    expect(model.getSlippageApproximation(security).toNumber()).toBeCloseTo(0.0139, 15);
  });
});

describe('VolumeShareSlippageModel', () => {
  const model = new VolumeShareSlippageModel();

  test.each([
    ['one percent of the volume', '10', 1000, 0.01 ** 2 * 0.1 * 100.5],
    ['sales alike', '-10', 1000, 0.01 ** 2 * 0.1 * 100.5],
    ['capped at the limit', '500', 1000, 0.025 ** 2 * 0.1 * 100.5],
    ['without volume the limit counts', '1', 0, 0.025 ** 2 * 0.1 * 100.5],
  ])('%s', (_name, quantity, volume, expected) => {
    const security = equity(volume);
    const order = orderFor(security, OrderType.Market, quantity, NOW);
    expect(model.getSlippageApproximation(security, order).toNumber()).toBeCloseTo(expected, 12);
  });

  test('behavior: forex takes the opposite size, and nothing without one', () => {
    for (const [size, expected] of [
      [100, 0.01 ** 2 * 0.1 * 1.4],
      [0, 0],
    ] as const) {
      const { security } = fixture({ ticker: 'EURUSD', type: SecurityType.Forex, market: 'oanda' });
      quote(security, NOW, ['1.4', '1.4', '1.4', '1.4'], ['1.4', '1.4', '1.4', '1.4'], { size });
      const order = orderFor(security, OrderType.Market, '1', NOW);
      expect(model.getSlippageApproximation(security, order).toNumber()).toBeCloseTo(expected, 12);
    }
  });
});
