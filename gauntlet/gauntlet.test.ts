import { existsSync, readFileSync } from 'node:fs';
import { Decimal, formatUtc, TimeZone } from '@lockstep/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences, drawsOfStep, same } from './compare.ts';
import { compareWithRecorded } from './compare-with-recorded.ts';
import type { ActionName } from './family.ts';
import { expectedFile, findGauntlet } from './gauntlet-files.ts';
import { messageClass } from './message-class.ts';
import { mulberry32, RandomStreams, Stream } from './random-streams.ts';
import { RECORDED_SEEDS } from './recorded-seeds.ts';
import { type GauntletResult, type Row, sortedNeighbours } from './recorder.ts';
import { chooseAction, px, StepValues, trailingAmount } from './step-values.ts';
import { localText, timeSpanText, utcText } from './time-text.ts';

const gauntlet = findGauntlet();

function expected(family: string, seed: number): GauntletResult {
  return JSON.parse(readFileSync(expectedFile(gauntlet!, family, seed), 'utf8')) as GauntletResult;
}

describe('random numbers', () => {
  test('the specification’s vector', () => {
    const outputs: number[] = [];
    let state = 1;
    for (let i = 0; i < 5; i++) {
      state = (state + 0x6d2b79f5) >>> 0;
      outputs.push(mulberry32(state));
    }
    expect(outputs).toEqual([2693262067, 11749833, 2265367787, 4213581821, 4159151403]);
  });

  test('streams do not disturb each other and draws are below a thousand', () => {
    const alone = new RandomStreams(7, 3);
    const mixed = new RandomStreams(7, 3);
    mixed.draws(Stream.Schedule, 13);
    const draws = alone.draws(Stream.Data, 500);
    expect(mixed.draws(Stream.Data, 500)).toEqual(draws);
    expect(draws.every((draw) => draw >= 0 && draw < 1000)).toBe(true);
    expect(new RandomStreams(8, 3).draws(Stream.Data, 500)).not.toEqual(draws);
  });
});

describe('prices of orders', () => {
  test.each([
    ['145.04975841600', 0, 2, '145.05'],
    ['100', 5, 2, '100.05'],
    ['0.125', 0, 2, '0.12'],
    ['0.135', 0, 2, '0.14'],
    ['1.38391', -3, 5, '1.38349'],
    ['12.50', 0, 2, '12.5'],
  ])('%s moved by %i basis points at %i decimals is %s', (from, basisPoints, dp, price) => {
    expect(px(Decimal.parse(from), basisPoints, dp).toString()).toBe(price);
  });

  test('one multiplication and one rounded division of whole units', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: -600, max: 600 }),
        (units, basisPoints) => {
          const scaled = BigInt(units) * BigInt(10_000 + basisPoints);
          const [whole, twice] = [scaled / 10_000n, (scaled % 10_000n) * 2n];
          const up = twice > 10_000n || (twice === 10_000n && whole % 2n === 1n);
          const price = px(Decimal.fromParts(units, 2), basisPoints, 2);
          expect(price.equals(Decimal.fromParts(whole + (up ? 1n : 0n), 2))).toBe(true);
        },
      ),
    );
  });

  test('a trailing amount is at least one step of the price', () => {
    expect(trailingAmount(Decimal.parse('145.04975841600'), 19, 2).toString()).toBe('0.28');
    expect(trailingAmount(Decimal.parse('0.5'), 1, 2).toString()).toBe('0.01');
  });
});

describe('choices of a step', () => {
  const actions: ActionName[] = ['mkt', 'lmt', 'rec'];

  test('weights share the thousand draws, absent ones none', () => {
    const chosen = Array.from({ length: 1000 }, (_, d0) => chooseAction(actions, { mkt: 1, rec: 3 }, d0));
    expect(chosen.filter((action) => action === 'mkt')).toHaveLength(250);
    expect(chosen.filter((action) => action === 'rec')).toHaveLength(750);
  });

  test.skipIf(gauntlet === null)('the specification’s worked step', () => {
    const { actions: all, families } = gauntlet!.families;
    const family = families.find(({ name }) => name === 'eqm-one')!;
    const draws = [394, 345, 143, 177, 138, 194, 468, 829, 897, 356];
    expect(chooseAction(all, family.weights, 394)).toBe('tra');
    const values = new StepValues(family, family.securities[0]!, draws);
    expect([values.side, values.q.toString(), values.k1]).toEqual([1, '36', 19]);
  });
});

describe('texts', () => {
  test('times have seven decimals only with a fraction', () => {
    const noon = Date.UTC(2013, 9, 7, 12);
    expect([noon, noon + 250, noon + 0.001].map(utcText)).toEqual([
      '2013-10-07T12:00:00Z',
      '2013-10-07T12:00:00.2500000Z',
      '2013-10-07T12:00:00.0000001Z',
    ]);
    expect(localText(noon, TimeZone.of('America/New_York'))).toBe('2013-10-07T08:00:00');
    expect(formatUtc(noon)).toBe('2013-10-07T12:00:00Z');
  });

  test('durations are those of C#', () => {
    expect([33_725_000.00005, 251_940_000, -1_000].map(timeSpanText)).toEqual([
      '09:22:05.0000001',
      '2.21:59:00',
      '-00:00:01',
    ]);
  });

  test('messages are known by their class', () => {
    expect(messageClass('')).toBe('');
    expect(messageClass('The order has expired.')).toBe('expired');
    expect(messageClass('BrokerageModel declared unable to update order')).toBe('updateRefused');
    expect(messageClass('a surprise')).toBe('other:a surprise');
  });
});

describe('comparison', () => {
  test('decimals are equal by value, to nine digits only where that is allowed', () => {
    const never = (): boolean => false;
    expect(same(['0.150', null, 3], ['0.15', null, 3], never)).toBe(true);
    expect(same('100000000000', '100000000001', never)).toBe(false);
    expect(same(['100000000000'], ['100000000001'], () => true)).toBe(true);
    expect(same(['1.1'], ['1.2'], () => true)).toBe(false);
    expect(same('late', 'Late', never)).toBe(false);
  });

  test('neighbours of one instant and one unordered status are sorted, others stay', () => {
    const event = (id: number, status: string): Row => [id, 1, 'T', status];
    const events = [
      event(2, 'Canceled'),
      event(1, 'Canceled'),
      event(4, 'Filled'),
      event(3, 'Filled'),
      event(2, 'Canceled'),
    ];
    expect(sortedNeighbours(events).map(([id]) => id)).toEqual([1, 2, 4, 3, 2]);
  });

  test.skipIf(gauntlet === null)('names the first step that differs with its draws', () => {
    const recorded = expected('eqm-one', 1);
    const steps = recorded.steps.map((row, i) => (i === 3 ? [...row.slice(0, 5), '1', ...row.slice(6)] : row));
    expect(differences(recorded, recorded)).toEqual([]);
    expect(differences(recorded, { ...recorded, steps })).toEqual([
      'step 3',
      `  expected ${JSON.stringify(recorded.steps[3])}`,
      `  got      ${JSON.stringify(steps[3])}`,
      '  draws 394 345 143 177 138 194 468 829 897 356',
    ]);
  });
});

describe.skipIf(gauntlet === null)('what LEAN recorded', () => {
  const recorded = (gauntlet?.families.families ?? []).flatMap((family) =>
    RECORDED_SEEDS.filter((seed) => existsSync(expectedFile(gauntlet!, family.name, seed))).map((seed) => ({
      family,
      seed,
    })),
  );

  test('follows from these random numbers: streams, actions and securities of every step', () => {
    for (const { family, seed } of recorded) {
      const result = expected(family.name, seed);
      const streams = new RandomStreams(seed, family.id);
      for (const [stream, value] of result['draws'] as [Stream, number][]) expect(streams.next(stream)).toBe(value);
      const chosen = new RandomStreams(seed, family.id);
      for (const [, source, , action, index] of result.steps as [number, string, string, ActionName, number][]) {
        const stream = { D: Stream.Data, S: Stream.Schedule, E: Stream.EndOfDay, C: Stream.Consolidator }[source[0]!]!;
        const [d0, d1] = chosen.draws(stream, 10) as [number, number];
        expect(index).toBe(d1 % family.securities.length);
        const wanted = chooseAction(gauntlet!.families.actions, family.weights, d0);
        if (!['cap', 'add', 'rec'].includes(action)) expect(action).toBe(wanted);
      }
      expect(drawsOfStep(result, result.steps.length - 1)).toHaveLength(10);
    }
  });

  describe.each(gauntlet?.families.families.map(({ name }) => name) ?? [])('%s', (family) => {
    test.each(RECORDED_SEEDS)('seed %i is equal', async (seed) => {
      expect(await compareWithRecorded(gauntlet!, family, seed)).toEqual({ verdict: 'equal', lines: [] });
    });
  });
});
