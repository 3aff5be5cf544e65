import { describe, expect, it } from 'vitest';
import { readSecret, readTradingEnvironment, requireSecret } from './trading-environment.ts';

describe('readTradingEnvironment', () => {
  it('defaults to paper in development', () => {
    const defaults = {
      environment: 'development',
      liveTradingEnabled: false,
      usePaperTrading: false,
      defaultBroker: 'paper',
    };
    expect(readTradingEnvironment({})).toEqual(defaults);
    expect(readTradingEnvironment({ ENVIRONMENT: ' ', LIVE_TRADING_ENABLED: '', DEFAULT_BROKER: '' })).toEqual(
      defaults,
    );
  });

  it('reads every value, however it is spelt', () => {
    expect(
      readTradingEnvironment({
        ENVIRONMENT: ' Production',
        LIVE_TRADING_ENABLED: 'TRUE',
        USE_PAPER_TRADING: '0',
        DEFAULT_BROKER: 'IB',
      }),
    ).toEqual({ environment: 'production', liveTradingEnabled: true, usePaperTrading: false, defaultBroker: 'ib' });
    for (const yes of ['true', '1', 'yes', 'on']) {
      expect(readTradingEnvironment({ USE_PAPER_TRADING: yes }).usePaperTrading).toBe(true);
    }
  });

  it.each([
    [{ ENVIRONMENT: 'prod' }, 'ENVIRONMENT=prod; expected one of development, staging, production'],
    [{ ENVIRONMENT: 'productoin' }, '(did you mean production?)'],
    [{ LIVE_TRADING_ENABLED: 'maybe' }, 'LIVE_TRADING_ENABLED=maybe; expected true or false'],
    [{ USE_PAPER_TRADING: 'ture' }, 'USE_PAPER_TRADING=ture; expected true or false'],
    [{ DEFAULT_BROKER: 'alpca' }, 'expected one of paper, ib, alpaca, mt5 (did you mean alpaca?)'],
  ])('refuses %j', (environment, message) => {
    expect(() => readTradingEnvironment(environment)).toThrow(
      expect.objectContaining({ code: 'ENVIRONMENT_INVALID', message: expect.stringContaining(message) as string }),
    );
  });
});

describe('secrets of the environment', () => {
  const environment = { KEY: 'for-all', KEY_PRODUCTION: 'for-production', EMPTY: ' ' };

  it('may differ between environments', () => {
    expect(readSecret(environment, 'KEY', 'production')?.reveal()).toBe('for-production');
    expect(readSecret(environment, 'KEY', 'staging')?.reveal()).toBe('for-all');
    expect(readSecret(environment, 'EMPTY', 'staging')).toBeUndefined();
  });

  it('are named when they are missing', () => {
    expect(() => requireSecret(environment, 'OTHER', 'staging', 'Alpaca')).toThrow(
      expect.objectContaining({
        code: 'SECRET_MISSING',
        message: expect.stringMatching(/OTHER is not set.*for Alpaca.*OTHER_STAGING for staging/) as string,
      }),
    );
    expect(requireSecret(environment, 'KEY', 'staging', 'x').name).toBe('KEY');
  });
});
