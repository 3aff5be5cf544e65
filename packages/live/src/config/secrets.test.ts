import { format, inspect } from 'node:util';
import { LockstepError } from '@lockstep/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from './secret.ts';
import { SecretScrubber } from './secret-scrubber.ts';
import { secretsIn } from './secret-variables.ts';

const TEXT = 'hunter2/+&"é key';

describe('secrets of an environment', () => {
  it('go by their names, and are no short words', () => {
    const environment = {
      ALPACA_API_KEY: 'AKIA-1234',
      SMTP_PASSWORD: ' hunter22 ',
      ALERT_WEBHOOK_URL_PRODUCTION: 'https://hooks.example/abc',
      USE_TOKENS: 'true',
      LOCKSTEP_DATA: '../market-data',
      EMPTY_SECRET: '',
      UNSET_SECRET: undefined,
    };
    expect(secretsIn(environment).map((secret) => [secret.name, secret.reveal()])).toEqual([
      ['ALPACA_API_KEY', 'AKIA-1234'],
      ['SMTP_PASSWORD', 'hunter22'],
      ['ALERT_WEBHOOK_URL_PRODUCTION', 'https://hooks.example/abc'],
    ]);
  });
});

describe('Secret', () => {
  it('shows itself to nobody who does not ask', () => {
    const secret = new Secret('ALPACA_KEY', TEXT);
    const shown = [
      String(secret),
      ['', secret].join(''),
      // What a template makes of it, which the linter knows to be a mistake.
      String.prototype.concat.call('', secret as unknown as string),
      JSON.stringify({ secret }),
      inspect(secret, { showHidden: true, depth: 9 }),
      inspect({ nested: { secret } }, { depth: 9 }),
      format('%s %o %j', secret, secret, secret),
      Object.values(secret).join(),
      new LockstepError('SECRET_MISSING', `got ${String(secret)}`, { details: { secret } }).stack,
    ].join('\n');
    expect(shown).not.toContain('hunter2');
    expect(shown).toContain('***');
    expect(secret.reveal()).toBe(TEXT);
  });
});

describe('SecretScrubber', () => {
  const scrubber = new SecretScrubber([new Secret('A', TEXT)]);

  it('masks every spelling, wherever it stands', () => {
    const error = new Error(`401 for ${TEXT}`, { cause: new Error(TEXT) });
    Object.assign(error, { config: { headers: { authorization: `Basic ${btoa64(`me:${TEXT}`)}` } } });
    const value = {
      url: `https://x/?key=${encodeURIComponent(TEXT)}&form=${new URLSearchParams({ TEXT }).toString()}`,
      json: JSON.stringify({ deep: TEXT }),
      list: [TEXT, new Set([TEXT]), new Map([[TEXT, TEXT]])],
      [TEXT]: 1,
      error,
      secret: new Secret('B', 'other'),
      date: new Date(0),
      number: 5,
      none: null,
    };
    const shown = inspect(scrubber.value(value), { depth: 20 });
    expect(shown).not.toContain('hunter2');
    expect(shown).not.toContain('aHVudGVyMi');
    expect(scrubber.value(value)).toMatchObject({
      number: 5,
      none: null,
      date: '1970-01-01T00:00:00.000Z',
      secret: '***',
    });
    expect(scrubber.text('nothing here')).toBe('nothing here');
  });

  it('does not blank out short words, and survives what refers to itself', () => {
    const circular: Record<string, unknown> = { text: TEXT };
    circular['self'] = circular;
    expect(inspect(scrubber.value(circular), { depth: 20 })).not.toContain('hunter2');
    expect(new SecretScrubber([new Secret('PIN', 'abc')]).text('abcdef')).toBe('abcdef');
  });

  it('law: no spelling of a secret survives', () => {
    const secret = fc
      .string({ minLength: 8, maxLength: 60, unit: 'grapheme' })
      .filter((text) => Buffer.byteLength(text) > 8);
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (text, before, after) => {
        const masking = new SecretScrubber([new Secret('S', text)]);
        const basic = btoa64(`${before}${text}${after}`);
        const inner = masking.text(basic);
        expect(masking.text(`${before}${text}${after}`)).not.toContain(text);
        expect(masking.text(encodeURIComponent(`${before}${text}${after}`))).not.toContain(encodeURIComponent(text));
        expect(inner).toContain('***');
        expect(decoded(inner.split('***')[0] ?? '')).not.toContain(text);
      }),
    );
  });
});

const btoa64 = (text: string): string => Buffer.from(text).toString('base64');
const decoded = (text: string): string => Buffer.from(text, 'base64').toString();
