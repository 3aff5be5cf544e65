import { crc32 } from 'node:zlib';
import { DataError } from '@lockstep/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFirstZipEntry } from './zip-reader.ts';
import { zipFile } from './zip-writer.ts';

describe('zip files', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), (bytes) => {
        const content = Buffer.from(bytes);
        const entry = readFirstZipEntry(zipFile('20200102_abc_minute_trade.csv', content), 'a.zip');
        expect(entry.name).toBe('20200102_abc_minute_trade.csv');
        expect(Buffer.compare(entry.bytes, content)).toBe(0);
      }),
    );
  });

  it('have the same bytes for the same content', () => {
    expect(zipFile('a.csv', Buffer.from('1,2\n'))).toEqual(zipFile('a.csv', Buffer.from('1,2\n')));
  });

  it('are refused when cut off or changed anywhere', () => {
    const archive = zipFile('a.csv', Buffer.from('0,1,2,3,4,5\n'.repeat(50)));
    for (let length = 0; length < archive.length; length++) {
      expect(() => readFirstZipEntry(archive.subarray(0, length), 'a.zip'), `cut at ${length}`).toThrow(DataError);
    }
    fc.assert(
      fc.property(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Buffer.from(archive);
        damaged[at] = damaged[at]! ^ change;
        try {
          // Fields that say nothing about the content (dates, versions) may differ.
          expect(crc32(readFirstZipEntry(damaged, 'a.zip').bytes)).toBe(
            crc32(readFirstZipEntry(archive, 'a.zip').bytes),
          );
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('are refused when they are random bytes, and the error names the file', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, hasEnd) => {
        const end = Buffer.alloc(22);
        end.writeUInt32LE(0x06054b50, 0);
        end.writeUInt16LE(1, 10);
        const archive = hasEnd ? Buffer.concat([bytes, end]) : Buffer.from(bytes);
        expect(() => readFirstZipEntry(archive, 'folder/random.zip')).toThrow(/\(folder\/random\.zip\)$/);
      }),
    );
  });
});
