import { describe, expect, it } from 'vitest';
import { confirmationPhrase, decideMoney, isConfirmedBy } from './real-money.ts';
import type { TradingEnvironment } from './trading-environment.ts';

const ENVIRONMENTS = ['development', 'staging', 'production'] as const;
const CONFIRMATIONS = ['none', 'typed', 'flag'] as const;
const LIMITS = { maxPositionPercent: 20, maxDailyLossPercent: 2 };

/** Every row of the truth table: environment, flag, paper, limits, confirmation. */
const TABLE = ENVIRONMENTS.flatMap((environment) =>
  [false, true].flatMap((liveTradingEnabled) =>
    [false, true].flatMap((usePaperTrading) =>
      [undefined, LIMITS].flatMap((risk) =>
        CONFIRMATIONS.map((confirmation) => ({
          environment: { environment, liveTradingEnabled, usePaperTrading, defaultBroker: 'ib' } as TradingEnvironment,
          risk,
          confirmation,
        })),
      ),
    ),
  ),
);

describe('decideMoney', () => {
  it('has 72 cases, of which two trade real money', () => {
    expect(TABLE).toHaveLength(72);
    const real = TABLE.filter((row) => decideMoney(row).account === 'real');
    expect(real).toEqual(
      (['typed', 'flag'] as const).map((confirmation) => ({
        environment: {
          environment: 'production',
          liveTradingEnabled: true,
          usePaperTrading: false,
          defaultBroker: 'ib',
        },
        risk: LIMITS,
        confirmation,
      })),
    );
  });

  it.each(TABLE)(
    '$environment.environment, enabled $environment.liveTradingEnabled, paper $environment.usePaperTrading, limits $risk, $confirmation',
    (row) => {
      const { environment, liveTradingEnabled, usePaperTrading } = row.environment;
      const decision = decideMoney(row);
      const meant = environment === 'production' && liveTradingEnabled && !usePaperTrading;
      if (!meant) {
        expect(decision).toMatchObject({ account: 'paper', overruled: row.confirmation !== 'none' });
      } else if (row.risk === undefined) {
        expect(decision.account).toBe('refused');
      } else {
        expect(decision.account).toBe(row.confirmation === 'none' ? 'unconfirmed' : 'real');
      }
      expect(decision.reason).toMatch(/\.$/);
    },
  );

  it('needs a limit of positions and one of losses', () => {
    const environment = TABLE.at(-1)?.environment as TradingEnvironment;
    const ask = { environment: { ...environment, usePaperTrading: false }, confirmation: 'typed' } as const;
    expect(decideMoney({ ...ask, risk: {} })).toMatchObject({
      account: 'refused',
      reason: expect.stringMatching(/positions.*losses/) as string,
    });
    expect(decideMoney({ ...ask, risk: { maxOrderValue: 1 } })).toMatchObject({
      account: 'refused',
      reason: expect.stringMatching(/losses/) as string,
    });
    expect(decideMoney({ ...ask, risk: { maxConsecutiveLosses: 3, lossPolicy: 'pause' } })).toMatchObject({
      account: 'refused',
      reason: expect.stringMatching(/positions/) as string,
    });
    expect(decideMoney({ ...ask, risk: { maxConsecutiveLosses: 3, maxPositionValue: 1 } }).account).toBe('real');
  });
});

describe('isConfirmedBy', () => {
  it('takes the phrase of that account only', () => {
    expect(confirmationPhrase('U123')).toBe('trade real money on U123');
    expect(isConfirmedBy('  Trade real money on u123 ', 'U123')).toBe(true);
    for (const typed of ['yes', '', 'trade real money', 'trade real money on U124']) {
      expect(isConfirmedBy(typed, 'U123')).toBe(false);
    }
  });
});
