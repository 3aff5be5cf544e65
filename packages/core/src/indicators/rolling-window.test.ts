import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RollingWindow } from './rolling-window.ts';

it('behavior: holds the latest items, newest first', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer()),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 0, max: 10 }),
      (items, size, resized) => {
        const window = new RollingWindow<number>(size);
        for (const item of items) window.add(item);
        const newestFirst = items.slice(-size).reverse();
        expect([...window]).toEqual(newestFirst);
        expect(window.count).toBe(newestFirst.length);
        expect(window.samples).toBe(items.length);
        expect(window.isReady).toBe(items.length >= size);
        newestFirst.forEach((item, i) => {
          expect(window.get(i)).toBe(item);
          expect(window.get(i - newestFirst.length)).toBe(item);
        });
        if (items.length > size) expect(window.mostRecentlyRemoved).toBe(items[items.length - size - 1]);
        window.size = resized;
        expect([...window]).toEqual(newestFirst.slice(0, resized));
        window.add(7);
        expect([...window]).toEqual([7, ...newestFirst].slice(0, resized).slice(0, Math.max(0, resized)));
      },
    ),
  );
});

it('grows when it is read or written beyond its size', () => {
  const window = new RollingWindow<number>(2);
  window.add(1);
  expect(window.get(1)).toBeUndefined();
  expect(window.size).toBe(2);
  expect(window.get(3)).toBeUndefined();
  expect(window.size).toBe(4);
  window.set(2, 9);
  expect([...window]).toEqual([undefined, undefined, 9]);
  window.reset();
  expect([window.count, window.samples, window.size]).toEqual([0, 0, 4]);
});

it('refuses sizes and indices out of range', () => {
  expect(() => new RollingWindow(-1)).toThrow(/cannot keep -1/);
  expect(() => new RollingWindow(2).get(-3)).toThrow(/out of range/);
  expect(() => new RollingWindow(2).mostRecentlyRemoved).toThrow(/No item has left/);
});
