import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../../test/scratch-folder.ts';
import { readBarLines } from '../bar-files.ts';
import { type ImportDataOptions, importData } from './import-data.ts';

function importText(text: string, options: Partial<ImportDataOptions> = {}, name = 'msft.csv') {
  const folder = scratchFolder({ [name]: text });
  const [imported] = importData(join(folder, name), { data: join(folder, 'data'), ...options });
  if (imported === undefined) throw new Error('nothing imported');
  return { ...imported, rows: imported.files.flatMap((file) => readBarLines(file).filter((line) => line !== '')) };
}

const errorOf = (text: string, options: Partial<ImportDataOptions> = {}): unknown => {
  try {
    importText(text, options);
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('importData', () => {
  it('imports a Yahoo file: symbol from the name, float32 prices restored, rows without prices left out', () => {
    const imported = importText(
      'Date,Open,High,Low,Close,Adj Close,Volume\n' +
        '2000-01-04,1455.219971,1455.219971,1397.430054,1399.420044,1399.420044,1009000000\n' +
        '2000-01-05,null,null,null,null,null,null\n' +
        '2000-01-06,1402.109985,1411.900024,1392.099976,1403.449951,1403.449951,1092300000\n',
    );
    expect(imported).toMatchObject({
      symbol: 'MSFT',
      resolution: 'daily',
      bars: 2,
      skippedRows: 1,
      firstDay: '2000-01-04',
      lastDay: '2000-01-06',
    });
    expect(imported.rows).toEqual([
      '20000104 00:00,14552200,14552200,13974300,13994200,1009000000',
      '20000106 00:00,14021100,14119000,13921000,14034500,1092300000',
    ]);
  });

  it('takes dividends into the prices when asked', () => {
    const text = 'Date,Open,High,Low,Close,Adj Close,Volume\n2020-01-02,10,12,8,10,5,100\n';
    expect(importText(text, { adjusted: true }).rows).toEqual(['20200102 00:00,50000,60000,40000,50000,100']);
    expect(errorOf(text.replace('Adj Close', 'Other'), { adjusted: true })).toMatchObject({ code: 'DATA_ROW_INVALID' });
  });

  it('finds minutes, converts zones, splits days and sorts newest-first files', () => {
    const imported = importText(
      'timestamp;open;high;low;close;volume\n2024-03-05T14:30:00Z;3;4;2;3;30\n2024-03-04T20:59:00Z;2;3;1;2;20\n2024-03-04T20:58:00Z;1;2;1;2;10\n',
    );
    expect(imported).toMatchObject({ resolution: 'minute', bars: 3, firstDay: '2024-03-04', lastDay: '2024-03-05' });
    expect(imported.files).toHaveLength(2);
    expect(imported.rows).toEqual([
      '57480000,10000,20000,10000,20000,10',
      '57540000,20000,30000,10000,20000,20',
      '34200000,30000,40000,20000,30000,30',
    ]);
  });

  it('maps columns by name and by position, joins date and time columns, reads quoted fields and thousands', () => {
    const named = importText(
      'Day,Clock,"First, of day",Top,Bottom,Last,Qty\n"3/4/2024",9:30,"1,001.5",1002,1000,1001,"2,500"\n',
      {
        columns: {
          date: 'Day',
          time: 'Clock',
          open: 'First, of day',
          high: 'Top',
          low: 'Bottom',
          close: 'Last',
          volume: 'Qty',
        },
        resolution: 'minute',
      },
    );
    expect(named.rows).toEqual(['34200000,10015000,10020000,10000000,10010000,2500']);
    const positions = importText('1;20240304 09:30;7;8;6;7\n', {
      columns: { date: '2', open: '3', high: '4', low: '5', close: '6' },
      resolution: 'minute',
    });
    expect(positions.rows).toEqual(['34200000,70000,80000,60000,70000,0']);
  });

  it.each([
    ['2024-03-04', '20240304'],
    ['20240304', '20240304'],
    ['Mar 4, 2024', '20240304'],
    ['03/04/2024', '20240304'],
    ['1709510400', '20240304'],
    ['1709510400000', '20240304'],
    ['2024-03-04T00:00:00+01:00', '20240304'],
  ])('dates a daily bar %s', (text, day) => {
    expect(importText(`date,open,high,low,close\n"${text}",1,1,1,1\n`).rows).toEqual([
      `${day} 00:00,10000,10000,10000,10000,0`,
    ]);
  });

  it('reads the day first when asked', () => {
    const options = { dateOrder: 'dmy', resolution: 'daily' } as const;
    expect(importText('date,open,high,low,close\n3.4.2024,1,1,1,1\n', options).rows[0]).toMatch(/^20240403/);
  });

  it('keeps the decimals of crypto, writes quotes for forex', () => {
    const crypto = importText('time,o,h,l,c,v\n2024-03-04 00:00,0.00001234,0.00001300,0.000012,0.0000125,1.5\n', {
      type: 'crypto',
      resolution: 'minute',
    });
    expect(crypto.rows).toEqual(['0,0.00001234,0.000013,0.000012,0.0000125,1.5']);
    const forex = importText('date,open,high,low,close\n2024-03-04 09:00,1.1,1.2,1.0,1.15\n', {
      type: 'forex',
      resolution: 'hour',
    });
    expect(forex.rows).toEqual(['20240304 14:00,1.1,1.2,1,1.15,0,1.1,1.2,1,1.15,0']);
  });

  it('imports every file of a folder under its name', () => {
    const row = 'date,open,high,low,close\n2024-03-04,1,1,1,1\n';
    const folder = scratchFolder({ 'in/aaa.csv': row, 'in/bbb.csv': row, 'in/notes.md': '' });
    const options = { data: join(folder, 'data') };
    expect(importData(join(folder, 'in'), options).map(({ symbol }) => symbol)).toEqual(['AAA', 'BBB']);
    expect(() => importData(join(folder, 'in'), { ...options, symbol: 'X' })).toThrow('one symbol cannot be given');
  });

  const head = 'date,open,high,low,close,volume\n';
  it.each([
    ['a price that is no number', `${head}2024-03-04,1,2,x,1,1\n`, 2, 4, 'Received "x", expected a price above 0'],
    ['an empty price', `${head}2024-03-04,1,2,,1,1\n`, 2, 4, 'Received ""'],
    ['a negative price', `${head}2024-03-04,1,2,1,1,1\n2024-03-05,-1,2,1,1,1\n`, 3, 2, 'Received "-1"'],
    ['a negative volume', `${head}2024-03-04,1,2,1,1,-1\n`, 2, 6, '0 or more'],
    ['a high below the low', `${head}2024-03-04,1,1,2,1,1\n`, 2, 3, 'High 1 is below low 2'],
    ['a date that does not exist', `${head}2024-02-30,1,2,1,1,1\n`, 2, 1, 'Received the time "2024-02-30"'],
    ['two rows of one time', `${head}2024-03-04,1,2,1,1,1\n2024-03-04,1,2,1,1,1\n`, 3, 1, 'the time of line 2'],
    [
      'time that goes backwards',
      `${head}2024-03-05,1,2,1,1,1\n2024-03-04,1,2,1,1,1\n2024-03-06,1,2,1,1,1\n`,
      3,
      1,
      'Time goes the other way here: the rows are oldest first',
    ],
    ['not a number', `${head}2024-03-04,1,NaN,1,1,1\n`, 2, 3, 'Received "NaN"'],
    ['an infinite price', `${head}2024-03-04,1,1e999,1,1,1\n`, 2, 3, 'Received "1e999"'],
    ['a hexadecimal price', `${head}2024-03-04,0x10,20,1,1,1\n`, 2, 2, 'Received "0x10"'],
    ['a quote that does not end', `${head}"2024-03-04,1,2,1,1,1\n`, 2, 1, 'does not end'],
  ])('names file, line and column of %s', (_, text, line, column, message) => {
    const error = errorOf(text);
    expect(error).toMatchObject({
      code: 'DATA_ROW_INVALID',
      location: { line, ...(column === undefined ? {} : { column }) },
    });
    expect(String(error)).toContain(message);
    expect(String(error)).toContain('msft.csv');
  });

  it.each([
    ['an empty file', '', 'empty'],
    ['a header only', head, 'no bars'],
    ['a missing column', 'date,open,high,low\n2024-03-04,1,1,1\n', 'No column for close'],
    ['bars of five minutes', `${head}2024-03-04 09:30,1,1,1,1,1\n2024-03-04 09:35,1,1,1,1,1\n`, '300 s apart'],
  ])('refuses %s', (_, text, message) => {
    expect(errorOf(text)).toMatchObject({ code: 'DATA_FILE_CORRUPT', message: expect.stringContaining(message) });
  });

  it('refuses bars off the grid, unknown fields and columns, missing sources and empty folders', () => {
    expect(errorOf(`${head}2024-03-04 09:30:07,1,1,1,1,1\n`, { resolution: 'minute' })).toMatchObject({
      code: 'DATA_ROW_INVALID',
    });
    expect(errorOf(head, { columns: { opne: 'open' } })).toMatchObject({ code: 'USAGE' });
    expect(errorOf(head, { columns: { open: 'Opening' } })).toMatchObject({ code: 'DATA_FILE_CORRUPT' });
    const folder = scratchFolder();
    expect(() => importData(join(folder, 'no.csv'), { data: folder })).toThrow('There is no file or folder');
    expect(() => importData(folder, { data: folder })).toThrow('holds no .csv, .txt');
  });
});
