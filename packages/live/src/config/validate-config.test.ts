import type { LockstepError } from '@lockstep/core';
import { describe, expect, it } from 'vitest';
import type { LockstepConfig } from './lockstep-config.ts';
import { validateConfig } from './validate-config.ts';

const COMPLETE: LockstepConfig = {
  data: 'data',
  out: 'results',
  from: '2024-03-04',
  to: '2024-03-08',
  cash: 50_000,
  parameters: { fast: 20, name: 'x', on: true },
  risk: {
    maxPositionValue: 50_000,
    maxPositionPercent: 20,
    maxStrategyAllocationPercent: 50,
    allowAddingToPositions: false,
    maxOrdersPerMinute: 30,
    priceCollarPercent: 5,
    patternDayTrading: 'refuse',
    maxConsecutiveLosses: 3,
    maxDailyLossPercent: 2,
    lossPolicy: 'flatten',
  },
  live: { deployment: 'my-bot.1', broker: 'ib', feed: 'replay', external: 'pause', keepBackups: 3 },
  alerts: {
    console: {},
    telegram: { chatId: '-100', from: 'error' },
    webhook: { from: 'critical' },
    email: { host: 'localhost', port: 25, sender: 'a@b', recipients: ['c@d'] },
    heartbeatSeconds: 30,
  },
  logging: { level: 'debug', maxFileMegabytes: 0.5, keepFiles: 3 },
};

function mistakesOf(config: unknown): readonly string[] {
  try {
    validateConfig(config, 'lockstep.config.ts');
    return [];
  } catch (error) {
    const { code, details } = error as LockstepError;
    expect(code).toBe('CONFIG_INVALID');
    return details['mistakes'] as readonly string[];
  }
}

describe('validateConfig', () => {
  it('takes an empty and a complete configuration as they are', () => {
    expect(validateConfig({}, 'f')).toEqual({});
    expect(validateConfig(COMPLETE, 'f')).toEqual(COMPLETE);
  });

  it.each([
    [{ dta: 'x' }, 'unknown setting "dta"; did you mean data?'],
    [
      { zzzzzzzz: 1 },
      'unknown setting "zzzzzzzz"; known are data, out, from, to, cash, parameters, risk, live, alerts, logging.',
    ],
    [{ risk: { maxPositionValu: 1 } }, 'unknown setting "risk.maxPositionValu"; did you mean maxPositionValue?'],
    [
      { alerts: { email: { hots: 'x', sender: 'a', recipients: ['b'] } } },
      '"alerts.email.host" is missing; expected a text.',
    ],
    [
      { live: { apiKey: 'abc' } },
      'unknown setting "live.apiKey"; secrets come from the environment or .env, never from this file.',
    ],
    [{ cash: '5' }, '"cash" is "5"; expected a number.'],
    [{ cash: 0 }, '"cash" is 0; expected a number above 0.'],
    [{ cash: Number.NaN }, '"cash" is NaN; expected a number.'],
    [{ data: '' }, '"data" is ""; expected something that is not empty.'],
    [{ data: null }, '"data" is null; expected a text.'],
    [{ from: '4.3.2024' }, '"from" is "4.3.2024"; expected a day, yyyy-MM-dd.'],
    [
      { from: '2024-03-05', to: '2024-03-04' },
      '"from" is 2024-03-05, after "to", 2024-03-04; expected a day before it.',
    ],
    [{ parameters: { fast: [1] } }, '"parameters.fast" is [1]; expected a text, a number, true or false.'],
    [{ parameters: 5 }, '"parameters" is 5; expected an object.'],
    [{ risk: { maxDailyLossPercent: 150 } }, '"risk.maxDailyLossPercent" is 150; expected a number up to 100.'],
    [{ risk: { maxConsecutiveLosses: 2.5 } }, '"risk.maxConsecutiveLosses" is 2.5; expected a whole number.'],
    [{ risk: { lossPolicy: 'sell' } }, '"risk.lossPolicy" is "sell"; expected one of pause, flatten.'],
    [{ risk: { allowShortSelling: 'no' } }, '"risk.allowShortSelling" is "no"; expected true or false.'],
    [
      { live: { deployment: 'my bot' } },
      '"live.deployment" is "my bot"; expected a name of letters, digits, ".", "_" and "-".',
    ],
    [{ live: { broker: 'etrade' } }, '"live.broker" is "etrade"; expected one of paper, ib, alpaca, mt5.'],
    [{ live: { reconciliationLimit: -1 } }, '"live.reconciliationLimit" is -1; expected a number from 0 up.'],
    [
      { alerts: { email: { host: 'h', sender: 'a', recipients: 'b' } } },
      '"alerts.email.recipients" is "b"; expected a list.',
    ],
    [[], 'its default export is not an object; expected `export default { data: … }`.'],
    [undefined, 'its default export is not an object; expected `export default { data: … }`.'],
  ])('says what is wrong: %j', (config, expected) => {
    expect(mistakesOf(config)).toContain(expected);
  });

  it('lists every mistake', () => {
    const config = { cash: -1, risk: { lossPolicy: 1 }, dta: 1 };
    expect(mistakesOf(config)).toHaveLength(3);
    expect(() => validateConfig(config, 'f.ts')).toThrow(/^f\.ts: 3 mistakes:\n {2}"cash" is -1/);
  });
});
