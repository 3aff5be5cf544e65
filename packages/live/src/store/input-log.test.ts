import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VirtualClock } from '@lockstep/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../test/scratch-store.ts';
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
    const file = join(scratchFolder(), 'inputs', '1.jsonl');
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

  it('hands lines over after a moment, in pieces, and at once when asked to', async () => {
    const file = join(scratchFolder(), '1.jsonl');
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

  it('passes over the unfinished end that a crash leaves, and names damage before it', async () => {
    const file = join(scratchFolder(), '1.jsonl');
    const { log } = newLog(file);
    for (let count = 1; count <= 5; count += 1) log.record({ count });
    await log.close();
    const whole = readFileSync(file, 'utf8');
    const lines = whole.split('\n');
    for (let cut = whole.length - 2; cut > whole.length - 14; cut -= 1) {
      writeFileSync(file, whole.slice(0, cut));
      expect(await inputsOf(file)).toHaveLength(4);
    }
    writeFileSync(file, whole.replace('"count":3', '"count":8'));
    await expect(inputsOf(file)).rejects.toMatchObject({ code: 'INPUTS_DAMAGED', details: { line: 3 } });
    writeFileSync(file, lines.filter((_, index) => index !== 1).join('\n'));
    await expect(inputsOf(file)).rejects.toThrow(/:2: it has number 3: what came between was lost/);
  });

  it('keeps inputs while the disk fails', async () => {
    const file = join(scratchFolder(), '1.jsonl');
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
