import type { ReferenceData } from '../data/reference-data.ts';

/** Text or bytes under a key. */
export type StoredContent = string | Uint8Array;

/** What an object store keeps its content in: memory, a folder, a database. */
export interface ObjectStorage {
  readonly keys: readonly string[];
  /** The content, or undefined. */
  read(key: string): StoredContent | undefined;
  write(key: string, content: StoredContent): void;
  /** Whether there was any. */
  delete(key: string): boolean;
}

/** Keeps content for one run. */
export class MemoryObjectStorage implements ObjectStorage {
  readonly #entries = new Map<string, StoredContent>();

  get keys(): readonly string[] {
    return [...this.#entries.keys()];
  }

  read(key: string): StoredContent | undefined {
    return this.#entries.get(key);
  }

  write(key: string, content: StoredContent): void {
    this.#entries.set(key, content);
  }

  delete(key: string): boolean {
    return this.#entries.delete(key);
  }
}

/**
 * Keeps texts and bytes by key for a strategy, and custom data for it to read: in memory for one run, or in what the run
 * was given to keep it in.
 */
export class ObjectStore {
  readonly #storage: ObjectStorage;
  readonly #reference: Pick<ReferenceData, 'textOf'>;

  /** @param reference turns bytes into text */
  constructor(storage: ObjectStorage, reference: Pick<ReferenceData, 'textOf'>) {
    this.#storage = storage;
    this.#reference = reference;
  }

  containsKey(key: string): boolean {
    return this.#storage.read(key) !== undefined;
  }

  get keys(): readonly string[] {
    return this.#storage.keys;
  }

  save(key: string, text: string): void {
    this.#storage.write(key, text);
  }

  saveBytes(key: string, bytes: Uint8Array): void {
    this.#storage.write(key, bytes);
  }

  /** The text, of a `.zip` that of its first file; or undefined. */
  read(key: string): string | undefined {
    const content = this.#storage.read(key);
    return content === undefined || typeof content === 'string' ? content : this.#reference.textOf(content, key);
  }

  /** What `saveBytes` has saved; undefined for texts and unknown keys. */
  readBytes(key: string): Uint8Array | undefined {
    const content = this.#storage.read(key);
    return typeof content === 'string' ? undefined : content;
  }

  saveJson(key: string, value: unknown): void {
    this.save(key, JSON.stringify(value));
  }

  /** The value, or undefined. */
  readJson<T>(key: string): T | undefined {
    const text = this.read(key);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  delete(key: string): boolean {
    return this.#storage.delete(key);
  }
}
