import { describe, expect, it } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import type { SecurityChanges } from '../../algorithm/security-changes.ts';
import { ScheduledUniverse } from '../../algorithm/universes/timed-universes.ts';
import { type Selection, Universe } from '../../algorithm/universes/universe.ts';
import { CustomUniverseSelectionModel } from '../../algorithm/universes/universe-selection-models.ts';
import type { Slice } from '../../data/slice.ts';
import { OrderStatus } from '../../orders/order-status.ts';
import { Resolution } from '../../time/resolution.ts';
import { MadeUpMarket, runOn } from '../engine-fixtures.ts';

/** A week of a strategy that notes what comes and goes, and what data it has each day at 16:00. */
class Week extends Algorithm {
  readonly notes: string[] = [];
  readonly #setUp: (algorithm: Week) => void;

  constructor(setUp: (algorithm: Week) => void) {
    super();
    this.#setUp = setUp;
  }

  override initialize(): void {
    this.setStartDate(2021, 3, 8);
    this.setEndDate(2021, 3, 12);
    this.setBenchmark(() => 1);
    this.universeSettings.resolution = Resolution.Daily;
    this.#setUp(this);
  }

  override onData(slice: Slice): void {
    if (this.time.hour === 16) this.note(slice.bars.keys.map(({ value }) => value).join(' '));
  }

  override onSecuritiesChanged({ addedSecurities, removedSecurities }: SecurityChanges): void {
    const came = addedSecurities.map(({ symbol }) => `+${symbol.value}`);
    this.note([...came, ...removedSecurities.map(({ symbol }) => `-${symbol.value}`)].join(' '));
  }

  note(text: string): void {
    this.notes.push(`${this.time.toFormat('dd HH:mm')} ${text}`);
  }
}

async function notesOf(setUp: (algorithm: Week) => void, isSlow = false): Promise<string[]> {
  const algorithm = new Week(setUp);
  await runOn(new MadeUpMarket(isSlow), algorithm);
  return algorithm.notes;
}

const ALTERNATING = [
  '08 00:00 +SPY',
  '08 16:00 SPY',
  '09 00:00 +IBM -SPY',
  '09 16:00 IBM',
  '10 00:00 +SPY -IBM',
  '10 16:00 SPY',
  '11 00:00 +IBM -SPY',
  '11 16:00 IBM',
  '12 00:00 +SPY -IBM',
  '12 16:00 SPY',
];

describe('universes', () => {
  it.each([false, true])('bring securities in and out with their data (slow data: %s)', async (isSlow) => {
    const choose = ({ day }: { readonly day: number }): string[] => (day % 2 === 0 ? ['SPY'] : ['IBM']);
    expect(await notesOf((algorithm) => algorithm.addUniverse('alternating', choose), isSlow)).toEqual(ALTERNATING);
  });

  it('wait for selectors that answer later', async () => {
    const notes = await notesOf((algorithm) =>
      algorithm.addUniverse('slow', async ({ day }) => {
        await Promise.resolve();
        return day % 2 === 0 ? ['SPY'] : ['IBM'];
      }),
    );
    expect(notes).toEqual(ALTERNATING);
  });

  it('stay as they are when a selector says so', async () => {
    let isFirst = true;
    const choose = (): Selection => {
      const selection = isFirst ? ['SPY'] : Universe.unchanged;
      isFirst = false;
      return selection;
    };
    const notes = await notesOf((algorithm) => algorithm.addUniverse('once', choose));
    expect(notes.filter((note) => /[+-]/.test(note))).toEqual(['08 00:00 +SPY']);
    expect(notes).toHaveLength(6);
  });

  it('leave alone what the strategy or another universe holds', async () => {
    const notes = await notesOf((algorithm) => {
      algorithm.addEquity('SPY', Resolution.Daily);
      algorithm.addUniverse('SPY at times', ({ day }) => (day === 9 ? ['SPY', 'IBM'] : ['IBM']));
      algorithm.addUniverse('IBM at times', ({ day }) => (day < 11 ? ['IBM'] : []));
    });
    expect(notes.filter((note) => note.includes('16:00'))).toEqual(
      ['08', '09', '10', '11', '12'].map((day) => `${day} 16:00 IBM SPY`),
    );
  });

  it('keep the data of a security that is held until it is sold', async () => {
    const notes = await notesOf((algorithm) => {
      algorithm.addUniverse('for a day', ({ day }) => (day === 8 ? ['SPY'] : []));
      algorithm.schedule.on(algorithm.dateRules.on(2021, 3, 9), algorithm.timeRules.at(10, 0), () => {
        algorithm.note(`tradable ${algorithm.securities.get('SPY').isTradable}`);
        algorithm.liquidate();
      });
      algorithm.schedule.on(algorithm.dateRules.on(2021, 3, 8), algorithm.timeRules.at(17, 0), () => {
        algorithm.marketOrder('SPY', 1);
      });
    });
    expect(notes).toContain('09 00:00 -SPY');
    expect(notes).toContain('09 10:00 tradable true');
    expect(notes).toContain('09 16:00 SPY');
    expect(notes.filter((note) => note.startsWith('12'))).toEqual([]);
  });

  it('keep what the strategy removes of theirs, without being able to trade it', async () => {
    const notes = await notesOf((algorithm) => {
      algorithm.addUniverse('mine', () => ['SPY']);
      algorithm.schedule.on(algorithm.dateRules.on(2021, 3, 9), algorithm.timeRules.at(10, 0), () => {
        algorithm.removeSecurity('SPY');
        algorithm.note(`${algorithm.activeSecurities.count} ${algorithm.marketOrder('SPY', 1).status}`);
      });
    });
    const days = ['08', '09', '10', '11', '12'].map((day) => `${day} 16:00 SPY`);
    expect(notes).toEqual(['08 00:00 +SPY', days[0], `09 10:00 0 ${OrderStatus.Invalid}`, ...days.slice(1)]);
  });

  it('select at the times of a schedule', async () => {
    const notes = await notesOf((algorithm) => {
      const { dateRules, timeRules } = algorithm;
      algorithm.addUniverse(
        new ScheduledUniverse(dateRules.on(2021, 3, 10), timeRules.at(8, 0), () => {
          algorithm.note('selecting');
          return ['SPY'];
        }),
      );
    });
    expect(notes.slice(0, 3)).toEqual(['10 08:00 selecting', '10 08:00 +SPY', '10 16:00 SPY']);
  });

  it('of a model share what is subscribed', async () => {
    const notes = await notesOf((algorithm) => {
      algorithm.addEquity('SPY', Resolution.Daily);
      algorithm.addUniverseSelection(new CustomUniverseSelectionModel('model', () => ['SPY', 'IBM']));
    });
    expect(notes.filter((note) => note.includes('+'))).toEqual(['08 00:00 +IBM +SPY']);
    expect(notes.at(-1)).toBe('12 16:00 IBM SPY');
  });

  it('can be added on the way', async () => {
    const notes = await notesOf((algorithm) => {
      algorithm.addEquity('SPY', Resolution.Daily);
      algorithm.schedule.on(algorithm.dateRules.on(2021, 3, 9), algorithm.timeRules.at(10, 0), () => {
        algorithm.addUniverse('late', () => ['IBM']);
      });
    });
    expect(notes).toContain('10 16:00 IBM SPY');
  });

  it('need a function', async () => {
    await expect(notesOf((algorithm) => algorithm.addUniverse('none', ['SPY'] as never))).rejects.toThrow(/selector/);
  });
});
