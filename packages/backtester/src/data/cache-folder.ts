import { createHash } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

const MAGIC = 0x4253_4c02;
const PREFIX_LENGTH = 16;
const MAX_HEADER_LENGTH = 1 << 20;

/** What tells whether a file has changed since it was cached. */
export interface CachedSource {
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
  /** CRC-32 of the text inside the file. */
  readonly checksum: number;
}

/** What is cached of a key: a description that fits into JSON, and columns. */
export interface CacheEntry<D> {
  readonly description: D;
  /** The bytes of all columns, one after the other. */
  readonly data: ArrayBuffer;
}

interface Header<D> {
  readonly version: number;
  readonly key: string;
  readonly dataLength: number;
  readonly crc: number;
  readonly description: D;
}

/**
 * Parsed columns as binary files: a header, then the columns as they lie in memory. A file that is missing, damaged or of
 * another version counts as absent, and a folder that cannot be written is left alone: the cache never fails a run.
 *
 * @typeParam D what is kept beside the columns
 */
export class CacheFolder<D> {
  readonly #folder: string;
  readonly #version: number;
  readonly #ending: string;
  #isWritable = true;

  /**
   * @param version raised whenever the parser or the layout changes, so that older files are not read
   * @param ending of the names of its files
   */
  constructor(folder: string, version: number, ending: string) {
    this.#folder = folder;
    this.#version = version;
    this.#ending = ending;
  }

  /** What was stored under a key; null when there is nothing usable. */
  read(key: string): CacheEntry<D> | null {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(this.#pathOf(key), 'r');
      return this.#readFile(descriptor, key);
    } catch {
      return null;
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  /** Stores columns under a key; does nothing when that is impossible. */
  write(key: string, description: D, columns: readonly NodeJS.ArrayBufferView[]): void {
    if (!this.#isWritable) return;
    const path = this.#pathOf(key);
    const temporary = `${path}.${process.pid}.tmp`;
    try {
      mkdirSync(this.#folder, { recursive: true });
      this.#writeFile(temporary, { key, description }, columns);
      renameSync(temporary, path);
    } catch {
      this.#isWritable = false;
      try {
        rmSync(temporary, { force: true });
      } catch {
        // Left behind; it is never read.
      }
    }
  }

  #pathOf(key: string): string {
    return join(this.#folder, `${createHash('sha1').update(key).digest('hex')}.${this.#ending}`);
  }

  #readFile(descriptor: number, key: string): CacheEntry<D> | null {
    const prefix = new Uint32Array(PREFIX_LENGTH / 4);
    if (readSync(descriptor, prefix) !== PREFIX_LENGTH || prefix[0] !== MAGIC) return null;
    const headerLength = prefix[1]!;
    if (headerLength > MAX_HEADER_LENGTH) return null;
    const headerBytes = Buffer.alloc(headerLength);
    if (readSync(descriptor, headerBytes) !== headerLength || crc32(headerBytes) !== prefix[2]) return null;
    const header = JSON.parse(headerBytes.toString('utf8')) as Header<D>;
    if (header.version !== this.#version || header.key !== key) return null;
    if (fstatSync(descriptor).size !== PREFIX_LENGTH + headerLength + header.dataLength) return null;
    const data = Buffer.allocUnsafeSlow(header.dataLength);
    if (readSync(descriptor, data) !== header.dataLength || crc32(data) !== header.crc) return null;
    return { description: header.description, data: data.buffer as ArrayBuffer };
  }

  #writeFile(
    path: string,
    named: Pick<Header<D>, 'key' | 'description'>,
    columns: readonly NodeJS.ArrayBufferView[],
  ): void {
    let crc = 0;
    let dataLength = 0;
    for (const column of columns) {
      crc = crc32(bytesOf(column), crc);
      dataLength += column.byteLength;
    }
    const header: Header<D> = {
      version: this.#version,
      key: named.key,
      dataLength,
      crc,
      description: named.description,
    };
    const headerBytes = Buffer.from(JSON.stringify(header), 'utf8');
    const prefix = Uint32Array.of(MAGIC, headerBytes.length, crc32(headerBytes), 0);
    const descriptor = openSync(path, 'w');
    try {
      for (const part of [prefix, headerBytes, ...columns]) writeFully(descriptor, bytesOf(part));
    } finally {
      closeSync(descriptor);
    }
  }
}

function bytesOf(column: NodeJS.ArrayBufferView): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

function writeFully(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
}
