import { createReadStream, mkdirSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { crc32 } from 'node:zlib';
import { type Clock, LockstepError, type Timer } from '@lockstep/core';
import type { SecretScrubber } from '../config/secret-scrubber.ts';

/** Text that is handed to the system in one piece, in characters. */
const CHUNK = 64 * 1024;
/** Longest time that a line waits for others, in ms. */
const LONGEST_WAIT_MS = 200;
/** Text that waits for a disk that does not answer, in characters; beyond it inputs are lost and the log has a gap. */
const MAX_WAITING = 64 * 1024 * 1024;

/** An input as it entered. */
export interface RecordedInput {
  /** Counts from 1. */
  readonly number: number;
  readonly input: unknown;
}

/** What a log works with. */
export interface InputLogOptions {
  readonly clock: Clock;
  /** Told when writing fails, and when it works again (null). */
  readonly onHealth?: (error: unknown) => void;
  /** Takes secrets out of the texts of inputs. */
  readonly scrubber?: SecretScrubber | undefined;
}

const JSON_TEXT = /"(?:[^"\\]|\\.)*"/g;

/**
 * Everything that enters a live engine, in order, so that the session can be replayed: slices, messages of the broker,
 * timers, answers. It is a stream beside the journal and cheaper: lines `number checksum json`, not synced. What was
 * flushed survives the death of the process, though not of the machine; the journal is what must survive that.
 */
export class InputLog {
  readonly #file: string;
  readonly #clock: Clock;
  readonly #onHealth: (error: unknown) => void;
  readonly #scrubber: SecretScrubber | undefined;
  #handle: FileHandle | null = null;
  #lines: string[] = [];
  #length = 0;
  /** Bytes in the file that belong to whole lines. */
  #size = 0;
  #count = 0;
  #timer: Timer | null = null;
  #writing: Promise<void> | null = null;
  #isFailing = false;

  /** @param file a new one for each session; an existing one is begun anew */
  constructor(file: string, { clock, onHealth = (): void => undefined, scrubber }: InputLogOptions) {
    this.#scrubber = scrubber;
    this.#file = file;
    this.#clock = clock;
    this.#onHealth = onHealth;
  }

  /** Inputs recorded so far. */
  get count(): number {
    return this.#count;
  }

  /** Takes an input, which has to survive JSON, and returns its number. */
  record(input: unknown): number {
    this.#count += 1;
    if (this.#length > MAX_WAITING) return this.#count;
    const json = this.#scrubbed(JSON.stringify(input));
    const line = `${this.#count} ${crc32(json).toString(16)} ${json}\n`;
    this.#lines.push(line);
    this.#length += line.length;
    if (this.#length >= CHUNK) void this.flush();
    else this.#timer ??= this.#clock.at(this.#clock.utcNow() + LONGEST_WAIT_MS, () => void this.flush());
    return this.#count;
  }

  /** Digits of a secret may be those of a price: only texts are masked. */
  #scrubbed(json: string): string {
    const scrubber = this.#scrubber;
    if (scrubber === undefined || scrubber.text(json) === json) return json;
    return json.replaceAll(JSON_TEXT, (text) => scrubber.text(text));
  }

  /** Resolves when what was recorded is with the system, or could not be written; it never rejects. */
  async flush(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = null;
    while (this.#writing !== null) await this.#writing;
    if (this.#length === 0) return;
    this.#writing = this.#write();
    await this.#writing;
  }

  /** Flushes and closes the file. */
  async close(): Promise<void> {
    await this.flush();
    await this.#handle?.close();
    this.#handle = null;
  }

  async #write(): Promise<void> {
    const lines = this.#lines;
    const length = this.#length;
    this.#lines = [];
    this.#length = 0;
    try {
      this.#handle ??= await this.#open();
      await this.#writeAll(this.#handle, Buffer.from(lines.join('')));
      if (this.#isFailing) this.#onHealth(null);
      this.#isFailing = false;
    } catch (error) {
      this.#lines = [...lines, ...this.#lines];
      this.#length += length;
      if (!this.#isFailing) this.#onHealth(error);
      this.#isFailing = true;
    }
    this.#writing = null;
  }

  /** Writes at the end of what is there whole: a piece that an error left behind is overwritten by the next try. */
  async #writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, this.#size + done);
      done += bytesWritten;
    }
    this.#size += bytes.length;
  }

  async #open(): Promise<FileHandle> {
    mkdirSync(dirname(this.#file), { recursive: true });
    return open(this.#file, 'w');
  }
}

/**
 * The inputs of a recorded session. An unfinished last line, which a crash leaves, is passed over.
 *
 * @throws LockstepError `INPUTS_DAMAGED` where a line is missing or was changed
 */
export async function* readInputs(file: string): AsyncGenerator<RecordedInput> {
  const stream = createReadStream(file, 'utf8');
  let number = 0;
  let damaged: string | null = null;
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (damaged !== null) throw damagedError(file, number + 1, damaged);
      const parsed = parseLine(line, number + 1);
      // Only a line after it shows that it is not the unfinished last one.
      if (typeof parsed === 'string') damaged = parsed;
      else {
        number += 1;
        yield { number, input: parsed.input };
      }
    }
  } finally {
    stream.destroy();
  }
}

function parseLine(line: string, expected: number): { readonly input: unknown } | string {
  const [, number = '', checksum = '', json = ''] = /^(\d+) ([0-9a-f]+) (.*)$/s.exec(line) ?? [];
  if (json === '' || crc32(json).toString(16) !== checksum) return 'it was changed or cut off';
  if (Number(number) !== expected) return `it has number ${number}: what came between was lost`;
  return { input: JSON.parse(json) as unknown };
}

function damagedError(file: string, line: number, what: string): LockstepError {
  return new LockstepError(
    'INPUTS_DAMAGED',
    `${file}:${line}: ${what}. The session can be replayed up to the line before.`,
    { details: { file, line } },
  );
}
