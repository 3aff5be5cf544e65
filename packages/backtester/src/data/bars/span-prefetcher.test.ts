import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { zipFile } from '../zip/zip-writer.ts';
import { SpanPrefetcher } from './span-prefetcher.ts';
import { type Span, SpanReader, type SpanRequest } from './span-reader.ts';

const scripts = new URL('../../../../../scripts/', import.meta.url);
const source = join(import.meta.dirname, 'span-worker.ts');

let root = '';
let program: URL;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lockstep-ahead-'));
  const file = join(root, 'span-worker.mjs');
  const runTs = new URL('run-ts.mjs', scripts).href;
  writeFileSync(file, `process.argv = ['node', 'run-ts', ${JSON.stringify(source)}]; await import('${runTs}');`);
  program = pathToFileURL(file);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Days of three rows each; those in `damaged` are no archives. */
function days(name: string, count: number, damaged: readonly number[] = []): SpanRequest {
  const folder = join(root, name);
  mkdirSync(folder);
  const files = Array.from({ length: count }, (_, day) => {
    const path = join(folder, `${day}_trade.zip`);
    const text = [0, 60_000, 120_000].map((ms) => `${ms},1,2.5,0.5,${1 + day},7\n`).join('');
    writeFileSync(path, damaged.includes(day) ? 'no archive' : zipFile('x.csv', Buffer.from(text)));
    return { path, day };
  });
  return { key: name, shape: 'trade', priceScale: 0, files };
}

/** What the thread hands over; it may need a while to start. */
async function readAhead(prefetcher: SpanPrefetcher, request: SpanRequest): Promise<Span> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (!prefetcher.expects(request.key)) prefetcher.expect(request);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const span = prefetcher.take(request.key);
    if (span !== undefined) return span;
  }
  throw new Error('The thread read nothing.');
}

describe('SpanPrefetcher', { timeout: 60_000 }, () => {
  test('hands over what a reader would have read, parsed and from the cache', async () => {
    const request = days('abc', 5, [3]);
    const here = new SpanReader(null).read(request, null);
    const prefetcher = new SpanPrefetcher(join(root, 'cache'), program);
    expect(await readAhead(prefetcher, request)).toEqual(here);
    expect(await readAhead(prefetcher, request)).toEqual(here);
    expect([...here.days.keys()]).toEqual([0, 1, 2, 4]);
  });

  test('gives a span back that the thread has not begun, and serves the next one', async () => {
    const prefetcher = new SpanPrefetcher(null, program);
    const [first, second] = [days('first', 2), days('second', 2)];
    prefetcher.expect(first);
    expect(prefetcher.expects('first')).toBe(true);
    // The thread is only starting.
    expect(prefetcher.take('first')).toBeUndefined();
    expect(prefetcher.take('never ordered')).toBeUndefined();
    expect((await readAhead(prefetcher, second)).days.size).toBe(2);
  });

  test('leaves all spans to the caller where its program is missing', () => {
    const prefetcher = new SpanPrefetcher(null, pathToFileURL(join(root, 'missing.mjs')));
    prefetcher.expect(days('abc', 1));
    expect([prefetcher.isRunning, prefetcher.expects('abc'), prefetcher.take('abc')]).toEqual([
      false,
      false,
      undefined,
    ]);
  });

  test('goes on without a thread that fails', async () => {
    writeFileSync(program, 'throw new Error("broken");');
    const prefetcher = new SpanPrefetcher(null, program);
    const request = days('abc', 1);
    prefetcher.expect(request);
    while (prefetcher.isRunning) await new Promise((resolve) => setTimeout(resolve, 20));
    prefetcher.expect(request);
    expect([prefetcher.expects('abc'), prefetcher.take('abc')]).toEqual([false, undefined]);
  });
});
