import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { LockstepError, VirtualClock } from '@lockstep/core';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../test/scratch-store.ts';
import { Secret } from '../config/secret.ts';
import { SecretScrubber } from '../config/secret-scrubber.ts';
import { JsonLog } from './json-log.ts';

const START = Date.UTC(2024, 2, 4, 14, 30);
const linesOf = (file: string): Record<string, unknown>[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('JsonLog', () => {
  it('writes a JSON object a line, from its level up', async () => {
    const folder = scratchFolder();
    const clock = new VirtualClock(START);
    const log = new JsonLog({ folder, clock, scrubber: new SecretScrubber(), facts: { deployment: 'bot' } });
    log.debug('not this');
    log.info('started', { orders: 2 });
    clock.advanceTo(START + 1_500);
    log.warn('slow');
    log.error('failed', { error: new LockstepError('STORE_LOCKED', 'locked', { details: { file: 'x' } }) });
    await log.flush();
    expect(linesOf(join(folder, 'live.log'))).toMatchObject([
      { level: 'info', time: '2024-03-04T14:30:00.000Z', deployment: 'bot', orders: 2, msg: 'started' },
      { level: 'warn', time: '2024-03-04T14:30:01.500Z', msg: 'slow' },
      { level: 'error', error: { code: 'STORE_LOCKED', message: 'locked', details: { file: 'x' } }, msg: 'failed' },
    ]);
  });

  it('masks secrets in messages, details, errors and names', async () => {
    const folder = scratchFolder();
    const secret = new Secret('KEY', 'hunter2"quote');
    const log = new JsonLog({ folder, clock: new VirtualClock(START), scrubber: new SecretScrubber([secret]) });
    log.info(`with ${secret.reveal()}`, { [secret.reveal()]: secret.reveal(), secret });
    log.error('x', { error: new Error(secret.reveal()), url: `https://x/?k=${encodeURIComponent(secret.reveal())}` });
    await log.flush();
    const text = readFileSync(join(folder, 'live.log'), 'utf8');
    expect(text).not.toContain('hunter2');
    expect(linesOf(join(folder, 'live.log'))).toHaveLength(2);
  });

  it('survives details that cannot be serialised', async () => {
    const folder = scratchFolder();
    const log = new JsonLog({ folder, clock: new VirtualClock(START), scrubber: new SecretScrubber() });
    const hostile = {
      get trap(): string {
        throw new Error('no');
      },
    };
    log.info('still here', hostile);
    log.info('big', { n: 5n });
    await log.flush();
    expect(linesOf(join(folder, 'live.log')).map(({ msg }) => msg)).toEqual(['still here', 'big']);
  });

  it('begins a new file at a size and keeps the newest ones', async () => {
    const folder = scratchFolder();
    const clock = new VirtualClock(START);
    const settings = { maxFileMegabytes: 0.001, keepFiles: 3 };
    const log = new JsonLog({ folder, clock, settings, scrubber: new SecretScrubber() });
    for (let line = 0; line < 60; line += 1) {
      log.info('x'.repeat(100), { line });
      await log.flush();
      if (line % 10 === 0) clock.advanceTo(clock.utcNow() + 1_000);
    }
    const files = readdirSync(folder).sort();
    expect(files).toHaveLength(4);
    const kept = [...files.filter((name) => name !== 'live.log'), 'live.log'].flatMap((name) =>
      linesOf(join(folder, name)),
    );
    const numbers = kept.map(({ line }) => Number(line));
    expect(numbers.at(-1)).toBe(59);
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => 60 - numbers.length + index));
    for (const name of files) expect(readFileSync(join(folder, name)).length).toBeLessThan(1_200);
  });

  it('goes on where a process before it ended', async () => {
    const folder = scratchFolder();
    const options = { folder, clock: new VirtualClock(START), scrubber: new SecretScrubber() };
    for (const message of ['one', 'two']) {
      const log = new JsonLog(options);
      log.info(message);
      await log.flush();
    }
    expect(linesOf(join(folder, 'live.log')).map(({ msg }) => msg)).toEqual(['one', 'two']);
  });

  it('does not fail with its disk; what was lost is counted once it works again', async () => {
    const folder = scratchFolder();
    const log = new JsonLog({ folder, clock: new VirtualClock(START), scrubber: new SecretScrubber() });
    // A folder in the place of the file: nothing can be written.
    mkdirSync(join(folder, 'live.log'));
    log.info('lost');
    log.info('lost too');
    await log.flush();
    rmdirSync(join(folder, 'live.log'));
    expect(existsSync(join(folder, 'live.log'))).toBe(false);
    log.info('back');
    await log.flush();
    expect(linesOf(join(folder, 'live.log')).map(({ msg }) => msg)).toEqual(['2 lines were lost', 'back']);
  });
});
