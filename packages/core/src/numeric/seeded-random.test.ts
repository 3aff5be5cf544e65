import { describe, expect, test } from 'vitest';
import { SeededRandom } from './seeded-random.ts';

describe('SeededRandom', () => {
  test('draws what .NET draws for the seed 0', () => {
    const random = new SeededRandom(0);
    expect([random.nextDouble(), random.nextDouble()].map((value) => value.toFixed(12))).toEqual([
      '0.726243269968',
      '0.817325359591',
    ]);
  });

  test('draws whole numbers in range, the same for a seed, others for another', () => {
    const draws = (seed: number): number[] => {
      const random = new SeededRandom(seed);
      return Array.from({ length: 1_000 }, () => random.next(-3, 4));
    };
    expect(new Set(draws(7))).toEqual(new Set([-3, -2, -1, 0, 1, 2, 3]));
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
    expect(draws(-7)).toEqual(draws(7));
  });
});
