import { describe, expect, test } from 'vitest';
import { Algorithm } from '../algorithm/algorithm.ts';
import { BaseData, type CustomDataConfig, FileFormat, SubscriptionTransportMedium } from '../market/base-data.ts';
import { runStrategy, tradeBars } from '../testing/index.ts';
import { MS_PER_HOUR, Resolution } from '../time/resolution.ts';
import type { Slice } from './slice.ts';

const DAY = Date.UTC(2024, 2, 4);
const bars = tradeBars('abc', { start: '2024-03-04', resolution: Resolution.Minute, closes: [100, 101, 102] });

/** Hours of the day and degrees, as JSON or as lines. */
class Weather extends BaseData {
  degrees = 0;

  override getSource(): ReturnType<BaseData['getSource']> {
    return { source: 'weather', transportMedium: SubscriptionTransportMedium.ObjectStore };
  }

  override reader({ exchangeTimeZone }: CustomDataConfig, line: string): BaseData | readonly BaseData[] | null {
    if (line.startsWith('hour')) return null;
    const [hour, degrees] = line.split(',').map(Number) as [number, number];
    if (Number.isNaN(degrees)) throw new RangeError(`no degrees in '${line}'`);
    const point = new Weather();
    point.timeMs = exchangeTimeZone.toUtc(DAY + hour * MS_PER_HOUR);
    point.value = point.degrees = degrees;
    return point;
  }
}

class WeatherJson extends Weather {
  override getSource(): ReturnType<BaseData['getSource']> {
    return { ...super.getSource(), source: 'weather.json', format: FileFormat.UnfoldingCollection };
  }

  override reader(config: CustomDataConfig, text: string): readonly BaseData[] {
    return (JSON.parse(text) as string[]).map((line) => super.reader(config, line) as BaseData);
  }
}

class Untimed extends Weather {
  override reader(): BaseData {
    return new Weather();
  }
}

class NotANumber extends Weather {
  override reader(): BaseData {
    const point = new Weather();
    point.timeMs = DAY;
    point.value = Number('cold');
    return point;
  }
}

/** As a class of JavaScript may be, which nothing checks. */
class Mute extends Weather {}
Object.defineProperty(Mute.prototype, 'reader', { value: undefined });

abstract class Follows extends Algorithm {
  readonly seen: number[] = [];
  abstract readonly type: new () => Weather;
  readonly lines: string = 'hour,degrees\n10,3.5\n11,4\n';

  override initialize(): void {
    this.setStartDate(2024, 3, 4);
    this.addEquity('ABC', Resolution.Minute);
    this.objectStore.save('weather', this.lines);
    this.objectStore.save('weather.json', '["10,3.5", "11,4"]');
    this.addData(this.type, 'NYC', Resolution.Hour);
  }

  override onData(slice: Slice): void {
    const weather = slice.get(this.type, 'NYC');
    if (weather !== undefined) this.seen.push(weather.degrees);
  }
}

describe('custom data', () => {
  test.each([Weather, WeatherJson])('comes in slices and sets the price: %s', async (type) => {
    class Strategy extends Follows {
      override readonly type = type;
    }
    const run = await runStrategy(Strategy, { data: [bars] });
    expect(run.algorithm.seen).toEqual([3.5, 4]);
    expect(run.algorithm.securities.get(`NYC.${type.name}`).price).toBe(4);
  });

  test('names file and line of what its reader cannot read', async () => {
    class Strategy extends Follows {
      override readonly type = Weather;
      override readonly lines = 'hour,degrees\n10,3.5\n11,warm\n';
    }
    await expect(runStrategy(Strategy, { data: [bars] })).rejects.toThrow(
      /Weather failed: no degrees in '11,warm' \(weather:3\)/,
    );
  });

  test('must have a time', async () => {
    class Strategy extends Follows {
      override readonly type = Untimed;
    }
    await expect(runStrategy(Strategy, { data: [bars] })).rejects.toThrow(/without a time/);
  });
});

describe('data about a security', () => {
  class About extends Weather {
    override requiresMapping(): boolean {
      return true;
    }

    override reader(config: CustomDataConfig, line: string): BaseData | null {
      const point = super.reader(config, line) as Weather | null;
      return point === null ? null : Object.assign(new About(), { timeMs: point.timeMs, value: point.value });
    }
  }

  test('is found at the security, all of it that came together, whichever was added first', async () => {
    const seen: (readonly [number | undefined, number[]])[] = [];
    class Strategy extends Algorithm {
      override initialize(): void {
        this.setStartDate(2024, 3, 4);
        this.setBenchmark(() => 1);
        this.objectStore.save('weather', '10,3\n10,4\n11,5\n');
        this.addData(About, 'ABC', Resolution.Hour);
        this.addEquity('ABC', Resolution.Minute);
      }

      override onData(slice: Slice): void {
        if (slice.get(About).size === 0) return;
        const { cache } = this.securities.get(this.symbol('ABC'));
        seen.push([cache.getData(About)?.value, cache.getAll(About).map(({ value }) => value)]);
      }
    }
    await runStrategy(Strategy, { data: [bars] });
    expect(seen).toEqual([
      [4, [3, 4]],
      [5, [5]],
    ]);
  });
});

describe('a custom type that is wrong is named with its file and line', () => {
  test.each([
    ['throws', Weather, '10,warm', "The reader of Weather failed: no degrees in '10,warm' (weather:1)"],
    ['gives no time', Untimed, '1,1', 'The reader of Untimed gave a point without a time'],
    ['gives no number', NotANumber, '1,1', 'The reader of NotANumber gave a point with the value NaN'],
    ['is missing', Mute, '1,1', 'The type Mute has no reader'],
  ])('its reader %s', async (_, type, lines, message) => {
    class Strategy extends Follows {
      override readonly type = type;
      override readonly lines = lines;
    }
    await expect(runStrategy(Strategy, { data: [bars] })).rejects.toMatchObject({
      code: 'CUSTOM_DATA_INVALID',
      message: expect.stringContaining(message),
    });
  });
});
