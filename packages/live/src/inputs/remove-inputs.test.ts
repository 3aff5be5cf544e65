import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../../test/scratch-store.ts';
import { removeInputs } from './remove-inputs.ts';

const NOW = Date.UTC(2024, 2, 20);
const DAY_MS = 86_400_000;

/** Records of half a megabyte of sessions 1 to 12, which ended on a day each; the last one runs. */
function records(): string {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'inputs'));
  for (let session = 1; session <= 12; session += 1) {
    const file = join(folder, 'inputs', `${session}.log`);
    writeFileSync(file, Buffer.alloc(512 * 1_024));
    const seconds = (NOW - (12 - session) * DAY_MS) / 1_000;
    utimesSync(file, seconds, seconds);
  }
  writeFileSync(join(folder, 'inputs', 'note.txt'), 'of somebody else');
  return folder;
}

const left = (folder: string): number[] =>
  readdirSync(join(folder, 'inputs'))
    .map((name) => Number.parseInt(name, 10))
    .filter((session) => !Number.isNaN(session))
    .sort((a, b) => a - b);

const options = (folder: string, days?: number, megabytes?: number) => ({
  folder,
  session: 12,
  nowMs: NOW,
  days,
  megabytes,
});

test('nothing is removed without a limit', () => {
  const folder = records();
  expect(removeInputs(options(folder))).toEqual([]);
  expect(removeInputs(options(scratchFolder(), 1, 1))).toEqual([]);
});

test('records that are too old go', () => {
  const folder = records();
  expect(removeInputs(options(folder, 9))).toEqual([1, 2]);
  expect(left(folder)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

test('the oldest go while all are too large; that of the running session stays, whatever its size', () => {
  const folder = records();
  expect(removeInputs(options(folder, undefined, 4))).toEqual([1, 2, 3, 4]);
  expect(removeInputs(options(folder, undefined, 0.1))).toEqual([5, 6, 7, 8, 9, 10, 11]);
  expect(left(folder)).toEqual([12]);
  expect(readdirSync(join(folder, 'inputs'))).toContain('note.txt');
});
