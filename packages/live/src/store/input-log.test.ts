import { mkdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VirtualClock } from '@lockstep/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../test/scratch-store.ts';
import { NumberLine } from './input-block.ts';
import { InputLog, readInputs } from './input-log.ts';

const newLog = (file: string, onHealth?: (error: unknown) => void) => {
  const clock = new VirtualClock(0);
  return { clock, log: new InputLog(file, { clock, ...(onHealth === undefined ? {} : { onHealth }) }) };
};

async function inputsOf(file: string): Promise<unknown[]> {
  const inputs: unknown[] = [];
  for await (const { number, input } of readInputs(file)) {
    expect(number).toBe(inputs.length + 1);
    inputs.push(input);
  }
  return inputs;
}

describe('InputLog', () => {
  it('gives back what was recorded, whatever JSON it is', async () => {
    const file = join(scratchFolder(), 'inputs', '1.log');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue({ noUnicodeString: false })), async (inputs) => {
        const { log } = newLog(file);
        for (const input of inputs) log.record(input);
        expect(log.count).toBe(inputs.length);
        await log.close();
        if (inputs.length === 0) return;
        expect(JSON.stringify(await inputsOf(file))).toBe(JSON.stringify(inputs));
      }),
      { numRuns: 50 },
    );
  });

  it('hands blocks over after a moment, in pieces, and at once when asked to', async () => {
    const file = join(scratchFolder(), '1.log');
    const { log, clock } = newLog(file);
    log.record({ quote: 1 });
    clock.advanceTo(200);
    await log.flush();
    expect(await inputsOf(file)).toEqual([{ quote: 1 }]);
    for (let count = 0; count < 2_000; count += 1) log.record({ text: 'x'.repeat(100), count });
    await Promise.all([log.flush(), log.flush()]);
    expect(await inputsOf(file)).toHaveLength(2_001);
    await log.close();
  });

  it('gives back numbers to the last bit, between lines of JSON of any size', async () => {
    const file = join(scratchFolder(), '1.log');
    const line = fc.oneof(
      fc.record({ kind: fc.integer({ min: 1, max: 255 }), values: fc.array(fc.double(), { maxLength: 12 }) }),
      fc.string({ maxLength: 60 }).map((text) => text.repeat(2_000)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1 }), async (lines) => {
        const { log } = newLog(file);
        for (const each of lines) {
          if (typeof each === 'string') log.record(each);
          else log.recordNumbers(each.kind, each.values, each.values.length);
        }
        expect(log.count).toBe(lines.length);
        await log.close();
        const expected = lines.map((each) =>
          typeof each === 'string' ? each : new NumberLine(each.kind, each.values),
        );
        expect(await inputsOf(file)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('passes over the unfinished end that a crash leaves, and names damage before it', async () => {
    const file = join(scratchFolder(), '1.log');
    const { log } = newLog(file);
    const ends: number[] = [];
    for (let count = 1; count <= 5; count += 1) {
      log.record({ count });
      log.record({ second: count });
      await log.flush();
      ends.push(statSync(file).size);
    }
    await log.close();
    const whole = readFileSync(file);
    for (let cut = whole.length - 1; cut >= ends[3]!; cut -= 1) {
      writeFileSync(file, whole.subarray(0, cut));
      expect(await inputsOf(file)).toHaveLength(8);
    }
    const changed = Buffer.from(whole);
    changed[ends[2]! - 3] = 0x30;
    writeFileSync(file, changed);
    await expect(inputsOf(file)).rejects.toMatchObject({ code: 'INPUTS_DAMAGED', details: { line: 5 } });
    writeFileSync(file, Buffer.concat([whole.subarray(0, ends[0]), whole.subarray(ends[1])]));
    await expect(inputsOf(file)).rejects.toThrow(/input 3: number 5 follows: what came between was lost/);
    writeFileSync(file, '1 abcdef {"count":1}\n'.repeat(5));
    await expect(inputsOf(file)).rejects.toThrow(/no record of this version/);
  });

  it('keeps inputs while the disk fails', async () => {
    const file = join(scratchFolder(), '1.log');
    mkdirSync(file);
    const health: string[] = [];
    const { log } = newLog(file, (error) => health.push(error === null ? 'well' : 'failing'));
    log.record(1);
    await log.flush();
    log.record(2);
    await log.flush();
    rmdirSync(file);
    log.record(3);
    await log.close();
    expect(await inputsOf(file)).toEqual([1, 2, 3]);
    expect(health).toEqual(['failing', 'well']);
  });
});
