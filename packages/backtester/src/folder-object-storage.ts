import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { LockstepError, type ObjectStorage, type StoredContent } from '@lockstep/core';

/** Keeps the content of an object store in a folder, a file for each key. */
export class FolderObjectStorage implements ObjectStorage {
  readonly #folder: string;

  /** @param folder made when something is written */
  constructor(folder: string) {
    this.#folder = resolve(folder);
  }

  get keys(): readonly string[] {
    if (!existsSync(this.#folder)) return [];
    const files = readdirSync(this.#folder, { recursive: true, encoding: 'utf8' });
    return files
      .filter((file) => statSync(join(this.#folder, file)).isFile())
      .map((file) => file.split(sep).join('/'))
      .sort();
  }

  read(key: string): StoredContent | undefined {
    const file = this.#fileOf(key);
    return existsSync(file) ? readFileSync(file) : undefined;
  }

  /** @throws LockstepError `OBJECT_KEY_INVALID` */
  write(key: string, content: StoredContent): void {
    const file = this.#fileOf(key);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  delete(key: string): boolean {
    const file = this.#fileOf(key);
    if (!existsSync(file)) return false;
    rmSync(file);
    return true;
  }

  #fileOf(key: string): string {
    const file = resolve(this.#folder, key);
    const inside = relative(this.#folder, file);
    if (inside !== '' && !inside.startsWith('..') && resolve(this.#folder, inside) === file) return file;
    throw new LockstepError(
      'OBJECT_KEY_INVALID',
      `Received the object store key '${key}', expected a path below the store's folder, such as 'models/weights.json'.`,
    );
  }
}
