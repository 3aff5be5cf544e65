import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readFirstZipEntry } from '@lockstep/backtester';
import { DataError, LockstepError } from '@lockstep/core';

/** A file to import from; of a zip archive its only file. */
export interface SourceFile {
  readonly path: string;
  /** Name without folder and extension: `BTCUSDT-1m-2024-01`. */
  readonly name: string;
  readonly text: string;
}

const IMPORTABLE = /\.(csv|txt|json|jsonl|ndjson|zip)$/i;

/**
 * The files that a path stands for: itself, or in a folder all that can be imported, by name.
 *
 * @throws LockstepError `USAGE` when there are none
 */
export function sourcePaths(source: string): string[] {
  const found = statSync(source, { throwIfNoEntry: false });
  if (found === undefined) throw new LockstepError('USAGE', `There is no file or folder ${source}. Check the path.`);
  if (!found.isDirectory()) return [source];
  const files = readdirSync(source)
    .filter((name) => IMPORTABLE.test(name) && statSync(join(source, name)).isFile())
    .sort();
  if (files.length > 0) return files.map((name) => join(source, name));
  throw new LockstepError(
    'USAGE',
    `${source} holds no .csv, .txt, .json, .jsonl or .zip file. Give a file, or a folder with such files.`,
  );
}

/** @throws DataError `DATA_FILE_CORRUPT` for an empty file, a damaged archive or one with several files */
export function readSource(path: string): SourceFile {
  const bytes = readFileSync(path);
  const name = basename(path).replace(/\.\w+$/, '');
  if (!/\.zip$/i.test(path)) return withText(path, name, bytes);
  const entry = readFirstZipEntry(bytes, path);
  if (entry.count > 1) {
    throw new DataError(
      'DATA_FILE_CORRUPT',
      `The archive holds ${entry.count} files; unpack it and import the folder`,
      { file: path },
    );
  }
  return withText(path, basename(entry.name).replace(/\.\w+$/, ''), entry.bytes);
}

function withText(path: string, name: string, bytes: Buffer): SourceFile {
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '') throw new DataError('DATA_FILE_CORRUPT', 'The file is empty', { file: path });
  return { path, name, text };
}
