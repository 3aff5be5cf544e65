import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipFile } from '@lockstep/backtester';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../test/scratch-folder.ts';
import { describeDataFolder } from './describe-data-folder.ts';
import { generateData } from './generate-data.ts';

describe('describeDataFolder', () => {
  it('names symbols, resolutions and ranges, quotes only where there are no trades', () => {
    const data = scratchFolder();
    generateData({ data, symbol: 'AAA', from: '2024-03-04', days: 2, quotes: true });
    generateData({ data, symbol: 'BBB', from: '2024-03-04', to: '2024-03-08', resolution: 'daily' });
    expect(describeDataFolder(data)).toBe('AAA minute 2024-03-04 to 2024-03-05, BBB daily 2024-03-04 to 2024-03-08');
  });

  it('tells of damaged and empty files, and counts what it does not name', () => {
    const data = scratchFolder();
    const folder = join(data, 'equity', 'usa', 'daily');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'a.zip'), 'no zip');
    writeFileSync(join(folder, 'b.zip'), zipFile('b.csv', Buffer.from('')));
    expect(describeDataFolder(data)).toBe('A daily (damaged), B daily (empty)');
    for (let i = 0; i < 9; i++)
      writeFileSync(join(folder, `c${i}.zip`), zipFile('c.csv', Buffer.from('20240304 00:00,1,1,1,1,1\n')));
    expect(describeDataFolder(data)).toMatch(/, C5 daily 2024-03-04 to 2024-03-04 and 3 more$/);
  });

  it('names the files of a CSV folder, and says when there is nothing', () => {
    expect(describeDataFolder(scratchFolder({ 'spy.csv': '', 'notes.md': '' }))).toBe('spy.csv');
    expect(describeDataFolder(scratchFolder())).toBe('no bars');
    expect(() => describeDataFolder(join(scratchFolder(), 'x'))).toThrow(
      expect.objectContaining({ code: 'DATA_FOLDER_MISSING' }),
    );
  });
});
