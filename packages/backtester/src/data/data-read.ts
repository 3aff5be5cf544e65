import { createHash } from 'node:crypto';
import { relative, sep } from 'node:path';

/**
 * What a run has read of a data folder: files by their place in it, with the checksum of their content. The same files
 * with the same content give the same hash, wherever the folder lies and whether a file or the cache was read.
 */
export class DataRead {
  readonly #folder: string;
  readonly #checksums = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Notes a file, by its path or a name for what it told. The checksum is asked for once. */
  add(file: string, checksum: () => number): void {
    if (!this.#checksums.has(file)) this.#checksums.set(file, checksum());
  }

  /** SHA-256 over the files in the order of their names, hexadecimal; empty when none was read. */
  hash(): string {
    if (this.#checksums.size === 0) return '';
    const lines = [...this.#checksums].map(
      ([file, checksum]) => `${relative(this.#folder, file).replaceAll(sep, '/')} ${checksum.toString(16)}\n`,
    );
    return createHash('sha256').update(lines.sort().join('')).digest('hex');
  }
}
