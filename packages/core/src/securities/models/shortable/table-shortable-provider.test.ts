import { describe, expect, test } from 'vitest';
import { MS_PER_HOUR } from '../../../time/resolution.ts';
import { at, fixture, UTC } from '../model-fixture.ts';
import { TableShortableProvider } from './table-shortable-provider.ts';

describe('TableShortableProvider', () => {
  const provider = TableShortableProvider.fromCsv(
    '# comment\n20140325,2500,5.07,0.25\r\n\n20140326,0\n20140327,10,,1.5\n',
  );
  const { security } = fixture();
  const day = (text: string) => at(text, UTC) + 12 * MS_PER_HOUR;

  test('default: quantity and rates of the day, unlimited without an entry', () => {
    expect(provider.shortableQuantity(security, day('2014-03-25'))?.toNumber()).toBe(2500);
    expect(provider.shortableQuantity(security, day('2014-03-26'))?.toNumber()).toBe(0);
    expect(provider.shortableQuantity(security, day('2014-03-28'))).toBeNull();
    expect(provider.rebateRate(security, day('2014-03-25')).toString()).toBe('0.0507');
    expect(provider.feeRate(security, day('2014-03-25')).toString()).toBe('0.0025');
    expect(provider.rebateRate(security, day('2014-03-27')).toNumber()).toBe(0);
    expect(provider.feeRate(security, day('2014-03-27')).toNumber()).toBe(0.015);
  });

  test('behavior: a malformed line is named', () => {
    expect(() => TableShortableProvider.fromCsv('2014-03-25,10')).toThrow(/2014-03-25,10/);
  });
});
