import { crc32, inflateRawSync } from 'node:zlib';
import { DataError } from '@lockstep/core';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_LENGTH = 22;
const MAX_COMMENT = 65_535;
const ZIP64_FIELD = 0x0001;
const IN_ZIP64 = 0xffff_ffff;
const STORED = 0;
const DEFLATED = 8;
/** Deflate cannot expand further, so a larger claim is a damaged directory. */
const MAX_EXPANSION = 1_032;

/** The content of the archive's first file, its name and its checksum (CRC-32). */
export interface ZipEntry {
  /** How many files the archive holds. */
  readonly count: number;
  readonly name: string;
  readonly bytes: Buffer;
  readonly checksum: number;
}

/**
 * Reads the first file of a zip archive and checks its length and checksum.
 *
 * @param file named in errors
 * @throws DataError `DATA_FILE_CORRUPT`
 */
export function readFirstZipEntry(archive: Buffer, file: string): ZipEntry {
  const { directory, count } = findDirectory(archive, file);
  if (directory + 46 > archive.length || archive.readUInt32LE(directory) !== DIRECTORY_ENTRY) {
    throw corrupt(file, 'its directory is damaged');
  }
  const method = archive.readUInt16LE(directory + 10);
  const checksum = archive.readUInt32LE(directory + 16);
  const nameLength = archive.readUInt16LE(directory + 28);
  const { length, compressedLength, local } = placeOf(archive, directory, directory + 46 + nameLength);
  const name = archive.toString('utf8', directory + 46, directory + 46 + nameLength);
  if (local + 30 > archive.length || archive.readUInt32LE(local) !== LOCAL_ENTRY) {
    throw corrupt(file, `its entry "${name}" is damaged`);
  }
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  if (start + compressedLength > archive.length) throw corrupt(file, `its entry "${name}" is cut off`);
  const content = archive.subarray(start, start + compressedLength);
  const bytes = decompress(content, method, length, file, name);
  if (bytes.length !== length || crc32(bytes) !== checksum) {
    throw corrupt(file, `length or checksum of its entry "${name}" is wrong`);
  }
  return { count, name, bytes, checksum };
}

/** Lengths and position of an entry; numbers that do not fit 32 bits, or are said not to, are in its Zip64 field. */
function placeOf(
  archive: Buffer,
  directory: number,
  extra: number,
): { length: number; compressedLength: number; local: number } {
  const fields = [
    archive.readUInt32LE(directory + 24),
    archive.readUInt32LE(directory + 20),
    archive.readUInt32LE(directory + 42),
  ];
  const extraEnd = Math.min(extra + archive.readUInt16LE(directory + 30), archive.length);
  for (let at = extra; at + 4 <= extraEnd; at += 4 + archive.readUInt16LE(at + 2)) {
    if (archive.readUInt16LE(at) !== ZIP64_FIELD) continue;
    let value = at + 4;
    for (let i = 0; i < fields.length; i++) {
      if (fields[i] !== IN_ZIP64 || value + 8 > extraEnd) continue;
      fields[i] = Number(archive.readBigUInt64LE(value));
      value += 8;
    }
    break;
  }
  return { length: fields[0]!, compressedLength: fields[1]!, local: fields[2]! };
}

function decompress(content: Buffer, method: number, length: number, file: string, name: string): Buffer {
  if (method === STORED) return content;
  if (method !== DEFLATED)
    throw corrupt(file, `its entry "${name}" uses compression method ${method}, expected deflate`);
  if (length > content.length * MAX_EXPANSION) throw corrupt(file, `its entry "${name}" claims an impossible length`);
  try {
    return inflateRawSync(content, { chunkSize: Math.max(length, 64), maxOutputLength: Math.max(length, 64) });
  } catch (cause) {
    throw corrupt(file, `its entry "${name}" cannot be decompressed`, cause);
  }
}

/** Position of the first entry of the central directory, and the number of its entries. */
function findDirectory(archive: Buffer, file: string): { directory: number; count: number } {
  const earliest = Math.max(0, archive.length - END_LENGTH - MAX_COMMENT);
  for (let at = archive.length - END_LENGTH; at >= earliest; at--) {
    if (archive[at] !== 0x50 || archive.readUInt32LE(at) !== END_OF_DIRECTORY) continue;
    const count = archive.readUInt16LE(at + 10);
    if (count === 0) throw corrupt(file, 'it holds no file');
    return { directory: archive.readUInt32LE(at + 16), count };
  }
  throw corrupt(file, 'it is not a zip archive, or cut off');
}

function corrupt(file: string, what: string, cause?: unknown): DataError {
  return new DataError(
    'DATA_FILE_CORRUPT',
    `Cannot read the archive: ${what}. Replace the file, or remove it to run without this data.`,
    { file },
    cause,
  );
}
