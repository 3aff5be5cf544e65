import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderObjectStorage } from './folder-object-storage.ts';

describe('FolderObjectStorage', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'object-store-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('keeps content for whoever opens the folder next', () => {
    new FolderObjectStorage(folder).write('models/weights.json', '[1]');
    const again = new FolderObjectStorage(folder);
    expect(again.keys).toEqual(['models/weights.json']);
    expect(Buffer.from(again.read('models/weights.json') as Uint8Array).toString()).toBe('[1]');
    expect(again.delete('models/weights.json')).toBe(true);
    expect(again.delete('models/weights.json')).toBe(false);
    expect(again.read('models/weights.json')).toBeUndefined();
  });

  it.each(['../outside', '/etc/passwd', '.', ''])('refuses the key %j', (key) => {
    expect(() => new FolderObjectStorage(folder).write(key, 'x')).toThrow(/expected a path below/);
  });
});
